"""Duty lines of persons, posts and units."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum

from dutyline.kernel.duties.models import STATES, DutySummary, DutyVersion, State
from dutyline.kernel.duties.queries import ObligationQuerySet
from dutyline.kernel.duties.reading.answered import answered_by, answered_by_holders
from dutyline.kernel.duties.reading.board import paths_of
from dutyline.kernel.duties.reading.figures import by_day, slots
from dutyline.kernel.duties.rules.states import Standing, standing
from dutyline.kernel.organisation.models import Unit
from dutyline.toolkit.ui.line.grammar import Slot, Tick

LONGEST = 3000
"""Obligations one line reads at most; a year of shifts with two duties each stays below."""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty over some time: its ticks, and how many of the decided were on time."""

    duty_id: int
    text: str
    basis: str
    cadence: str
    ticks: tuple[Tick, ...]
    on_time: int
    decided: int
    posts: tuple[str, ...] = ()
    """Titles of the posts it was owed for, the latest first."""


@dataclass(frozen=True, slots=True)
class _Row:
    version_id: int
    duty_id: int
    state: str
    starts_at: datetime
    due_at: datetime
    grace_until: datetime
    due_on: date
    indicator: str
    post: str

    def tick(self, now: datetime) -> Tick:
        reads = standing(self.state, self.starts_at, self.due_at, self.grace_until, now)
        if reads == Standing.OVER or (self.indicator and self.state == State.OPEN):
            reads = Standing.UPCOMING if now < self.starts_at else Standing.DUE
        return Tick(str(reads), self.due_on)


def person_line(person_id: int, first: date, last: date, now: datetime) -> tuple[Tick, ...]:
    """Return what a person owed on these days as ticks, in two statements.

    What he owed together with others counts while he held the post, and what he covered.
    """
    return tuple(row.tick(now) for row in _rows(answered_by(person_id, first, last)))


def person_duties(person_id: int, first: date, last: date, now: datetime) -> list[DutyLine]:
    """Return a person's line duty by duty, in three statements."""
    return _by_duty(_rows(answered_by(person_id, first, last)), now)


def post_line(post_id: int, first: date, last: date, now: datetime) -> tuple[Tick, ...]:
    """Return what the holders of a post owed on these days as ticks, in one statement."""
    return tuple(row.tick(now) for row in _rows(answered_by_holders(post_id, first, last)))


def post_duties(post_id: int, first: date, last: date, now: datetime) -> list[DutyLine]:
    """Return a post's line duty by duty, in two statements."""
    return _by_duty(_rows(answered_by_holders(post_id, first, last)), now)


def unit_line(unit: Unit, first: date, last: date, today: date) -> tuple[Slot, ...]:
    """Return what a unit and everything under it owed, one column a day, in two statements."""
    sums = {f"n_{state}": Sum(state) for state in STATES}
    rows = (
        DutySummary.objects.filter(path__in=paths_of(unit, first, last), day__range=(first, last))
        .order_by()
        .values("day")
        .annotate(**sums)
        .values_list("day", *sums)
    )
    return slots(by_day(rows), first, last, today)


def _rows(rows: ObligationQuerySet) -> list[_Row]:
    found = rows.order_by("due_at", "id").values_list(
        "version_id",
        "version__duty_id",
        "state",
        "starts_at",
        "due_at",
        "grace_until",
        "due_on",
        "version__indicator",
        "post__title",
    )
    return [_Row(*row) for row in found[:LONGEST]]


def _by_duty(rows: Sequence[_Row], now: datetime) -> list[DutyLine]:
    groups: dict[int, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[row.duty_id].append(row)
    newest: dict[int, int] = {
        duty: max(row.version_id for row in some) for duty, some in groups.items()
    }
    versions = DutyVersion.objects.in_bulk(list(newest.values()))
    lines = [_line(versions[newest[duty]], some, now) for duty, some in groups.items()]
    return sorted(lines, key=lambda line: (line.text, line.duty_id))


def _line(version: DutyVersion, rows: Sequence[_Row], now: datetime) -> DutyLine:
    ticks = tuple(row.tick(now) for row in rows)
    posts = tuple(dict.fromkeys(row.post for row in reversed(rows)))
    decided = [tick for tick in ticks if tick.state in {"on_time", "late", "missed"}]
    return DutyLine(
        duty_id=version.duty_id,
        text=version.text,
        basis=version.basis,
        cadence=version.cadence,
        ticks=ticks,
        on_time=sum(tick.state == "on_time" for tick in decided),
        decided=len(decided),
        posts=posts,
    )
