"""Bars by time: the second series solid pine, the first outlined ink."""

from collections.abc import Sequence
from dataclasses import dataclass

from dutyline.toolkit.ui.charts.chart import (
    FLOOR,
    HEIGHT,
    Mark,
    NumberTable,
    Say,
    Series,
    table,
)
from dutyline.toolkit.ui.charts.scale import Scale
from dutyline.toolkit.ui.numbers import count

_LEFT = 6.0
"""Per cent kept free for the words of the scale."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: x and width in per cent, y and height in pixels, `series` 1 or 2."""

    x: float
    y: float
    width: float
    height: float
    series: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """One or two series of bars, ready to draw."""

    title: str
    measure: str
    bars: Sequence[Bar]
    grid: Sequence[Mark]
    labels: Sequence[Mark]
    values: Sequence[Mark]
    names: Sequence[tuple[int, str]]
    table: NumberTable
    height: int = HEIGHT
    floor: int = FLOOR
    template: str = "ui/chart_bars.html"


def bar_chart(
    title: str, measure: str, labels: Sequence[str], series: Sequence[Series], say: Say = count
) -> BarChart:
    """Return bars for one or two series; the last value of each is labelled.

    With two the first is outlined and the second solid, so that they differ without colour.
    """
    values = [value for each in series for value in each.values if value is not None]
    whole = all(isinstance(value, int) for value in values)
    scale = Scale(values, whole=whole)
    room = (100 - _LEFT) / max(len(labels), 1)
    width = room * 0.72 / len(series)
    bars, words = [], []
    for place, each in enumerate(series):
        wears = 1 if place == len(series) - 1 else 2
        for index, value in enumerate(each.values):
            if value is None:
                continue
            x = _LEFT + index * room + room * 0.14 + place * width
            top = scale.y(value)
            bars.append(Bar(round(x, 2), top, round(width * 0.94, 2), round(FLOOR - top, 1), wears))
            if index == len(each.values) - 1:
                words.append(Mark(round(x + width * 0.47, 2), top - 5, say(value)))
    middles = [round(_LEFT + (index + 0.5) * room, 2) for index in range(len(labels))]
    return BarChart(
        title,
        measure,
        bars,
        [Mark(0, scale.y(step), say(int(step) if whole else step)) for step in scale.steps[1:]],
        [Mark(x, FLOOR + 19, label) for x, label in zip(middles, labels, strict=True)],
        words,
        [(1 if n == len(series) - 1 else 2, each.name) for n, each in enumerate(series)],
        table(labels, series, say),
    )
