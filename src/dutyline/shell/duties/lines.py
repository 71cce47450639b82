"""Turns ticks and slots of the chain into lines pages draw."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.duties.models import Cadence
from dutyline.kernel.duties.reading import DutyLine
from dutyline.shell.duties.months import Stretch, month
from dutyline.toolkit.ui.line import Line, Slot, State, Tick, fold, today_column
from dutyline.toolkit.ui.parts import Link
from dutyline.toolkit.ui.when import full_date, month_name
from dutyline.toolkit.wording import in_a_row

DECIDED = {"on_time", "late", "missed"}


@dataclass(frozen=True)
class DutyRow:
    """One duty in a table: its text leads to its obligations."""

    name: Link
    cadence: str
    line: Line
    share: str
    basis: str
    posts: str = ""
    """For whom it was owed, where that is not the same post for all."""


def line_of(ticks: Sequence[Tick], first: date, last: date, today: date) -> Line:
    """Return the line of some obligations: single ticks, or slots of time if there are many."""
    columns = fold(ticks, first=first, last=last)
    return Line(columns, today=today_column(columns, today), period=period_words(first, last))


def line_over(ticks: Sequence[Tick], span: Stretch, today: date) -> Line:
    """Return the line at the head of a page: of a year one column a week, so that time shows."""
    if not span.is_year or not ticks:
        return line_of(ticks, span.first, span.last, today)
    columns = fold(ticks, by="week", first=span.first, last=span.last)
    return Line(
        columns, today=today_column(columns, today), period=period_words(span.first, span.last)
    )


def line_of_days(slots: Sequence[Slot], today: date) -> Line:
    """Return the line of a unit or level, a column a day."""
    return Line(
        slots,
        today=today_column(slots, today),
        period=period_words(slots[0].on, slots[-1].on) if slots else "",
    )


def period_words(first: date | None, last: date | None) -> str:
    """Name a span of days: a whole month or year by its name, else its two ends."""
    if first is None or last is None:
        return ""
    if first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return date_format(first, "YEAR_MONTH_FORMAT")
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return f"{full_date(first)} – {full_date(last)}"


def kept(ticks: Iterable[Tick]) -> tuple[int, int]:
    """Return how many decided obligations were on time, and how many were decided."""
    decided = [tick for tick in ticks if tick.state in DECIDED]
    return sum(tick.state == "on_time" for tick in decided), len(decided)


def ticks_of(lines: Iterable[DutyLine]) -> list[Tick]:
    """Return the ticks of several duties as one line, by day."""
    return sorted((t for each in lines for t in each.ticks), key=lambda tick: tick.on or date.min)


def share_words(on_time: int, decided: int) -> str:
    """Return "15/17", a dash where nothing is decided."""
    return f"{on_time}/{decided}" if decided else "–"


def duty_rows(lines: Iterable[DutyLine], behind: str, span: Stretch, today: date) -> list[DutyRow]:
    """Return duties as rows; `behind` is the list of obligations without its query.

    Who holds two posts may owe two duties of the same words: rows then name the post.
    """
    rows = list(lines)
    several = len({post for each in rows for post in each.posts}) > 1
    return [
        DutyRow(
            Link(each.text, f"{behind}?{span.query}&duty={each.duty_id}" if behind else ""),
            str(Cadence(each.cadence).label),
            line_of(each.ticks, span.first, span.last, today),
            share_words(each.on_time, each.decided),
            clause_words(each.basis),
            in_a_row(each.posts) if several else "",
        )
        for each in rows
    ]


def month_rows(ticks: Iterable[Tick], today: date) -> list[tuple[Link, Line, str]]:
    """Return the months of a year in which something fell due, each leading to its own page."""
    months: dict[date, list[Tick]] = defaultdict(list)
    for tick in ticks:
        if tick.on:
            months[tick.on.replace(day=1)].append(tick)
    rows = []
    for first, own in sorted(months.items()):
        span = month(first)
        line = line_of(own, span.first, span.last, today)
        rows.append((Link(month_name(first), f"?{span.named}"), line, share_words(*kept(own))))
    return rows


def behind_urls(behind: str, span: Stretch) -> dict[str, str]:
    """Return for each state the list of the obligations a line counts in it."""
    return {state: f"{behind}?{span.query}&state={state}" for state in State}
