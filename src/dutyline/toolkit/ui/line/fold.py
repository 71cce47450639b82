"""Gathers many ticks into slots, so that a line stays readable."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby, pairwise
from math import ceil

from dutyline.toolkit.ui.line.grammar import Slot, State, Tick

MOST_TICKS = 60
"""A line of more ticks is read as texture, not as ticks."""


def fold(
    ticks: Iterable[Tick], *, by: str = "", first: date | None = None, last: date | None = None
) -> tuple[Tick | Slot, ...]:
    """Return at most 60 ticks as they are, more of them as slots in order of time.

    `by` is "day", "week" or "month"; without it the finest that gives at most 60 columns.
    `first` and `last` widen the line to a whole period; days owing nothing are empty slots.
    Undated ticks – the items of a round – are gathered into equal groups.
    """
    ordered = sorted(ticks, key=lambda tick: tick.on or date.min)
    if not by and len(ordered) <= MOST_TICKS:
        return tuple(ordered)
    dated = [(tick.on, tick.state) for tick in ordered if tick.on is not None]
    if len(dated) < len(ordered) or not ordered:
        return _equal_groups(ordered)
    span = (min(first or dated[0][0], dated[0][0]), max(last or dated[-1][0], dated[-1][0]))
    start = _START[by or _finest(*span)]
    found = {
        day: Slot(Counter(state for _, state in group), day)
        for day, group in groupby(dated, key=lambda each: start(each[0]))
    }
    return tuple(found.get(day, Slot({}, day)) for day in _starts(start, *span))


def today_column(columns: Sequence[Tick | Slot | None], today: date) -> int | None:
    """Return the index of the last column begun by that day: -1 none, None where all is past."""
    dated = [(index, column.on) for index, column in enumerate(columns) if column and column.on]
    begun = [index for index, day in dated if day <= today]
    if not begun:
        return -1 if dated else None
    ahead = any(day > today for _, day in dated)
    still_open = dated[-1][1] == today or _open(columns[begun[-1]])
    return begun[-1] if ahead or still_open else None


def _open(column: Tick | Slot | None) -> bool:
    if isinstance(column, Tick):
        return column.state in (State.DUE, State.UPCOMING)
    return isinstance(column, Slot) and column.share(State.DUE, State.UPCOMING) > 0


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


_START: dict[str, Callable[[date], date]] = {"day": _day, "week": _week, "month": _month}


def _finest(first: date, last: date) -> str:
    days = (last - first).days + 1
    if days <= MOST_TICKS:
        return "day"
    return "week" if ceil(days / 7) + 1 <= MOST_TICKS else "month"


def _starts(start: Callable[[date], date], first: date, last: date) -> list[date]:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day, _ in groupby(days, key=start)]


def _equal_groups(ticks: Sequence[Tick]) -> tuple[Slot, ...]:
    edges = [round(index * len(ticks) / MOST_TICKS) for index in range(MOST_TICKS + 1)]
    return tuple(
        Slot(Counter(tick.state for tick in ticks[start:end]))
        for start, end in pairwise(edges)
        if end > start
    )
