"""Tells how the enterprise got its post cards, goals, the money for them, and its letters."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial

from dutyline.kernel.registry import Moment, Stage, Words
from dutyline.modules.responsibility.demo.goals import Goals
from dutyline.modules.responsibility.demo.letters import Letters
from dutyline.modules.responsibility.demo.money import Spending
from dutyline.modules.responsibility.demo.words import LEADING, NEW_SCOPE, WORKING
from dutyline.modules.responsibility.models import CardVersion, PostCard
from dutyline.modules.responsibility.operations import (
    accept_card,
    approve,
    ask_review,
    draft_missing_cards,
    draft_next,
    publish,
    write_draft,
)
from dutyline.modules.responsibility.operations.together import (
    approve_all,
    ask_review_of_all,
    publish_all,
)

WRITER, FIRST, SECOND = "chen-lan", "zhao-min", "he-yiming"
"""Who drafts; who reviews and publishes; and who does so where that is the card of the first."""
LATE = "poly"
"""The workshop that got its cards last, in the recent days: what people look at first."""
RELUCTANT = 0.04
"""The part of people who have not accepted to this day."""
HIMSELF = "wang-jun"
"""Whoever looks around as this operator shall find his card waiting."""
FRONT_LINE = 5
REVISED, WAITING = "group-production-head", "poly-a-leader"
"""Whose card was written anew and published; whose next version waits for its review."""
STAND_IN = {REVISED: "group-safety-head", WAITING: "poly-b-leader"}
"""Which post stands in for the holders of the two, as their next versions say."""
REVISED_BEFORE = timedelta(days=20)
DAY = timedelta(days=1)


def tell(stage: Stage) -> Iterable[Moment]:
    """Return every moment of cards, goals, money and letters; the same each time it is asked."""
    yield from _Cards(stage, LATE, stage.recent, within=2).moments()
    yield from _Cards(stage, "group", stage.begins + 2 * DAY, within=10).moments()
    yield from Goals(stage).moments()
    yield from Spending(stage).moments()
    yield from Letters(stage).moments()


class _Cards:
    """The cards of a unit and everything under it that has none yet."""

    def __init__(self, stage: Stage, unit: str, day: date, *, within: int) -> None:
        """Begin on a day; most people accept within some days of it."""
        self.stage, self.unit, self.day, self.within = stage, unit, day, within
        self.since = stage.at(stage.recent if unit == LATE else stage.begins, 0)

    def moments(self) -> Iterator[Moment]:
        """Yield the moments, not in order."""
        yield self._moment(self.day, 8.9, self._draft)
        yield self._moment(self.day, 9.4, self._ask)
        yield self._moment(self.day, 11.1, self._approve)
        yield self._moment(self.day, 13.6, self._publish)
        for row in self._posts():
            yield from self._acceptances(row["key"], row["level"] < FRONT_LINE)
        if self.unit == LATE:
            yield self._moment(self.day + 2 * DAY, 9.6, partial(self._revise, WAITING))
        else:
            day = self.stage.now.date() - REVISED_BEFORE
            yield self._moment(day, 9.6, partial(self._revise_and_publish, REVISED))

    def _posts(self) -> list[Words]:
        rows: list[Words] = self.stage.chapter("posts")
        return [row for row in rows if _is_late(row["unit"]) == (self.unit == LATE)]

    def _acceptances(self, post: str, leads: bool) -> Iterator[Moment]:
        for person in self.stage.at_work(post, self.day):
            chance = self.stage.chance("card", post, person)
            if chance.random() < RELUCTANT or person == HIMSELF:
                continue
            day = self.day + chance.randint(1, self.within) * DAY
            words = self.stage.say(chance.choice(LEADING if leads else WORKING))
            act = partial(self._accept, post, person, words)
            yield self._moment(day, 7 + chance.random() * 9, act)

    def _draft(self, day: date, at: datetime) -> None:
        writer, unit = self.stage.actor(WRITER, day), self.stage.unit(self.unit)
        draft_missing_cards(by=writer, unit=unit, on=day, at=at)

    def _ask(self, day: date, at: datetime) -> None:
        path = self.stage.unit(self.unit).path
        ask_review_of_all(by=self.stage.actor(WRITER, day), path=path, at=at)

    def _approve(self, day: date, at: datetime) -> None:
        path = self.stage.unit(self.unit).path
        for person in (FIRST, SECOND):
            approve_all(by=self.stage.actor(person, day), path=path, at=at)

    def _publish(self, day: date, at: datetime) -> None:
        path = self.stage.unit(self.unit).path
        for person in (FIRST, SECOND):
            publish_all(by=self.stage.actor(person, day), path=path, valid_from=day, at=at)

    def _accept(self, post: str, person: str, words: str, day: date, at: datetime) -> None:
        version = CardVersion.objects.on(day).filter(card__post=self.stage.post(post)).first()
        if version is None or person not in self.stage.at_work(post, day):
            return
        by = self.stage.actor(person, day)
        accept_card(by=by, version=version, words=words, on=day, at=at, recorded_at=at)

    def _revise(self, post: str, day: date, at: datetime) -> CardVersion:
        """Write the next version of a card and ask for its review."""
        writer = self.stage.actor(WRITER, day)
        card = PostCard.objects.get(post=self.stage.post(post))
        draft = draft_next(by=writer, card=card, on=day, at=at)
        column = "scope_zh" if self.stage.language.startswith("zh") else "scope_en"
        words = {column: f"{getattr(draft, column)}\n{self.stage.say(NEW_SCOPE)}"}
        deputies = [self.stage.post(STAND_IN[post]).pk]
        draft = write_draft(
            by=writer, version=draft, words=words, deputy_posts=deputies, on=day, at=at
        )
        return ask_review(by=writer, version=draft, at=at)

    def _revise_and_publish(self, post: str, day: date, at: datetime) -> None:
        asked = self._revise(post, day, at)
        reviewer = self.stage.actor(FIRST, day)
        approved = approve(by=reviewer, version=asked, at=at)
        publish(by=reviewer, version=approved, valid_from=day, at=at)

    def _moment(self, day: date, hour: float, act: Callable[[date, datetime], object]) -> Moment:
        at = self.stage.at(day, hour)
        return Moment(at, partial(act, day, at), self.since)


def _is_late(unit: str) -> bool:
    return unit == LATE or unit.startswith(f"{LATE}-")
