"""The month a page shows."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest

MONTH = re.compile(r"(\d{4})-(\d{2})")
EARLIEST = 2000


@dataclass(frozen=True)
class Month:
    """A calendar month with its neighbours."""

    first: date

    @property
    def last(self) -> date:
        """Return its last day."""
        return (self.first + timedelta(days=32)).replace(day=1) - timedelta(days=1)

    @property
    def before(self) -> str:
        """Return the month before as `2026-10`."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        """Return the month after as `2026-12`."""
        return f"{self.last + timedelta(days=1):%Y-%m}"


def month_of(request: HttpRequest, today: date) -> Month:
    """Return the month in `?month=2026-11`; this one without, or with one that is none."""
    found = MONTH.fullmatch(request.GET.get("month", ""))
    if found and EARLIEST <= int(found[1]) <= today.year + 1 and 1 <= int(found[2]) <= 12:
        return Month(date(int(found[1]), int(found[2]), 1))
    return Month(today.replace(day=1))
