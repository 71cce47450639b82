"""The months a look back covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from dutyline.shell.duties.months import month, stretch_of
from dutyline.shell.line.spans import Span

USUAL = 6
LENGTHS = (3, 6, 12)
"""Twelve months at most: the lists behind the numbers reach no further back at once."""


@dataclass(frozen=True)
class Months:
    """Whole months up to one; the last ends today where it still runs."""

    firsts: tuple[date, ...]
    span: Span

    @property
    def query(self) -> str:
        """Return the months as parameters of a page."""
        return query_of(len(self.firsts), self.firsts[-1])


def query_of(length: int, until: date) -> str:
    """Return so many months up to one as parameters of a page."""
    return f"months={length}&until={until:%Y-%m}"


def months_of(asked: Mapping[str, str], today: date) -> Months:
    """Return `?months=6&until=2026-11`; six up to this one without, or with what makes no sense."""
    length = next((each for each in LENGTHS if asked.get("months") == str(each)), USUAL)
    until = today.replace(day=1)
    said = stretch_of({"month": asked.get("until", "")}, today)
    if not said.is_year and said.first <= until:
        until = said.first
    firsts = [until]
    while len(firsts) < length:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    firsts.reverse()
    return Months(tuple(firsts), Span(firsts[0], min(month(until).last, today)))
