"""What becomes of every planned round: walked by whom and when, late, missed, or odd."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from dutyline.kernel.duties.rules.periods import Window
from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.book import Danger, dangers
from dutyline.modules.inspections.demo.people import WORKSHOPS, workshop_of
from dutyline.modules.inspections.demo.preparing import Walking
from dutyline.modules.inspections.demo.returning import Returning
from dutyline.modules.inspections.demo.windows import Windows
from dutyline.modules.inspections.models import Cadence

FAITHFUL, USUAL, THIN, WEAK = (0.992, 0.0), (0.98, 0.01), (0.965, 0.02), (0.88, 0.06)
"""How often a round is walked in time, and how often late; the rest is missed."""
THIN_POSTS = ("poly-a-leader", "poly-c-leader", "tanks-loading-leader")
WEAK_POSTS = ("maintenance-mechanical-leader", "mixing-late-leader")
"""Where the line is thin, and where it is weak: that a board has something to find."""
ON_STAGE = ("poly-a-leader", "poly-a-field", "poly-a-control", "poly-head", "group-safety-head")
"""Posts of the people visitors look around as: what is due to them now is left for them to do."""
SECONDS = 24
"""About how long an item takes."""
FAULTS: Mapping[str, float] = {
    Cadence.SHIFT: 0.016,
    Cadence.DAILY: 0.016,
    Cadence.WEEKLY: 0.09,
    Cadence.MONTHLY: 0.2,
    Cadence.QUARTERLY: 0.5,
}
ODD = HURRIED, BACK_FILLED, GIVEN_UP, HALF_DONE = (
    ("mixing-late-leader", 9),
    ("store-leader", 12),
    ("tanks-patrol-leader", 17),
    ("boiler-leader", 0),
)
"""Plans with one odd round each, and how many days before today."""
FREE_DAYS = 3
"""How much longer ago it may be, for nobody walks on a free day."""


@dataclass(frozen=True)
class Walk:
    """One planned round of the story, walked."""

    walking: Walking
    place: str
    window: Window
    by: str
    second: str | None
    started_at: datetime
    finished_at: datetime
    recorded_at: datetime
    tz: ZoneInfo
    fault: Danger | None = None
    given_up: bool = False
    half_done: bool = False

    @property
    def on(self) -> date:
        """Return the day it was begun, where it was."""
        return self.started_at.astimezone(self.tz).date()

    @property
    def answered_at(self) -> datetime:
        """Return when the answers were saved, and a fault found."""
        return self.finished_at - (self.finished_at - self.started_at) / 3


@dataclass(frozen=True)
class Walks:
    """The rounds of the plans that run from `first` to `end`; `categories` are by checklist."""

    stage: Stage
    tz: ZoneInfo
    windows: Windows
    categories: Mapping[str, Sequence[str]]
    first: datetime
    end: datetime
    returning: Returning

    def of(self, walkings: Sequence[Walking]) -> Iterator[Walk]:
        """Yield every round that is walked."""
        for walking in walkings:
            windows = list(self.windows.of(walking, self.first, self.end))
            odd_on = self._odd_on(walking, windows)
            for turn, window in enumerate(windows):
                for place in walking.places:
                    odd = window.days.first == odd_on
                    walk = self._walk(walking, place, window, turn, odd=odd)
                    if walk is not None:
                        yield self._with_fault(walk)

    def _odd_on(self, walking: Walking, windows: Sequence[Window]) -> date | None:
        """Return the day of the odd round of a plan, a free day's being that of the last before."""
        today = self.stage.now.astimezone(self.tz).date()
        for plan, ago in ODD:
            if plan == walking.key:
                days = [each.days.first for each in windows]
                # What is half done today is done today or not at all.
                most = ago + FREE_DAYS if ago else 0
                near = [day for day in days if ago <= (today - day).days <= most]
                return max(near, default=None)
        return None

    def _walk(
        self, walking: Walking, place: str, window: Window, turn: int, *, odd: bool
    ) -> Walk | None:
        stage = self.stage
        chance = stage.chance("walk", walking.key, place, window.key)
        if walking.forgotten and window.due_at > stage.now - timedelta(days=walking.forgotten):
            return None
        started_at = self._begun(walking, window, chance)
        people = self._people(walking, place, started_at, turn)
        fate = "in time" if odd else _fate(walking, chance)
        running = window.starts_at <= stage.now <= window.due_at
        if not people or fate == "missed" or (running and walking.post in ON_STAGE):
            return None
        if fate == "late":
            started_at = window.due_at + timedelta(minutes=chance.randint(20, 170))
        finished_at = started_at + timedelta(seconds=SECONDS * chance.uniform(8, 20))
        recorded_at = finished_at
        if chance.random() < 0.012:
            recorded_at += timedelta(hours=chance.uniform(14, 40))
        by, second = people
        walk = Walk(
            walking, place, window, by, second, started_at, finished_at, recorded_at, self.tz
        )
        walk = self._odd(walk) if odd else walk
        return walk if walk.recorded_at <= stage.now else None

    def _begun(self, walking: Walking, window: Window, chance: Random) -> datetime:
        """Return when somebody would begin the round: in his shift, or by day in his week."""
        if walking.cadence == Cadence.SHIFT:
            length = window.due_at - window.starts_at
            return window.starts_at + length * chance.uniform(0.04, 0.6)
        first, days = window.days.first, window.days.days
        offset = chance.randrange(5) if days == 7 else chance.randrange(max(1, days * 4 // 5))
        begun = self.stage.at(first + timedelta(days=offset), chance.uniform(8.6, 16.2))
        # Of a period that ran when the plan began only the rest was planned.
        return begun if begun > self.first else self.first + timedelta(hours=chance.uniform(9, 15))

    def _people(
        self, walking: Walking, place: str, at: datetime, turn: int
    ) -> tuple[str, str | None] | None:
        """Return who walks, and who walks along; the superior walks for a vacant post."""
        on = at.astimezone(self.tz).date()
        holders = list(self.stage.at_work(walking.post, on))
        if not holders and walking.post.endswith("-leader"):
            head = WORKSHOPS[workshop_of(self.stage.post(walking.post).unit.code)]
            holders = list(self.stage.at_work(head, on))
        if not holders:
            return None
        if walking.post in walking.second:
            step = turn + (1 if walking.after else 0) + 2 * walking.places.index(place)
            by = holders[step % len(holders)]
            others = [holders[(step + 1) % len(holders)]]
        else:
            by = holders[(walking.places.index(place) + turn) % len(holders)]
            others = [each for post in walking.second for each in self.stage.at_work(post, on)]
            others = [others[turn % len(others)]] if others else []
        return by, next((each for each in others if each != by), None)

    def _odd(self, walk: Walk) -> Walk:
        mark = next(each for each in ODD if each[0] == walk.walking.key)
        if mark == HURRIED:
            finished_at = walk.started_at + timedelta(seconds=27)
            return replace(walk, finished_at=finished_at, recorded_at=finished_at)
        if mark == BACK_FILLED:
            return replace(walk, recorded_at=walk.finished_at + timedelta(days=3, hours=2))
        if mark == GIVEN_UP:
            return replace(walk, given_up=True, recorded_at=walk.finished_at)
        if mark == HALF_DONE and walk.started_at + timedelta(minutes=2) < self.stage.now:
            now = self.stage.now
            return replace(walk, half_done=True, finished_at=now, recorded_at=now)
        return walk

    def _with_fault(self, walk: Walk) -> Walk:
        """Let something be found on some rounds: what the checklist asks for, at that place."""
        chance = self.stage.chance("fault", walk.walking.key, walk.place, walk.window.key)
        known = [
            each
            for each in dangers()
            if walk.place in each.places
            and each.scene
            and not each.season
            and each.category in self.categories[walk.walking.checklist]
        ]
        odd = walk.given_up or walk.half_done
        if odd or not known or chance.random() >= FAULTS[walk.walking.cadence]:
            return walk
        return replace(walk, fault=self.returning.choose(walk.place, known, chance))


def _fate(walking: Walking, chance: Random) -> str:
    """Return whether a round is walked in time, late or missed, by who owes it."""
    in_time, late = USUAL
    if walking.post in WEAK_POSTS:
        in_time, late = WEAK
    elif walking.post in THIN_POSTS:
        in_time, late = THIN
    elif walking.cadence not in {Cadence.SHIFT, Cadence.DAILY}:
        in_time, late = FAITHFUL
    fallen = chance.random()
    if fallen < in_time:
        return "in time"
    # Past its period only the round of a shift can still be begun, within hours.
    if fallen < in_time + late and walking.cadence == Cadence.SHIFT:
        return "late"
    return "missed"
