"""The line board: what a unit and everything under it owed, level by level and unit by unit."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Sum

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import (
    STATES,
    Counts,
    DutySummary,
    LineStrength,
    SummaryClock,
    UnitCount,
)
from dutyline.kernel.duties.reading.figures import Figures, by_day, slots, total
from dutyline.kernel.duties.sql.heads import heads_of
from dutyline.kernel.organisation.models import Level, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.periods import as_of, overlapping
from dutyline.toolkit.ui.line.grammar import Slot


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads a unit today: the post, its holders, and whoever acts."""

    post_id: int
    title: str
    names: tuple[str, ...] = ()
    acting: tuple[str, ...] = ()

    @property
    def vacant(self) -> bool:
        """Say whether nobody holds it; somebody may act."""
        return not self.names


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of the line."""

    level: int
    posts: int
    figures: Figures
    line: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit directly under the board's, with everything under it."""

    unit_id: int
    name: str
    path: str
    closed: bool
    head: Head | None
    figures: Figures
    line: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A unit's board; `own` are its own posts, so that `own` and `units` add up to `figures`."""

    unit_id: int
    first: date
    last: date
    counted_at: datetime | None
    head: Head | None
    figures: Figures
    line: tuple[Slot, ...]
    own: Figures
    levels: tuple[LevelRow, ...]
    units: tuple[BoardRow, ...]


def board(*, by: Actor, unit: Unit, first: date, last: date, today: date, kind: str = "") -> Board:
    """Return the board of a unit for obligations due on `first` to `last`, in eight statements.

    `kind` keeps one evidence kind or indicator. Numbers are as old as `counted_at`.
    """
    by.require(Access.LINE_VIEW, unit.path)
    paths = paths_of(unit, first, last)
    clock = SummaryClock.objects.values_list("counted_at", flat=True).first()
    kept = Q(day__gte=first, day__lte=last) & (Q(kind=kind) if kind else Q())
    levels = _grouped(DutySummary.objects.filter(kept, path__in=paths), "level")
    under = _grouped(DutySummary.objects.filter(kept, above__in=paths), "path")
    own = _grouped(UnitCount.objects.filter(kept, unit_path__in=paths), "unit_path")
    strength = dict(LineStrength.objects.filter(unit_id=unit.pk).values_list("level", "posts"))
    all_days: dict[date, Figures] = defaultdict(Figures)
    for days in levels.values():
        for day, figures in days.items():
            all_days[day] = all_days[day].plus(figures)
    units = _units(unit, under, today)
    heads = _heads([unit.pk, *(each.pk for each in units)], today)
    below: dict[int, dict[date, Figures]] = defaultdict(lambda: defaultdict(Figures))
    for path, days in under.items():
        for day, figures in days.items():
            below[ancestors(path)[-1]][day] = below[ancestors(path)[-1]][day].plus(figures)
    return Board(
        unit_id=unit.pk,
        first=first,
        last=last,
        counted_at=clock,
        head=heads.get(unit.pk),
        figures=total(all_days.values()),
        line=slots(all_days, first, last, today),
        own=total(figures for days in own.values() for figures in days.values()),
        levels=tuple(
            LevelRow(
                level=level,
                posts=strength.get(level, 0),
                figures=total(levels.get(level, {}).values()),
                line=slots(levels.get(level, {}), first, last, today),
            )
            for level in Level.values
            if level in levels or level in strength
        ),
        units=tuple(
            BoardRow(
                unit_id=each.pk,
                name=each.name,
                path=each.path,
                closed=not each.runs_on(today),
                head=heads.get(each.pk),
                figures=total(below[each.pk].values()),
                line=slots(below[each.pk], first, last, today),
            )
            for each in units
        ),
    )


def paths_of(unit: Unit, first: date, last: date) -> list[str]:
    """Return every path a unit had on these days: it may have moved."""
    end = date.fromordinal(last.toordinal() + 1)
    had = unit.versions.filter(overlapping(first, end)).values_list("path", flat=True)
    return sorted({*had}) or [unit.path]


def _grouped(rows: QuerySet[Counts], by: str) -> dict[Any, dict[date, Figures]]:
    sums = [Sum(state) for state in STATES]
    found: dict[Any, list[tuple]] = defaultdict(list)
    for key, *rest in (
        rows.order_by()
        .values(by, "day")
        .annotate(**{f"n_{state}": each for state, each in zip(STATES, sums, strict=True)})
        .values_list(by, "day", *(f"n_{state}" for state in STATES))
    ):
        found[key].append(tuple(rest))
    return {key: by_day(group) for key, group in found.items()}


def _units(unit: Unit, under: dict[str, Any], today: date) -> list[Unit]:
    """Return the units directly under this one: today, or on the days counted."""
    ids = {ancestors(path)[-1] for path in under}
    today_there = Q(as_of(today), parent=unit)
    return list(Unit.objects.filter(today_there | Q(pk__in=ids)).order_by("name", "id"))


def _heads(unit_ids: list[int], on: date) -> dict[int, Head]:
    found: dict[int, Head] = {}
    for unit_id, post_id, title, name, acting in heads_of(unit_ids, on):
        head = found.get(unit_id) or Head(post_id, title)
        if name and acting:
            head = Head(post_id, title, head.names, (*head.acting, name))
        elif name:
            head = Head(post_id, title, (*head.names, name), head.acting)
        found[unit_id] = head
    return found
