"""The line board: what a unit and everything under it owed, level by level and unit by unit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q, QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.reading.figures import Figures, slots, total
from dutyline.kernel.duties.reading.heads import Head, heads_on
from dutyline.kernel.duties.sql.board import counted, moment_of
from dutyline.kernel.organisation.models import Level, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.periods import as_of, overlapping
from dutyline.toolkit.prepared import Prepared, Slot
from dutyline.toolkit.prepared import slots as slots_of
from dutyline.toolkit.ui.line.grammar import Slot as Column

DEEPEST = 5
"""Levels of units one board shows; a deeper unit has its own board."""


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of the line."""

    level: int
    posts: int
    figures: Figures
    line: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A unit under the board's, with everything under it; `depth` 1 is directly under.

    `leads` says whether units lie under it today.
    """

    unit_id: int
    depth: int
    leads: bool
    name: str
    path: str
    closed: bool
    head: Head | None
    figures: Figures
    line: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """A unit's board; `own` are its own posts: with the `units` of depth 1 they make `figures`."""

    unit_id: int
    first: date
    last: date
    counted_at: datetime | None
    head: Head | None
    figures: Figures
    line: tuple[Column, ...]
    own: Figures
    levels: tuple[LevelRow, ...]
    units: tuple[BoardRow, ...]


def board(
    *,
    by: Actor,
    unit: Unit,
    first: date,
    last: date,
    today: date,
    kind: str = "",
    opened: Sequence[int] = (),
) -> Board:
    """Return the board of a unit for obligations due on `first` to `last`, in three statements.

    `kind` keeps one evidence kind or indicator; under units of `opened` the next ones are shown.
    Numbers are as old as `counted_at`.
    """
    by.require(Access.LINE_VIEW, unit.path)
    parts = _counted(unit.pk, opened, first, last, kind)
    levels, under, own = parts.levels, parts.under, parts.own
    all_days: dict[date, Figures] = defaultdict(Figures)
    for days in levels.values():
        for day, figures in days.items():
            all_days[day] = all_days[day].plus(figures)
    below: dict[tuple[int, int], dict[date, Figures]] = defaultdict(lambda: defaultdict(Figures))
    for path, days in under.items():
        place = (ancestors(path)[-2], ancestors(path)[-1])
        for day, figures in days.items():
            below[place][day] = below[place][day].plus(figures)
    units = _tree(unit, opened, list(below), today)
    heads = heads_on([unit.pk, *(each.pk for _place, _depth, each in units)], today)
    return Board(
        unit_id=unit.pk,
        first=first,
        last=last,
        counted_at=parts.counted_at,
        head=heads.get(unit.pk),
        figures=total(all_days.values()),
        line=slots(all_days, first, last, today),
        own=total(figures for days in own.values() for figures in days.values()),
        levels=tuple(
            LevelRow(
                level=level,
                posts=parts.posts.get(level, 0),
                figures=total(levels.get(level, {}).values()),
                line=slots(levels.get(level, {}), first, last, today),
            )
            for level in Level.values
            if level in levels or level in parts.posts
        ),
        units=tuple(
            BoardRow(
                unit_id=each.pk,
                depth=depth,
                leads=each.leads,
                name=each.name,
                path=each.path,
                closed=not each.runs_on(today),
                head=heads.get(each.pk),
                figures=total(below[place].values()),
                line=slots(below[place], first, last, today),
            )
            for place, depth, each in units
        ),
    )


def paths_of(unit: Unit, first: date, last: date) -> list[str]:
    """Return every path a unit had on these days: it may have moved."""
    end = date.fromordinal(last.toordinal() + 1)
    had = unit.versions.filter(overlapping(first, end)).values_list("path", flat=True)
    return sorted({*had}) or [unit.path]


@dataclass
class _Counted:
    counted_at: datetime | None = None
    posts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, dict[date, Figures]] = field(default_factory=lambda: defaultdict(dict))
    under: dict[str, dict[date, Figures]] = field(default_factory=lambda: defaultdict(dict))
    own: dict[str, dict[date, Figures]] = field(default_factory=lambda: defaultdict(dict))


def _counted(unit_id: int, opened: Sequence[int], first: date, last: date, kind: str) -> _Counted:
    found = _Counted()
    for part, by_what, day, counts in counted(unit_id, opened, first, last, kind):
        if part == "clock":
            found.counted_at = moment_of(by_what)
        elif part == "posts":
            found.posts[int(by_what)] = counts[0]
        elif day is not None and part == "level":
            found.levels[int(by_what)][day] = Figures(*counts)
        elif day is not None:
            (found.under if part == "under" else found.own)[by_what][day] = Figures(*counts)
    return found


def _units(how_many_above: int, how_many_counted: int) -> QuerySet[Unit]:
    today: Any = Slot("today", DateField())
    key = BigIntegerField()
    under = Unit.objects.on(today).filter(parent=OuterRef("pk"))
    there = Q(as_of(today), parent__id__in=slots_of("above", key, how_many_above))
    found = Unit.objects.filter(there | Q(id__in=slots_of("counted", key, how_many_counted)))
    return found.annotate(leads=Exists(under)).order_by("name", "id")


_UNITS: Prepared[Any] = Prepared(_units)


def _tree(
    unit: Unit, opened: Sequence[int], pairs: Sequence[tuple[int, int]], today: date
) -> list[tuple[tuple[int, int], int, Any]]:
    """Return ((unit above, unit), depth, unit) from the top down: today, or on the days counted."""
    above_all = [unit.pk, *opened]
    counted_units = sorted({pk for _above, pk in pairs})
    rows = _UNITS.rows(
        len(above_all), len(counted_units), above=above_all, counted=counted_units, today=today
    )
    children: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        above = {above for above, pk in pairs if pk == row.pk}
        if row.runs_on(today) and row.parent_id is not None:
            above.add(row.parent_id)
        for each in above:
            children[each].append(row)
    known = {unit.pk, *opened}
    tree: list[tuple[tuple[int, int], int, Any]] = []

    def grow(above: int, depth: int) -> None:
        for row in children[above] if above in known and depth <= DEEPEST else ():
            tree.append(((above, row.pk), depth, row))
            grow(row.pk, depth + 1)

    grow(unit.pk, 1)
    return tree
