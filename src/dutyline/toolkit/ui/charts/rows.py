"""Lying bars: a few named values in order, each beside its value of the time before."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from dutyline.toolkit.ui.charts.chart import Number, NumberTable, Say
from dutyline.toolkit.ui.numbers import count


@dataclass(frozen=True, slots=True)
class RowInput:
    """A named value, what it was in the time before, and the records behind it."""

    label: str
    value: Number
    before: Number | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A bar of so many per cent, with a mark at `before` per cent (None: no mark)."""

    label: str
    text: str
    width: float
    before: float | None
    url: str


@dataclass(frozen=True, slots=True)
class RowChart:
    """Lying bars, ready to draw."""

    title: str
    measure: str
    rows: Sequence[Row]
    table: NumberTable
    template: str = "ui/chart_rows.html"


def row_chart(title: str, measure: str, rows: Sequence[RowInput], say: Say = count) -> RowChart:
    """Return lying bars as long as the longest value, in the order given."""
    values = [row.value for row in rows] + [row.before for row in rows if row.before is not None]
    longest = float(max(values, default=0)) or 1.0

    def share(value: Number) -> float:
        return round(float(value) / longest * 100, 2)

    drawn = [
        Row(
            row.label,
            say(row.value),
            share(row.value),
            None if row.before is None else share(row.before),
            row.url,
        )
        for row in rows
    ]
    numbers = [
        [row.label, say(row.value), "–" if row.before is None else say(row.before)] for row in rows
    ]
    heads = ["", pgettext("column of numbers", "Now"), pgettext("column of numbers", "Before")]
    return RowChart(title, measure, drawn, NumberTable(heads, numbers))
