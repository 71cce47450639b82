"""Read a whole column of dates: settle the order of day and month, and years left out, once."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dutyline.toolkit.spreadsheets.decisions import Decision

from .dates import Order, arranged, read_date, settle
from .problem import CellProblem, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dutyline.toolkit.spreadsheets.workbook import Cell

    from .dates import Written

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_WEEKS_IN_DAYS: Final = 62
_PROVED: Final = {"dmy": "day_first", "mdy": "month_first"}


@dataclass(frozen=True)
class DateReading:
    """How the dates of one column are read: the order, the years of rows without one."""

    order: Order | None
    years: Mapping[int, int]
    decisions: tuple[Decision, ...]

    def date(self, row: int, cell: Cell) -> dt.date | None:
        """Return the day of a cell, None when empty; raise CellProblem."""
        written = read_date(cell)
        if written is None:
            return None
        return settle(written, shown(cell), self.order, self.years.get(row))

    def moment(self, row: int, cell: Cell) -> dt.datetime | dt.date | None:
        """Return day and time, the mere day without a time, None when empty; raise CellProblem."""
        written, day = read_date(cell), self.date(row, cell)
        if written is None or day is None or written.time is None:
            return day
        return dt.datetime.combine(day, written.time)


def study_dates(
    cells: Iterable[tuple[int, Cell]],
    *,
    name: str = "",
    order: Order | None = None,
    assume: Order | None = "dmy",
    near: Mapping[int, dt.date] | None = None,
) -> DateReading:
    """Decide how a column of (row number, cell) is read.

    `order` is what a person said; without it the cells prove the order, else `assume` holds.
    A missing year comes from `near` (a date known of that row), the dated rows around, or the
    one year in `name` (sheet and title).
    """
    written: dict[int, Written] = {}
    texts: dict[int, str] = {}
    for row, cell in cells:
        try:
            found = read_date(cell)
        except CellProblem:
            continue
        if found:
            written[row], texts[row] = found, shown(cell)
    decisions: list[Decision] = []
    settled = order or _order(written, texts, assume, decisions)
    years = _years(written, settled, name, near or {}, decisions)
    serials = tuple(row for row, found in written.items() if found.serial)
    if serials:
        decisions.append(Decision("serial_dates", {"example": texts[serials[0]]}, serials))
    return DateReading(settled, years, tuple(decisions))


def _order(
    written: Mapping[int, Written],
    texts: Mapping[int, str],
    assume: Order | None,
    decisions: list[Decision],
) -> Order | None:
    open_rows = [row for row, found in written.items() if found.orders]
    if not open_rows:
        return None
    fits = Counter(o for row in open_rows for o in written[row].orders if arranged(written[row], o))
    possible = [o for o, count in fits.items() if count == len(open_rows)]
    if len(possible) == 1:
        order = possible[0]
        proof = next((r for r in open_rows if _proves(written[r], order)), None)
        if proof is not None and order in _PROVED:
            decisions.append(Decision(_PROVED[order], {"example": texts[proof]}))
        return order
    if assume not in possible or "ymd" in possible:
        # Rows contradict each other, or 05.06.07: what can be read one way only still is.
        return None
    ambiguous = [r for r in open_rows if arranged(written[r], "dmy") != arranged(written[r], "mdy")]
    if ambiguous and assume:
        key = f"{_PROVED[assume]}_assumed"
        decisions.append(Decision(key, {"example": texts[ambiguous[0]]}, tuple(ambiguous)))
    return assume


def _proves(found: Written, order: Order) -> bool:
    return {o for o in ("dmy", "mdy") if arranged(found, o)} == {order}


def _years(
    written: Mapping[int, Written],
    order: Order | None,
    name: str,
    near: Mapping[int, dt.date],
    decisions: list[Decision],
) -> dict[int, int]:
    dated = {row: day for row, found in written.items() if (day := _full(found, order))}
    rows = sorted(dated)
    named = {int(year) for year in _YEAR.findall(name)}
    years: dict[int, int] = {}
    sources: dict[str, list[int]] = defaultdict(list)
    for row, found in written.items():
        if not found.month_day:
            continue
        anchor = near.get(row) or _neighbour(row, rows, dated)
        if anchor:
            usual = next(iter(named)) if len(named) == 1 and row not in near else anchor.year
            years[row] = _closest_year(found.month_day, anchor, usual)
            sources["year_from_rows"].append(row)
        elif len(named) == 1:
            years[row] = next(iter(named))
            sources["year_from_name"].append(row)
    for key, touched in sources.items():
        params = {"year": next(iter(named))} if key == "year_from_name" else {}
        decisions.append(Decision(key, params, tuple(touched)))
    return years


def _full(found: Written, order: Order | None) -> dt.date | None:
    try:
        return settle(found, "", order)
    except CellProblem:
        return None


def _neighbour(row: int, rows: list[int], dated: Mapping[int, dt.date]) -> dt.date | None:
    place = bisect_left(rows, row)
    if place:
        return dated[rows[place - 1]]
    return dated[rows[0]] if rows else None


def _closest_year(month_day: tuple[int, int], anchor: dt.date, usual: int) -> int:
    """Choose the usual year, unless another brings the day within weeks of the anchor.

    3 January in a row after 30 December is the next year; 30 December after 3 March is not
    the year before.
    """

    def distance(year: int) -> int:
        months = (year - anchor.year) * 12 + month_day[0] - anchor.month
        return abs(months * 31 + month_day[1] - anchor.day)

    closest = min((usual, anchor.year, anchor.year + 1, anchor.year - 1), key=distance)
    return closest if distance(closest) <= _WEEKS_IN_DAYS else usual
