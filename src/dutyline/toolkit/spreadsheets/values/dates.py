"""Read one date in the spellings people use."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from .problem import CellProblem, shown, text_of

if TYPE_CHECKING:
    from dutyline.toolkit.spreadsheets.workbook import Cell

Order = Literal["dmy", "mdy", "ymd"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_EPOCH: Final = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet has no zone
# 1954 to 2119: wide enough for any record, narrow enough not to take a number or amount for a day.
_SERIALS: Final = range(20_000, 80_001)
_MONTH_NAMES: Final = (
    "january february march april may june july august september october november december"
)
_MONTHS: Final = {
    spelling: number
    for number, name in enumerate(_MONTH_NAMES.split(), start=1)
    for spelling in (name, name[:3], name[:4])
}
_TIME: Final = (
    r"(?:[T\s]*(?P<hour>\d{1,2})\s*[:时点](?:\s*(?P<minute>\d{1,2})\s*分?)?"
    r"(?::?(?P<second>\d{2})(?:\.\d{1,9})?秒?)?\s*(?P<half>[ap]m)?\s*(?P<zone>z|[+-]\d\d:?\d\d)?)?"
)
_WEEKDAY: Final = (
    r"(?:[\s,(]*(?:星期|周|礼拜)[一二三四五六日天][\s),]*"
    r"|[\s,(]*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.\s),]*)?"
)
_PART_OF_DAY: Final = r"(?:[\s,(]*(?P<part>上午|下午|中午|早上|早晨|凌晨|晚上|傍晚|夜间)[\s)]*)?"
_AFTER_NOON: Final = ("下午", "晚上", "傍晚")


def _shape(body: str) -> re.Pattern[str]:
    return re.compile(_WEEKDAY + body + _WEEKDAY + _PART_OF_DAY + _TIME, re.IGNORECASE)


_YEAR_FIRST: Final = _shape(
    r"(?P<year>[12]\d{3})\s*[-./年]\s*(?P<month>\d{1,2})\s*[-./月]\s*(?P<day>\d{1,2})\s*[日号]?"
)
_YEAR_SHORT: Final = _shape(r"(?P<year>\d{2})年\s*(?P<month>\d{1,2})月\s*(?P<day>\d{1,2})[日号]?")
_COMPACT: Final = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_DAY_NAMED: Final = _shape(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-./\s]*(?P<name>[a-z]{3,9})\.?[-./,\s]*(?P<year>\d{4}|\d{2})?"
)
_MONTH_NAMED: Final = _shape(
    r"(?P<name>[a-z]{3,9})\.?[-./\s]*(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:[-./,\s]+(?P<year>\d{4}))?"
)
_UNORDERED: Final = _shape(
    r"(?P<a>\d{1,2})\s*(?P<mark>[-./])\s*(?P<b>\d{1,2})\s*(?P=mark)\s*(?P<c>[12]\d{3}|\d{1,2})"
)
_NO_YEAR: Final = _shape(r"(?P<month>\d{1,2})\s*[月.]\s*(?P<day>\d{1,2})\s*[日号]?")
_NO_DAY: Final = re.compile(
    r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?份?|\d{4}年?|\d{1,2}月份?|[a-z]{3,9}[-\s]\d{2,4}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What a cell says of a day, before anything is settled.

    Either `day`, or `parts` (three numbers that may stand in one of `orders`), or `month_day`
    without a year; `time` when written.
    """

    day: dt.date | None = None
    parts: tuple[int, int, int] = (0, 0, 0)
    orders: tuple[Order, ...] = ()
    month_day: tuple[int, int] | None = None
    time: dt.time | None = None
    serial: bool = False


def parse_date(
    cell: Cell, *, order: Order | None = None, year: int | None = None
) -> dt.date | None:
    """Return the day of a cell, None when empty; raise CellProblem.

    `order` settles 03/04/2025, `year` completes 3月7日. A time of day is left out.
    """
    written = read_date(cell)
    return None if written is None else settle(written, shown(cell), order, year)


def parse_moment(
    cell: Cell, *, order: Order | None = None, year: int | None = None
) -> dt.datetime | dt.date | None:
    """Return day and time of a cell, the mere day if it names no time, None when empty.

    The result is aware only when the cell names an offset from UTC. Raises CellProblem.
    """
    written = read_date(cell)
    if written is None:
        return None
    day = settle(written, shown(cell), order, year)
    return day if written.time is None else dt.datetime.combine(day, written.time)


def read_date(cell: Cell) -> Written | None:
    """Return what a cell says of a day, None when empty; raise CellProblem."""
    if isinstance(cell, dt.datetime):
        # A workbook keeps a moment as a fraction of a day: eight o'clock is off by a microsecond.
        moment = (cell + dt.timedelta(milliseconds=500)).replace(microsecond=0)
        return Written(_near(moment.date(), cell), time=_of_day(moment))
    if isinstance(cell, dt.date):
        return Written(_near(cell, cell))
    if isinstance(cell, (bool, dt.time, dt.timedelta)):
        raise CellProblem("not_a_date", value=shown(cell))
    if isinstance(cell, (int, float)):
        return _from_number(cell)
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not text:
        return None
    if len(text) > 60:
        raise CellProblem("not_a_date", value=shown(text))
    if text.isdecimal() and len(text) in {5, 8}:
        return _from_number(int(text))
    return _from_text(text)


def settle(
    written: Written, original: str, order: Order | None = None, year: int | None = None
) -> dt.date:
    """Return the day that is meant, given the order of a column or a year; raise CellProblem."""
    if written.day:
        return written.day
    if written.month_day:
        if year is None:
            raise CellProblem("date_without_year", value=original)
        return _day(year, *written.month_day, original)
    days = {o: day for o in written.orders if (day := arranged(written, o))}
    if order in days:
        return days[order]
    if not days or order in written.orders:
        raise CellProblem("no_such_day", value=original)
    if len(set(days.values())) == 1:
        return next(iter(days.values()))
    raise CellProblem("date_ambiguous", value=original)


def arranged(written: Written, order: Order) -> dt.date | None:
    """Return the day three numbers mean in an order, None when there is no such day."""
    if order not in written.orders:
        return None
    a, b, c = written.parts
    year, month, day = {"dmy": (c, b, a), "mdy": (c, a, b), "ymd": (a, b, c)}[order]
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None


def _from_number(number: float) -> Written:
    if not math.isfinite(number):
        raise CellProblem("not_a_date", value=shown(number))
    if float(number).is_integer():
        match = _COMPACT.fullmatch(str(int(number)))
        if match:
            return Written(_matched_day(match, str(int(number))))
    if int(number) not in _SERIALS:
        raise CellProblem("not_a_date", value=shown(number))
    moment = _EPOCH + dt.timedelta(seconds=round(number * 86_400))
    return Written(moment.date(), time=_of_day(moment), serial=True)


def _of_day(moment: dt.datetime) -> dt.time | None:
    # Spreadsheets know no bare day: midnight is how they write one.
    return moment.timetz() if moment.timetz() != dt.time() else None


def _from_text(text: str) -> Written:
    for shape in (_YEAR_FIRST, _YEAR_SHORT, _DAY_NAMED, _MONTH_NAMED):
        match = shape.fullmatch(text)
        if match and match.groupdict().get("name", "may").lower() in _MONTHS:
            return _written(match, text)
    if match := _UNORDERED.fullmatch(text):
        a, b, c = match["a"], match["b"], match["c"]
        ends: tuple[Order, ...] = ("dmy", "mdy") if len(c) > 1 else ()
        # Year first with two digits is a habit of those who write dots: 25.3.7.
        short = len(a) == 2 and (len(c) == 1 or (len(c) == 2 and match["mark"] == "."))
        begins: tuple[Order, ...] = ("ymd",) if short else ()
        parts = (int(a), int(b), int(c))
        return Written(parts=parts, orders=ends + begins, time=_time(match, text))
    if match := _NO_YEAR.fullmatch(text):
        _day(2000, int(match["month"]), int(match["day"]), text)
        return Written(month_day=(int(match["month"]), int(match["day"])), time=_time(match, text))
    raise CellProblem("date_incomplete" if _NO_DAY.fullmatch(text) else "not_a_date", value=text)


def _written(match: re.Match[str], text: str) -> Written:
    time = _time(match, text)
    if match["year"]:
        return Written(_matched_day(match, text), time=time)
    month = _MONTHS[match["name"].lower()]
    _day(2000, month, int(match["day"]), text)
    return Written(month_day=(month, int(match["day"])), time=time)


def _matched_day(match: re.Match[str], text: str) -> dt.date:
    found = match.groupdict()
    month = _MONTHS[found["name"].lower()] if found.get("name") else int(found["month"])
    year = int(found["year"])
    return _day(year + 2000 if len(found["year"]) == 2 else year, month, int(found["day"]), text)


def _day(year: int, month: int, day: int, original: str) -> dt.date:
    try:
        return _near(dt.date(year, month, day), original)
    except ValueError as error:
        raise CellProblem("no_such_day", value=original) from error


def _near(day: dt.date, original: object) -> dt.date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise CellProblem("date_far", value=shown(original), first=_FIRST_YEAR, last=_LAST_YEAR)
    return day


def _time(match: re.Match[str], text: str) -> dt.time | None:
    if match["hour"] is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].lower() == "pm" else 0)
    elif match["part"] in _AFTER_NOON and hour < 12:
        hour += 12
    zone = match["zone"]
    try:
        offset = dt.datetime.strptime(zone.replace("z", "Z"), "%z").tzinfo if zone else None
        return dt.time(hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=offset)
    except ValueError as error:
        raise CellProblem("not_a_time", value=shown(text)) from error
