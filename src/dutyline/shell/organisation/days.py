"""The day a page is asked as of."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date


def day_of(request: HttpRequest) -> date:
    """Return the day in `?on=2025-12-31`; today without one, or with one that is no day."""
    today = timezone.localdate()
    try:
        return parse_date(request.GET.get("on", "")) or today
    except ValueError:
        return today


def kept_day(on: date) -> str:
    """Return what an address ends with so that the next page is asked as of the same day."""
    return "" if on == timezone.localdate() else f"?on={on.isoformat()}"
