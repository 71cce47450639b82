"""Find the one to three rows that name the columns of a table."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final

from .wording import is_label, plain, tidy

if TYPE_CHECKING:
    from collections.abc import Collection

    from .grid import Grid

_LOOK_AT: Final = 60
_MOST_ROWS: Final = 3
_LEAST_NAMES: Final = 3


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `top` to `bottom` name the columns; `sure` when nothing else in sight could."""

    top: int
    bottom: int
    sure: bool

    @property
    def rows(self) -> tuple[int, ...]:
        """Return the row numbers."""
        return tuple(range(self.top, self.bottom + 1))


def find_header(grid: Grid, known: Collection[str]) -> Header | None:
    """Return where the column names are; `known` are names to be expected, in any spelling."""
    rows = [row for row in range(1, min(grid.height, _LOOK_AT) + 1) if grid.lines[row - 1]]
    if not rows:
        return None
    expected = {plain(name) for name in known} - {""}
    width = _usual_width(grid)
    fitting = [row for row in rows if _names_columns(grid, row, width)]
    hits = {row: _hits(grid, row, expected) for row in rows}
    best = max(rows, key=lambda row: (hits[row], -row))
    if hits[best] >= 2 and is_label(next(iter(_labels(grid, best)), None)):
        chosen, sure = best, True
    elif fitting:
        chosen, sure = fitting[0], not expected or bool(hits[fitting[0]])
    else:
        chosen, sure = rows[0], False
    return Header(_upwards(grid, chosen), _downwards(grid, chosen), sure)


def next_table(grid: Grid, header: Header, known: Collection[str]) -> int | None:
    """Return the row that names the columns of another table below, None where there is none."""
    expected = {plain(name) for name in known} - {""}
    own = {plain(value) for row in header.rows for value in grid.shown(row) if is_label(value)}
    for row in range(header.bottom + 2, grid.height + 1):
        filled = [value for value in grid.lines[row - 1] if value is not None]
        # Nearly every row of a table holds a number or a day; only what is left is looked at.
        if len(filled) < _LEAST_NAMES or not all(map(is_label, filled)):
            continue
        names = {plain(value) for value in filled}
        if len(names & expected) >= max(_LEAST_NAMES, len(names) / 2) and len(names & own) < len(
            names
        ) * (1 - 1 / _LEAST_NAMES):
            return row
    return None


def _usual_width(grid: Grid) -> float:
    counts = [sum(value is not None for value in line) for line in grid.lines[:400] if any(line)]
    several = [count for count in counts if count > 1]
    return median(several or counts)


def _labels(grid: Grid, row: int) -> set[str]:
    return {tidy(value) for value in grid.shown(row) if is_label(value)}


def _hits(grid: Grid, row: int, expected: set[str]) -> int:
    return sum(plain(label) in expected for label in _labels(grid, row))


def _names_columns(grid: Grid, row: int, width: float) -> bool:
    filled = [value for value in grid.shown(row) if value is not None]
    labels = sum(map(is_label, filled))
    distinct = len(_labels(grid, row))
    return distinct >= max(min(2, width), width / 2) and labels >= 0.8 * len(filled)


def _upwards(grid: Grid, row: int) -> int:
    top = row
    while top > 1 and row - top + 1 < _MOST_ROWS and _heads(grid, top - 1):
        top -= 1
    return top


def _downwards(grid: Grid, row: int) -> int:
    bottom = row
    while bottom < grid.height and bottom - row + 1 < _MOST_ROWS and _heads(grid, bottom):
        bottom += 1
    return bottom


def _heads(grid: Grid, row: int) -> bool:
    """Tell whether the row stands as an upper row of names over the next one."""
    below = [value for value in (grid.raw(row + 1, c) for c in range(grid.width)) if value]
    above = grid.shown(row)
    names = [value for value in above if value is not None]
    if not below or len({*map(str, names)}) < 2:
        return False
    if not all(map(is_label, below)) or not all(map(is_label, names)):
        return False
    return _heads_by_merging(grid, row) if grid.has_merges else _heads_by_gaps(grid, row)


def _heads_by_merging(grid: Grid, row: int) -> bool:
    grouped: set[int] = set()
    deep = False
    for area in grid.areas(row):
        columns = range(area.left, area.right + 1)
        if area.bottom > row:
            deep = True
        elif area.right > area.left and all(is_label(grid.raw(row + 1, c)) for c in columns):
            grouped.update(columns)
    # A column outside a group has nothing below its name, or the next row is a record.
    alone = (c for c in range(grid.width) if c not in grouped and grid.value(row, c) is not None)
    return (deep or bool(grouped)) and all(grid.raw(row + 1, c) is None for c in alone)


def _heads_by_gaps(grid: Grid, row: int) -> bool:
    """Without merged areas (CSV, ODS): names below fill exactly what the row above leaves open."""
    both = [
        (grid.raw(row, column) is not None, grid.raw(row + 1, column) is not None)
        for column in range(grid.width)
    ]
    gaps_filled = sum(not above and below for above, below in both)
    only_above = sum(above and not below for above, below in both)
    doubled = [
        column
        for column, (above, below) in enumerate(both)
        if above and below and not (column + 1 < len(both) and both[column + 1] == (False, True))
    ]
    return gaps_filled > 0 and only_above > 0 and not doubled
