"""How much everybody finds outside of rounds: his usual share, and what a reminder makes of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from dutyline.kernel.registry import Stage

USUAL: Mapping[str, float] = {
    "-safety-engineer": 4.1,
    "-safety-head": 2.1,
    "production-head": 2.0,
    "-engineer": 1.0,
    "-leader": 0.9,
}
"""How many a month somebody in such a post finds, by the end of the post's key."""
FRONT_LINE = 0.36
IDLE = ("office_worker", "principal", "leader", "deputy_production", "deputy_equipment")
BUSY = (0.86, 1.06, 0.98, 1.2, 1.1, 1.0)
"""How much is found in the months of the story, beside the usual."""
REMINDED: Mapping[str, tuple[int, int]] = {
    "safety_manager": (2, 1),
    "safety_officer": (4, 1),
    "production_manager": (2, 1),
    "process_engineer": (1, 1),
    "equipment_engineer": (1, 1),
    "team_leader": (1, 1),
    "office_worker": (1, 6),
}
"""How many such people are asked for in how many months: whoever lacks some is reminded."""
FRONT_LINE_REMINDED = (1, 3)
FRONT_LINE_LEVEL = 5
HEEDED = 0.93
"""How often a reminder is heeded."""
REMINDED_AFTER = 9
"""Days of the last month of a period after which people are reminded."""


@dataclass(frozen=True)
class Shares:
    """Says who of a post finds something when; who is there on a day is read once."""

    stage: Stage
    _there: dict[tuple[str, date], Sequence[str]] = field(default_factory=dict)

    def of(self, post: Mapping[str, Any], month: date) -> Iterator[tuple[str, int, datetime]]:
        """Yield whoever holds a post, the turn and the moment of each find of a month."""
        days = _days(month)
        for holder in sorted({each for day in days for each in self._at_work(post, day)}):
            found = [*self._usual(post, holder, month), *self._reminded(post, holder, month)]
            for turn, found_at in enumerate(found):
                yield holder, turn, found_at

    def _usual(self, post: Mapping[str, Any], holder: str, month: date) -> list[datetime]:
        begins = self.stage.begins
        number = (month.year - begins.year) * 12 + month.month - begins.month
        share = _share(post) * BUSY[number % len(BUSY)]
        chance = self.stage.chance("share", post["key"], holder, month)
        count = int(share) + (chance.random() < share % 1)
        days = [chance.choice(_days(month)) for _turn in range(count)]
        return [self._moment(day, chance) for day in days if holder in self._at_work(post, day)]

    def _reminded(self, post: Mapping[str, Any], holder: str, month: date) -> list[datetime]:
        least, months = _least(post)
        if month.month % months:
            return []
        chance = self.stage.chance("reminded", post["key"], holder, month)
        period = [_months_before(month, back) for back in range(months)]
        had = sum(
            len(self._usual(post, holder, each)) for each in period if each >= self.stage.begins
        )
        late = [day for day in _days(month)[REMINDED_AFTER:] if holder in self._at_work(post, day)]
        if not late or chance.random() >= HEEDED:
            return []
        return [self._moment(chance.choice(late), chance) for _turn in range(least - had)]

    def _moment(self, day: date, chance: Random) -> datetime:
        return self.stage.at(day, chance.uniform(7.6, 17.4))

    def _at_work(self, post: Mapping[str, Any], day: date) -> Sequence[str]:
        key = (post["key"], day)
        if key not in self._there:
            self._there[key] = self.stage.at_work(*key)
        return self._there[key]


def _share(post: Mapping[str, Any]) -> float:
    if post.get("standard") in IDLE:
        return 0.08
    for ending, share in USUAL.items():
        if post["key"].endswith(ending):
            return share
    return FRONT_LINE


def _least(post: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many finds a post is asked for in how many months; (0, 1) for none."""
    standard: str = post.get("standard", "")
    if standard in REMINDED:
        return REMINDED[standard]
    return FRONT_LINE_REMINDED if standard and post["level"] == FRONT_LINE_LEVEL else (0, 1)


def _days(month: date) -> list[date]:
    after = (month + timedelta(days=32)).replace(day=1)
    return [month + timedelta(days=offset) for offset in range((after - month).days)]


def _months_before(month: date, back: int) -> date:
    whole = month.year * 12 + month.month - 1 - back
    return date(whole // 12, whole % 12 + 1, 1)
