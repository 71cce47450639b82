"""Spans of days and what remains of them."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """Days from `first` up to, not including, `end`."""

    first: date
    end: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.end - self.first).days

    @property
    def last(self) -> date:
        """Return its last day."""
        return date.fromordinal(self.end.toordinal() - 1)


def common(span: Span, first: date, end: date | None) -> Span | None:
    """Return the part of a span within `first <= day < end`; None where there is none."""
    first = max(span.first, first)
    end = span.end if end is None else min(span.end, end)
    return Span(first, end) if first < end else None


def mask(span: Span, first: date, end: date | None) -> int:
    """Return the days of a span within `first <= day < end` as bits, its first day lowest."""
    part = common(span, first, end)
    if part is None:
        return 0
    return ((1 << part.days) - 1) << (part.first - span.first).days


def union(masks: Iterable[int]) -> int:
    """Return the days that are in any of these."""
    found = 0
    for each in masks:
        found |= each
    return found
