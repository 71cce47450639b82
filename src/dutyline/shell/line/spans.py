"""The days a board covers."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.dateparse import parse_date

USUAL_DAYS = 30
LONGEST_DAYS = 400


@dataclass(frozen=True)
class Span:
    """First and last day, both counted."""

    first: date
    last: date

    @property
    def query(self) -> str:
        """Return the span as parameters of an address."""
        return urlencode({"from": self.first.isoformat(), "to": self.last.isoformat()})


def usual_span(today: date) -> Span:
    """Return the thirty days up to today."""
    return Span(today - timedelta(days=USUAL_DAYS - 1), today)


def span_of(request: HttpRequest, today: date) -> Span:
    """Return the days `?from=…&to=…`; the last thirty without, or where they make no sense."""
    usual = usual_span(today)
    first, last = _day(request, "from"), _day(request, "to")
    if first is None or last is None or not first <= last:
        return usual
    if (last - first).days >= LONGEST_DAYS:
        return usual
    return Span(first, last)


def choices(today: date) -> dict[str, Span]:
    """Return the spans offered by name."""
    month = today.replace(day=1)
    quarter = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    return {
        "days": usual_span(today),
        "month": Span(month, today),
        "quarter": Span(quarter, today),
    }


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None
