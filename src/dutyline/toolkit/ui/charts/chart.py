"""What all charts share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

Number = int | float | Decimal
Say = Callable[[Number], str]

TOP = 18
FLOOR = 198
HEIGHT = 224
"""Pixels: the highest grid line, the base line, and the whole picture with its words."""


@dataclass(frozen=True, slots=True)
class Series:
    """A named row of values, one for each label; None where there is no value."""

    name: str
    values: Sequence[Number | None]


@dataclass(frozen=True, slots=True)
class Mark:
    """A word on the chart at x per cent and y pixels."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class NumberTable:
    """The numbers behind a chart, as text, for "Show the numbers"."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


class Chart(Protocol):
    """Anything the tag `chart` can draw."""

    title: str
    measure: str
    template: str
    table: NumberTable


def table(labels: Sequence[str], series: Sequence[Series], say: Say) -> NumberTable:
    """Return the values of all series with one row a label."""
    rows = []
    for index, label in enumerate(labels):
        values = (each.values[index] for each in series)
        rows.append([label, *("–" if value is None else say(value) for value in values)])
    return NumberTable(["", *(each.name for each in series)], rows)
