"""Filters that say dates and numbers. The clock is read here, at the edge of the page."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from django.template import Library
from django.utils import timezone
from django.utils.dateparse import parse_date

from dutyline.toolkit.ui import numbers, when
from dutyline.toolkit.ui.when import Moment
from dutyline.toolkit.wording import in_a_row

register = Library()

_ISO_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def _at_now(say: Callable[[Moment, datetime], object], name: str) -> None:
    """Register a filter that compares with now, or with its argument where one is given."""

    def said(value: Moment | None, now: datetime | None = None) -> object:
        return "" if value is None else say(value, now or timezone.localtime())

    said.__doc__ = say.__doc__
    register.filter(name, said)


register.filter("in_a_row", in_a_row)
_at_now(when.short_date, "short_date")
_at_now(when.day_date, "day_date")
_at_now(when.near_date, "near_date")
_at_now(when.due_day, "due_day")
_at_now(when.moment, "moment")
_at_now(when.due_in, "due_in")
_at_now(when.ago, "ago")
_at_now(when.is_over, "is_over")


@register.filter
def long_date(value: Moment | None) -> str:
    """Say "Friday 20 November 2026"."""
    return when.long_date(value) if value else ""


@register.filter
def full_date(value: Moment | None) -> str:
    """Say "20 November 2026"."""
    return when.full_date(value) if value else ""


@register.filter
def full_moment(value: datetime | None) -> str:
    """Say "20 November 2026 14:10", local time."""
    return when.full_moment(value) if value else ""


@register.filter
def month_name(value: Moment | None) -> str:
    """Say "November 2026"."""
    return when.month_name(value) if value else ""


@register.filter
def recorded_later(occurred: Moment, recorded: Moment) -> str:
    """Say "recorded 2 days later", or nothing."""
    return when.recorded_later(occurred, recorded)


@register.filter
def count(value: int | float | Decimal | None) -> str:
    """Say 3,022."""
    return numbers.count(value)


@register.filter
def percent(value: float | Decimal | None, digits: int = 0) -> str:
    """Say 91% of a share between 0 and 1."""
    return numbers.percent(value, digits)


@register.filter
def money(value: int | Decimal | None, sign: str = "¥") -> str:
    """Say ¥3,200."""
    return numbers.money(value, sign)


@register.filter
def record_number(value: str) -> str:
    """Write the number of a record so that it never breaks a line."""
    return numbers.record_number(value)


@register.simple_tag
def date_words(value: object) -> str:
    """Say beside a date field what day it holds; nothing where it holds none."""
    if isinstance(value, str):
        value = parse_date(value) if _ISO_DAY.fullmatch(value) else None
    return when.long_date(value) if isinstance(value, date) else ""
