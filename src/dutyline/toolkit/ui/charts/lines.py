"""A value by time against its target."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dutyline.toolkit.ui.charts.chart import (
    FLOOR,
    HEIGHT,
    Mark,
    Number,
    NumberTable,
    Say,
    Series,
    table,
)
from dutyline.toolkit.ui.charts.scale import Scale
from dutyline.toolkit.ui.numbers import count

_LEFT, _RIGHT = 7.0, 96.0
_OVER, _UNDER = -11, 20
"""How far from its point a value is written, so that the line does not run through it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value's place: x per cent, y pixels, `series` 1 or 2."""

    x: float
    y: float
    series: int


@dataclass(frozen=True, slots=True)
class LineChart:
    """One or two series of points joined by strokes, ready to draw."""

    title: str
    measure: str
    strokes: Sequence[tuple[Point, Point]]
    points: Sequence[Point]
    grid: Sequence[Mark]
    labels: Sequence[Mark]
    values: Sequence[Mark]
    target: Mark | None
    names: Sequence[tuple[int, str]]
    table: NumberTable
    height: int = HEIGHT
    floor: int = FLOOR
    template: str = "ui/chart_lines.html"


def line_chart(
    title: str,
    measure: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    say: Say = count,
    floor_at: float = 0,
    target: Number | None = None,
    target_words: str = "",
) -> LineChart:
    """Return lines for one or two series; a None breaks the line, the last value is labelled.

    `floor_at` is the value of the base line: a share that moves between 84 and 94 % begins at 70.
    """
    values = [value for each in series for value in each.values if value is not None]
    scale = Scale(values + ([target] if target is not None else []), floor_at)
    step = (_RIGHT - _LEFT) / max(len(labels) - 1, 1)
    places = [round(_LEFT + index * step, 2) for index in range(len(labels))]
    strokes, points, words = [], [], []
    for place, each in enumerate(series, 1):
        found = [
            None if value is None else Point(x, scale.y(value), place)
            for x, value in zip(places, each.values, strict=True)
        ]
        strokes += [(one, two) for one, two in pairwise(found) if one and two]
        points += [point for point in found if point]
        known = [
            (point, value)
            for point, value in zip(found, each.values, strict=True)
            if point is not None and value is not None
        ]
        if known:
            last, value = known[-1]
            falls = len(known) > 1 and known[-2][0].y < last.y
            below = falls or (target is not None and float(value) < float(target))
            below = below and last.y + _UNDER < FLOOR
            words.append(Mark(last.x, last.y + (_UNDER if below else _OVER), say(value)))
    return LineChart(
        title,
        measure,
        strokes,
        points,
        [Mark(0, scale.y(value), say(value)) for value in scale.steps],
        [Mark(x, FLOOR + 19, label) for x, label in zip(places, labels, strict=True)],
        words,
        None if target is None else Mark(100, scale.y(target), target_words or say(target)),
        [(n, each.name) for n, each in enumerate(series, 1)] if len(series) > 1 else [],
        table(labels, series, say),
    )
