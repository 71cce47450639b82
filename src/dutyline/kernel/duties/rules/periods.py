"""The periods in which duties come due: calendar periods, shifts, limits after an event."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from dutyline.kernel.duties.models.choices import Cadence, SpanUnit
from dutyline.kernel.duties.rules.days import Span
from dutyline.kernel.organisation.calendar import midnight

TICK = timedelta(microseconds=1)
MONTHS = {
    Cadence.MONTHLY: 1,
    Cadence.QUARTERLY: 3,
    Cadence.HALF_YEARLY: 6,
    Cadence.YEARLY: 12,
}
CALENDAR = (Cadence.DAILY, Cadence.WEEKLY, *MONTHS)
"""Cadences whose periods the calendar gives."""


@dataclass(frozen=True, slots=True)
class Window:
    """A period: its key, its days, and the moments it begins and is due at the latest (UTC)."""

    key: str
    days: Span
    starts_at: datetime
    due_at: datetime


def calendar_period(cadence: str, day: date, tz: tzinfo) -> Window:
    """Return the day, week (from Monday), month, quarter, half-year or year around a day."""
    if cadence == Cadence.DAILY:
        span, key = Span(day, day + timedelta(days=1)), day.isoformat()
    elif cadence == Cadence.WEEKLY:
        monday = day - timedelta(days=day.weekday())
        span = Span(monday, monday + timedelta(days=7))
        year, week, _ = day.isocalendar()
        key = f"{year}-W{week:02}"
    else:
        span, key = _months(MONTHS[Cadence(cadence)], day)
    return Window(key, span, *moments(span, tz))


def calendar_periods(
    cadence: str, tz: tzinfo, since: datetime, until: datetime
) -> Iterator[Window]:
    """Yield every period that is due at `since` or later and begins by `until`."""
    window = calendar_period(cadence, since.astimezone(tz).date(), tz)
    while window.starts_at <= until:
        yield window
        window = calendar_period(cadence, window.days.end, tz)


def shift_period(shift_id: int, day: date, starts_at: datetime, ends_at: datetime) -> Window:
    """Return the period of a shift; it belongs to the day it begins on, and lasts to its end."""
    span = Span(day, day + timedelta(days=1))
    return Window(
        f"{day.isoformat()}.{shift_id}", span, starts_at.astimezone(UTC), ends_at.astimezone(UTC)
    )


def cut(window: Window, span: Span, tz: tzinfo, *, to_the_end: bool) -> Window:
    """Return the part of a period that begins with a span of its days.

    It is due when the period is: nobody is late with what he was told is due at the end. Only
    what is measured over the span itself, not `to_the_end`, ends with it.
    """
    if span == window.days:
        return window
    starts_at, ends_at = moments(span, tz)
    due_at = window.due_at if to_the_end else min(ends_at, window.due_at)
    return Window(window.key, span, max(starts_at, window.starts_at), due_at)


def limit_window(
    at: datetime, within: int, unit: str, tz: tzinfo, runs: Iterable[tuple[datetime, datetime]] = ()
) -> Window:
    """Return the time to answer an event at `at`: within so many hours, days or shifts.

    Hours are counted to the minute. The day of the event is not counted, and the last day runs to
    its end. Of shifts, those count that begin after the event; `runs` are their moments in order.
    Where no calendar gives enough of them, each day counts as a shift.
    """
    key = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    day = at.astimezone(tz).date()
    ends = [ends_at for starts_at, ends_at in runs if starts_at > at]
    if unit == SpanUnit.HOURS:
        due_at = at.astimezone(UTC) + timedelta(hours=within)
    elif unit == SpanUnit.SHIFTS and 0 < within <= len(ends):
        due_at = ends[within - 1].astimezone(UTC)
    else:
        due_at = end_of(day + timedelta(days=within), tz)
    last = due_at.astimezone(tz).date()
    return Window(key, Span(day, last + timedelta(days=1)), at.astimezone(UTC), due_at)


def moments(span: Span, tz: tzinfo) -> tuple[datetime, datetime]:
    """Return the first and the last moment of a span of days in a zone, in UTC."""
    return midnight(span.first, tz).astimezone(UTC), end_of(span.last, tz)


def end_of(day: date, tz: tzinfo) -> datetime:
    """Return the last moment of a day in a zone, in UTC."""
    return midnight(day + timedelta(days=1), tz).astimezone(UTC) - TICK


def grace_end(due_at: datetime, days: int, tz: tzinfo) -> datetime:
    """Return the last moment at which something due at `due_at` is merely late."""
    if not days:
        return due_at
    return end_of(due_at.astimezone(tz).date() + timedelta(days=days), tz)


def _months(length: int, day: date) -> tuple[Span, str]:
    number = (day.month - 1) // length
    first = date(day.year, number * length + 1, 1)
    after = first.year * 12 + first.month - 1 + length
    span = Span(first, date(after // 12, after % 12 + 1, 1))
    if length == 1:
        return span, f"{first.year}-{first.month:02}"
    if length == 12:
        return span, f"{first.year}"
    return span, f"{first.year}-{'Q' if length == 3 else 'H'}{number + 1}"
