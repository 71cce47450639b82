"""Who finds what, where and when: every finder his share a month, and what rounds bring up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.book import Danger, danger, dangers, words
from dutyline.modules.inspections.demo.cases import Case
from dutyline.modules.inspections.demo.fates import Fates
from dutyline.modules.inspections.demo.people import LEADERS, company_of, workshop_of
from dutyline.modules.inspections.demo.returning import Returning
from dutyline.modules.inspections.demo.shares import Shares
from dutyline.modules.inspections.demo.walks import Walk

SEASONS = {"summer": (6, 7, 8), "winter": (11, 12, 1, 2)}
PHOTOGRAPHED = 0.45
WALKED_BY = "daily"
"""The kind of inspection people are on who find something outside of a planned round."""
LOOKS = 4
"""At how many places somebody looks before he writes down what was found there already."""


@dataclass(frozen=True)
class Finds:
    """Yields cases; the posts that find are those of the story, with what they owe."""

    stage: Stage
    tz: ZoneInfo
    posts: Sequence[Mapping[str, str]]
    places: Mapping[str, str]
    """Places by key, with the key of the unit that answers."""
    returning: Returning

    def by_share(self, first: date, end: date) -> Iterator[Case]:
        """Yield what people find outside of rounds on days from `first` up to `end`."""
        shares = Shares(self.stage)
        month = first.replace(day=1)
        while month < end:
            for post in self.posts:
                for holder, turn, found_at in shares.of(post, month):
                    on = found_at.astimezone(self.tz).date()
                    key = f"share {post['key']} {holder} {month} {turn}"
                    if first <= on < end and found_at < self.stage.now:
                        yield from self._found(key, post, holder, found_at)
            month = (month + timedelta(days=32)).replace(day=1)

    def by_round(self, walk: Walk) -> Case | None:
        """Return what a round brings up, if anything."""
        if walk.fault is None:
            return None
        key = f"round {walk.walking.key} {walk.place} {walk.window.key}"
        case = self._case(key, walk.fault, walk.place, walk.answered_at, walk.by)
        kept = replace(case, from_round=True, recorded_at=walk.recorded_at)
        return self._cared(kept, walk.fault)

    def reported(self) -> Iterator[Case]:
        """Yield what strangers reported by the code of a place and the safety staff took up."""
        told = words("reports")["taken_up"]
        days = (self.stage.now.astimezone(self.tz).date() - self.stage.begins).days - 12
        for number, row in enumerate(told):
            seed = f"report {number}"
            chance = self.stage.chance(seed)
            on = self.stage.begins + timedelta(days=6 + number * days // len(told))
            found_at = self.stage.at(on, chance.uniform(7, 21))
            company = company_of(workshop_of(self.places[row["at"]]))
            taker = next(iter(self.stage.at_work(f"{company}-safety-engineer", on)), None)
            if taker is None:
                continue
            case = self._case(seed, danger(row["text"]), row["at"], found_at, taker)
            case = replace(
                case,
                report=str(self.stage.say(row)),
                contact=str(self.stage.say(row["contact"])) if "contact" in row else "",
                recorded_at=found_at + timedelta(hours=chance.uniform(0.5, 14)),
            )
            yield self._cared(case, danger(row["text"]))

    def _found(
        self, key: str, post: Mapping[str, str], finder: str, found_at: datetime
    ) -> Iterator[Case]:
        chance = self.stage.chance("found", key)
        on = found_at.astimezone(self.tz).date()
        known = self._known(self._within_reach(post), on.month)
        if not known:
            return
        place, found = self._anything(known, chance)
        case = replace(self._case(key, found, place, found_at, finder), kind=WALKED_BY)
        if chance.random() >= PHOTOGRAPHED:
            case = replace(case, scene="")
        if chance.random() < 0.03:
            case = replace(case, recorded_at=found_at + timedelta(hours=chance.uniform(8, 30)))
        yield self._cared(case, found)

    def _anything(
        self, known: Mapping[str, Sequence[Danger]], chance: Random
    ) -> tuple[str, Danger]:
        """Return what somebody who looks about finds: more where more can go wrong."""
        places = chance.choices(list(known), [len(each) for each in known.values()], k=LOOKS)
        for place in places:
            found = self.returning.choose(place, known[place], chance)
            if found is not None:
                return place, found
        return places[0], chance.choice(known[places[0]])

    def _known(self, near: set[str], month: int) -> dict[str, list[Danger]]:
        """Return what there can be at each of some places in a month."""
        known: dict[str, list[Danger]] = {}
        for each in dangers():
            if each.season and month not in SEASONS[each.season]:
                continue
            for place in each.places:
                if place in near:
                    known.setdefault(place, []).append(each)
        return known

    def _within_reach(self, post: Mapping[str, str]) -> set[str]:
        """Return the places somebody comes by: the safety staff everywhere in their company."""
        workshop = workshop_of(post["unit"])
        if workshop in LEADERS and workshop != "group":
            return {key for key, unit in self.places.items() if workshop_of(unit) == workshop}
        if workshop == "group":
            return set(self.places)
        return {
            key for key, unit in self.places.items() if company_of(workshop_of(unit)) == workshop
        }

    def _case(self, key: str, found: Danger, place: str, found_at: datetime, finder: str) -> Case:
        chance = self.stage.chance("case", key)
        hold = self.stage.say(words("holds")[found.hold])
        return Case(
            key=key,
            place=place,
            found_at=found_at,
            recorded_at=found_at + timedelta(minutes=chance.randint(1, 25)),
            finder=finder,
            title=found.title(self.stage, chance.choice(found.tags)),
            measures=found.says(self.stage, "fix"),
            category=found.category,
            risk=found.risk,
            clause=found.basis(self.stage),
            accident=found.says(self.stage, "accident"),
            interim=hold["interim"],
            plan=hold["plan"],
            scene=found.scene,
            money=found.money,
        )

    def _cared(self, case: Case, found: Danger) -> Case:
        fates = Fates(self.stage, self.tz)
        return replace(case, care=fates.care(case, found.days, found.says(self.stage, "done")))
