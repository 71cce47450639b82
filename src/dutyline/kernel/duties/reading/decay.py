"""How far down the line duty is done: each level under a leader, month by month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.reading.figures import Figures, total
from dutyline.kernel.duties.reading.heads import Head, heads_on
from dutyline.kernel.duties.rules.decay import Thinning, thinning
from dutyline.kernel.duties.sql.board import moment_of
from dutyline.kernel.duties.sql.decay import by_level_and_month
from dutyline.kernel.organisation.models import Unit, UnitVersion
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.periods import as_of

ByMonth = Mapping[date, Figures]
"""Figures by the first day of a month; months in which nothing fell due are left out."""


@dataclass(frozen=True, slots=True)
class DecayLevel:
    """One level of the line under a leader."""

    level: int
    figures: Figures
    months: ByMonth


@dataclass(frozen=True, slots=True)
class Led:
    """A unit directly under the leader's, with everything under it, as it was on the last day.

    `before` is its head on the first day where that was somebody else.
    """

    unit_id: int
    name: str
    closed: bool
    head: Head | None
    before: Head | None
    figures: Figures
    months: ByMonth
    levels: Mapping[int, Figures]
    thins: Thinning | None


@dataclass(frozen=True, slots=True)
class Decay:
    """The levels under a unit's head and the leaders directly under him, from `first` to `last`.

    `own` are the unit's own posts: with the units `led` they make `figures`.
    """

    unit_id: int
    first: date
    last: date
    counted_at: datetime | None
    head: Head | None
    before: Head | None
    figures: Figures
    own: Figures
    levels: tuple[DecayLevel, ...]
    led: tuple[Led, ...]
    thins: Thinning | None


def decay(*, by: Actor, unit: Unit, first: date, last: date, level: int | None = None) -> Decay:
    """Return what each level under a unit owed and did, month by month, in four statements.

    `level` keeps one level. Units lie where they lay on the day something fell due; names and
    heads are those of the last day. Numbers are as old as `counted_at`.
    """
    by.require(Access.LINE_VIEW, unit.path)
    counted = _counted(unit.pk, first, last, level)
    units = _led(unit, list(counted.under), last)
    ids = [unit.pk, *(each.pk for each in units)]
    heads, earlier = heads_on(ids, last), heads_on(ids, first)
    levels = {each: total(months.values()) for each, months in counted.whole.items()}
    return Decay(
        unit_id=unit.pk,
        first=first,
        last=last,
        counted_at=counted.counted_at,
        head=heads.get(unit.pk),
        before=_other(earlier.get(unit.pk), heads.get(unit.pk)),
        figures=total(levels.values()),
        own=total(counted.own),
        levels=tuple(
            DecayLevel(each, levels[each], counted.whole[each]) for each in sorted(levels)
        ),
        led=tuple(_one(each, counted.under[each.pk], heads, earlier, last) for each in units),
        thins=thinning(levels),
    )


@dataclass
class _Counted:
    counted_at: datetime | None = None
    whole: dict[int, dict[date, Figures]] = field(default_factory=lambda: defaultdict(dict))
    under: dict[int, list[tuple[int, date, Figures]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    own: list[Figures] = field(default_factory=list)


def _counted(unit_id: int, first: date, last: date, level: int | None) -> _Counted:
    found = _Counted()
    for part, path, on_level, month, counts in by_level_and_month(unit_id, first, last, level):
        if part == "clock":
            found.counted_at = moment_of(path)
            continue
        figures, day = Figures(*counts), date.fromisoformat(f"{month}-01")
        if part == "whole":
            found.whole[on_level][day] = figures
        elif part == "under":
            found.under[ancestors(path)[-1]].append((on_level, day, figures))
        else:
            found.own.append(figures)
    return found


def _led(unit: Unit, counted: Sequence[int], last: date) -> list[Unit]:
    """Return the units directly under one, on its last day or on any day that was counted."""
    then = UnitVersion.objects.filter(as_of(last), unit=OuterRef("pk")).values("name")[:1]
    there = Q(as_of(last), parent=unit.pk) | Q(pk__in=counted)
    rows = Unit.objects.filter(there).annotate(then=Subquery(then))
    return sorted(rows, key=lambda each: (_name(each), each.pk))


def _name(unit: Unit) -> str:
    return getattr(unit, "then", None) or unit.name


def _one(
    unit: Unit,
    counted: Sequence[tuple[int, date, Figures]],
    heads: Mapping[int, Head],
    earlier: Mapping[int, Head],
    last: date,
) -> Led:
    levels: dict[int, Figures] = defaultdict(Figures)
    months: dict[date, Figures] = defaultdict(Figures)
    for level, day, figures in counted:
        levels[level] = levels[level].plus(figures)
        months[day] = months[day].plus(figures)
    head = heads.get(unit.pk)
    return Led(
        unit_id=unit.pk,
        name=_name(unit),
        closed=not unit.runs_on(last),
        head=head,
        before=_other(earlier.get(unit.pk), head),
        figures=total(levels.values()),
        months=dict(months),
        levels=dict(levels),
        thins=thinning(levels),
    )


def _other(before: Head | None, head: Head | None) -> Head | None:
    """Return who headed before, where he is not who heads now."""
    if before is None or head is None or not before.names or before.names == head.names:
        return None
    return before
