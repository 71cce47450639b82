"""Which unit and which months statistics are about, as the address says."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.periods import month_of, months_between

LENGTHS = (3, 6, 12, 24)
USUAL = 6


@dataclass(frozen=True)
class Span:
    """So many months up to one, and the same number before them to compare with."""

    last: int
    length: int

    @property
    def first(self) -> int:
        """Return the first month."""
        return back(self.last, self.length - 1)

    @property
    def months(self) -> list[int]:
        """Return the months, oldest first."""
        return months_between(self.first, self.last)

    @property
    def before(self) -> "Span":
        """Return the time before, as long as this one."""
        return Span(back(self.first, 1), self.length)

    @property
    def first_day(self) -> date:
        """Return the first day of the first month."""
        return date(self.first // 100, self.first % 100, 1)

    @property
    def last_month_day(self) -> date:
        """Return the first day of the last month."""
        return date(self.last // 100, self.last % 100, 1)


def span_of(request: HttpRequest, today: date) -> Span:
    """Return the months asked for in `?months=6&until=202611`; six up to now without a question."""
    length = request.GET.get("months", "")
    until = request.GET.get("until", "")
    last = month_of(today)
    if until.isascii() and until.isdigit() and len(until) == 6 and 1 <= int(until[4:]) <= 12:
        last = min(int(until), last)
    return Span(last, int(length) if length in {str(each) for each in LENGTHS} else USUAL)


def unit_of(request: HttpRequest, actor: Actor) -> Unit:
    """Return the unit asked for in scope, else the highest one whose findings the actor may see."""
    rows = Unit.objects.within(actor.paths(Inspections.FINDING_VIEW)).filter(valid_to__isnull=True)
    asked = request.GET.get("unit", "")
    if asked:
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else 0
        unit = rows.filter(pk=number).first()
    else:
        unit = rows.order_by("depth", "path").first()
    if unit is None:
        raise Http404
    return unit


def back(month: int, count: int) -> int:
    """Return the month so many before one; months are year * 100 + month."""
    whole = month // 100 * 12 + month % 100 - 1 - count
    return whole // 12 * 100 + whole % 12 + 1
