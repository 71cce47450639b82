"""A heat map: the number in every cell, and a shade of pine that is only its echo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from django.utils.translation import pgettext

from dutyline.toolkit.ui.charts.chart import NumberTable
from dutyline.toolkit.ui.numbers import count

SHADES = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, its shade 0 (none) to 4 (most), and the records behind it."""

    text: str
    shade: int
    url: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A named row of cells with its sum."""

    label: str
    cells: Sequence[Cell]
    total: str


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A table whose cells are shaded; it is its own table of numbers."""

    title: str
    measure: str
    heads: Sequence[str]
    rows: Sequence[HeatRow]
    table: NumberTable
    template: str = "ui/chart_heat.html"


def heat_map(
    title: str,
    measure: str,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[int]],
    *,
    totals: Sequence[int] | None = None,
    url_for: Callable[[int, int], str] | None = None,
) -> HeatMap:
    """Return a heat map of rows × columns; `url_for(row, column)` opens the records of a cell.

    `totals` says how many there are in each row where the columns are not all there are.
    """
    most = max((value for row in values for value in row), default=0)
    drawn = [
        HeatRow(
            label,
            [
                Cell(count(value), shade(value, most), url_for(r, c) if url_for and value else "")
                for c, value in enumerate(row)
            ],
            count(sum(row) if totals is None else totals[r]),
        )
        for r, (label, row) in enumerate(zip(rows, values, strict=True))
    ]
    heads = [*columns, pgettext("sum of a row", "All")]
    numbers = [[row.label, *(cell.text for cell in row.cells), row.total] for row in drawn]
    return HeatMap(title, measure, heads, drawn, NumberTable(["", *heads], numbers))


def shade(value: int, most: int) -> int:
    """Return 0 for nothing, else the quarter of the greatest value this one lies in, 1 to 4."""
    return ceil(value / most * SHADES) if most and value else 0
