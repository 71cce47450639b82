"""Dates as people say them: "20 Nov", "today 18:00", "in 3 days", "2 days over"."""

from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from django.utils import dateformat, timezone
from django.utils.translation import (
    get_language,
    gettext,
    ngettext,
    override,
    pgettext,
    pgettext_lazy,
)

Moment = date | datetime

WEEKDAYS = (
    pgettext_lazy("short day of the week", "Mon"),
    pgettext_lazy("short day of the week", "Tue"),
    pgettext_lazy("short day of the week", "Wed"),
    pgettext_lazy("short day of the week", "Thu"),
    pgettext_lazy("short day of the week", "Fri"),
    pgettext_lazy("short day of the week", "Sat"),
    pgettext_lazy("short day of the week", "Sun"),
)
"""Django's own Chinese ones are long (星期一), too long for a row."""


def _local(value: Moment) -> Moment:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def day_of(value: Moment) -> date:
    """Return the day in the reader's zone: in Shanghai it is tomorrow while UTC says today."""
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def _clock(value: Moment) -> str:
    return f" {value:%H:%M}" if isinstance(value, datetime) else ""


def _written(value: Moment, form: str) -> str:
    # The form is itself translated: "j M" becomes "n月j日".
    return dateformat.format(value, form)


def short_date(value: Moment, now: datetime) -> str:
    """Return "20 Nov", with the year where it is not this one."""
    day = day_of(value)
    return _short(day, day.year == day_of(now).year, get_language() or "")


def short_dates(now: datetime) -> Callable[[date], str]:
    """Return how `short_date` writes days, in the language of now: for the rows of a list."""
    year, language = day_of(now).year, get_language() or ""
    return lambda day: _short(day, day.year == year, language)


@lru_cache(maxsize=2048)
def _short(day: date, this_year: bool, language: str) -> str:
    """Write a day; remembered, for a ledger has hundreds of dates of the same few days."""
    with override(language):
        if this_year:
            return _written(day, pgettext("date format", "j M"))
        return _written(day, pgettext("date format", "j M Y"))


def day_date(value: Moment, now: datetime) -> str:
    """Return "Mon 23 Nov", with the year where it is not this one."""
    weekday = WEEKDAYS[day_of(value).weekday()]
    words = {"weekday": weekday, "day": short_date(value, now)}
    return pgettext("day of the week and date", "%(weekday)s %(day)s") % words


def long_date(value: Moment) -> str:
    """Return "Friday 20 November 2026"."""
    return _written(_local(value), pgettext("date format", "l j F Y"))


def full_date(value: Moment) -> str:
    """Return "20 November 2026"."""
    return _written(_local(value), pgettext("date format", "j F Y"))


def full_moment(value: datetime) -> str:
    """Return "20 November 2026 14:10", local time."""
    value = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{full_date(value)} {value:%H:%M}"


def month_name(value: Moment) -> str:
    """Return "November 2026"."""
    return _written(_local(value), pgettext("date format", "F Y"))


def near_date(value: Moment, now: datetime) -> str:
    """Return "today 18:00", "tomorrow", "yesterday 14:10", else the short date; local time."""
    value = _local(value)
    near = {-1: gettext("yesterday"), 0: gettext("today"), 1: gettext("tomorrow")}
    distance = (day_of(value) - day_of(now)).days
    return near.get(distance, short_date(value, now)) + _clock(value)


def due_day(value: Moment, now: datetime) -> str:
    """Return "Today 18:00" or "Mon 23 Nov": a due date at the head of a row."""
    if abs((day_of(value) - day_of(now)).days) <= 1:
        near = near_date(value, now)
        return near[:1].upper() + near[1:]
    return day_date(value, now)


def moment(value: Moment, now: datetime) -> str:
    """Return "19 Nov 14:10": the exact date and time, never a word for it."""
    value = _local(value)
    return short_date(value, now) + _clock(value)


def is_over(value: Moment, now: datetime) -> bool:
    """Say whether a due day or moment has passed; a day is over when it has ended."""
    if isinstance(value, datetime):
        return value < now
    return value < day_of(now)


def due_in(value: Moment, now: datetime) -> str:
    """Return how far a due day or moment is: "in 3 days", "6 h left", "2 days over"."""
    value = _local(value)
    days = (day_of(value) - day_of(now)).days
    if days == 0 and isinstance(value, datetime):
        return _hours(value, now)
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days > 0:
        return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}
    return ngettext("%(days)d day over", "%(days)d days over", -days) % {"days": -days}


def _hours(value: datetime, now: datetime) -> str:
    minutes = round((value - now).total_seconds() / 60)
    hours = abs(minutes) // 60
    if minutes >= 0:
        if hours:
            return pgettext("hours", "%(hours)d h left") % {"hours": hours}
        return pgettext("minutes", "%(minutes)d min left") % {"minutes": minutes}
    if hours:
        return pgettext("hours", "%(hours)d h over") % {"hours": hours}
    return pgettext("minutes", "%(minutes)d min over") % {"minutes": -minutes}


def ago(value: Moment, now: datetime) -> str:
    """Return "today", "yesterday" or "12 days ago"; a day to come reads like `near_date`."""
    days = (day_of(now) - day_of(value)).days
    if days > 1:
        return ngettext("%(days)d day ago", "%(days)d days ago", days) % {"days": days}
    return near_date(day_of(value), now)


def recorded_later(occurred: Moment, recorded: Moment) -> str:
    """Return "recorded 2 days later", or "" where it was recorded the same day."""
    days = (day_of(recorded) - day_of(occurred)).days
    if days < 1:
        return ""
    return ngettext("recorded %(days)d day later", "recorded %(days)d days later", days) % {
        "days": days
    }
