"""The month or year a page shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR = re.compile(r"\d{4}")
EARLIEST = 2000


@dataclass(frozen=True)
class Stretch:
    """A calendar month or year with its neighbours; `query` names it in an address."""

    first: date
    last: date
    before: str
    after: str
    is_year: bool

    @property
    def query(self) -> str:
        """Return its two days as parameters of a list."""
        return f"from={self.first.isoformat()}&to={self.last.isoformat()}"

    @property
    def named(self) -> str:
        """Return it as the parameter of a page."""
        return f"year={self.first:%Y}" if self.is_year else f"month={self.first:%Y-%m}"


def month(first: date) -> Stretch:
    """Return the month that begins on a day."""
    after = (first + timedelta(days=32)).replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return Stretch(
        first, after - timedelta(days=1), f"month={before:%Y-%m}", f"month={after:%Y-%m}", False
    )


def year(number: int) -> Stretch:
    """Return a calendar year."""
    return Stretch(
        date(number, 1, 1),
        date(number, 12, 31),
        f"year={number - 1}",
        f"year={number + 1}",
        True,
    )


def stretch_of(asked_for: Mapping[str, str], today: date) -> Stretch:
    """Return `?month=2026-11` or `?year=2026`; this year without, or with what is neither."""
    asked = MONTH.fullmatch(asked_for.get("month", ""))
    if asked and _known(int(asked[1]), today) and 1 <= int(asked[2]) <= 12:
        return month(date(int(asked[1]), int(asked[2]), 1))
    named = asked_for.get("year", "")
    if YEAR.fullmatch(named) and _known(int(named), today):
        return year(int(named))
    return year(today.year)


def _known(number: int, today: date) -> bool:
    return EARLIEST <= number <= today.year + 1
