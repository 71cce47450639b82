"""Turns ticks and slots of the chain into lines pages draw."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format

from dutyline.toolkit.ui.line import Line, Slot, Tick, fold, today_column


def line_of(ticks: Sequence[Tick], first: date, last: date, today: date) -> Line:
    """Return the line of some obligations: single ticks, or slots of time if there are many."""
    columns = fold(ticks, first=first, last=last)
    return Line(columns, today=today_column(columns, today), period=period_words(first, last))


def line_of_days(slots: Sequence[Slot], today: date) -> Line:
    """Return the line of a unit or level, a column a day."""
    return Line(
        slots,
        today=today_column(slots, today),
        period=period_words(slots[0].on, slots[-1].on) if slots else "",
    )


def period_words(first: date | None, last: date | None) -> str:
    """Name a span of days: a whole month by its name, else its two ends."""
    if first is None or last is None:
        return ""
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return date_format(first, "YEAR_MONTH_FORMAT")
    return f"{date_format(first, 'SHORT_DATE_FORMAT')} – {date_format(last, 'SHORT_DATE_FORMAT')}"


def kept(ticks: Sequence[Tick]) -> tuple[int, int]:
    """Return how many decided obligations were on time, and how many were decided."""
    decided = [tick for tick in ticks if tick.state in {"on_time", "late", "missed"}]
    return sum(tick.state == "on_time" for tick in decided), len(decided)
