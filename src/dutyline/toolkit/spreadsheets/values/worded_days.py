"""Read days wrapped in words: at once, end of March, within ten days, by the 15th, 5 to 8 March."""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from .problem import CellProblem, text_of

if TYPE_CHECKING:
    from dutyline.toolkit.spreadsheets.workbook import Cell

_DONE: Final = (
    r"(?:进行)?(?:整改完成|整改完毕|整改到位|整改|完成|完毕|完|处理|解决|落实|消除|治理|闭环)?"
)
_ASKED: Final = r"(?:发现后?|要求|限期?|限定|需|应|请)?(?:整改)?(?:期限|时限)?[为::]?\s*[于在]?\s*"
_NOW: Final = (
    r"(?:立即|立刻|马上|当场|当天|当日|即时|即刻|即日|现场|立行立改|立改立行|立查立改|即查即改|"
    r"即知即改|即改|边查边改|立整立改|随时|at once|immediate(?:ly)?|same day|on the spot)" + _DONE
)
_AT_ONCE: Final = re.compile(rf"{_ASKED}{_NOW}(?:\s*[/、,;]\s*{_NOW})*")
_BY: Final = re.compile(
    r"(?:请?于|在|by|before|until)?\s*(?P<day>.*?\d.*?)\s*(?:之前|以前|前|止|为止)?"
    r"(?:完成|整改完成|整改完毕|整改到位|整改)?[。.]?"
)
_SPAN: Final = re.compile(
    r"(?P<day>\d{4}\s*[.年/]\s*\d{1,2}\s*[.月/]\s*\d{1,2}\s*[日号]?|\d{1,2}\s*月\s*\d{1,2}\s*[日号]?)"
    r"\s*(?:至|到|[-~—–、,]+)\s*\d.*"
)
_END_OF_MONTH: Final = re.compile(
    r"(?:(?P<year>\d{4})\s*[年./-]\s*)?(?P<month>\d{1,2})\s*月\s*(?:份)?(?:底|末|月底)(?:之前|以前|前)?"
)
_THIS_MONTH: Final = re.compile(r"(?:本|当)?月(?:底|末)(?:之前|以前|前)?|end of (?:the )?month")
_WITHIN: Final = re.compile(
    rf"(?:within\s*|in\s+)?(?:自?(?:发现|检查|即日)?(?:之日)?起)?{_ASKED}"
    r"(?P<count>\d{1,3}|[一二两三四五六七八九十半]{1,3})\s*个?\s*"
    r"(?P<unit>工作日|自然日|日历日|天|日|周|星期|月|小时|"
    r"(?:working|business|work) ?days?|(?:calendar )?days?|weeks?|months?|hours?)"
    rf"\s*(?:之内|以内|内)?{_DONE}"
)
_NUMBERS: Final = {word: count for count, word in enumerate("一二三四五六七八九", start=1)} | {
    "两": 2
}
_TENS: Final = re.compile(
    r"(?P<tens>[二三四五六七八九])?(?P<ten>十)?(?P<ones>[一二两三四五六七八九])?"
)
_DAYS: Final = {"天": 1, "日": 1, "自然日": 1, "日历日": 1, "day": 1, "calendar day": 1} | {
    "周": 7,
    "星期": 7,
    "week": 7,
}
_HOURS: Final = ("小时", "hour")


def bare_day(cell: Cell) -> Cell:
    """Return a cell without the words around its day ("3月15日前完成"); others as they are."""
    if not isinstance(cell, str):
        return cell
    text = unicodedata.normalize("NFKC", text_of(cell))
    match = _BY.fullmatch(text)
    return match["day"] if match and match["day"] != text else cell


def first_day(cell: Cell) -> Cell:
    """Return the first day of a span of days ("2024.3.5-3.8"); other cells as they are."""
    if not isinstance(cell, str):
        return cell
    match = _SPAN.fullmatch(unicodedata.normalize("NFKC", text_of(cell)))
    return match["day"] if match else cell


def parse_deadline(cell: Cell, begun: dt.date) -> dt.date | None:
    """Return the day a worded deadline means for something begun on a day, None when empty.

    Working days move with public holidays and days made up for them, which no calendar here
    knows: they are refused rather than counted wrong. Raises CellProblem.
    """
    text = unicodedata.normalize("NFKC", text_of(cell)).casefold().strip(" 。.")
    if not text:
        return None
    if _AT_ONCE.fullmatch(text):
        return begun
    if _THIS_MONTH.fullmatch(text):
        return _end_of_month(begun.year, begun.month)
    if match := _END_OF_MONTH.fullmatch(text):
        month = int(match["month"])
        if not 1 <= month <= 12:
            raise CellProblem("no_such_day", value=text)
        year = int(match["year"]) if match["year"] else begun.year + (month < begun.month)
        return _end_of_month(year, month)
    if match := _WITHIN.fullmatch(text):
        return _later(begun, match["count"], match["unit"], text)
    raise CellProblem("not_a_deadline", value=text)


def _later(begun: dt.date, count: str, unit: str, text: str) -> dt.date:
    unit = unit.removesuffix("s")
    if count == "半" and unit == "月":
        return begun + dt.timedelta(days=15)
    if "工作" in unit or unit.startswith(("working", "business", "work")):
        raise CellProblem("working_days", value=text)
    number = _counted(count)
    if unit in _HOURS and number % 24 == 0:
        number, unit = number // 24, "day"
    if not number or unit in _HOURS:
        raise CellProblem("not_a_deadline", value=text)
    if unit in _DAYS:
        return begun + dt.timedelta(days=number * _DAYS[unit])
    month = begun.month - 1 + number
    year, month = begun.year + month // 12, month % 12 + 1
    return begun.replace(year=year, month=month, day=min(begun.day, _length(year, month)))


def _counted(count: str) -> int:
    """Return the number written, 0 for none: digits, or Chinese words up to ninety-nine."""
    if count.isdecimal():
        return int(count)
    match = _TENS.fullmatch(count)
    if match is None or (match["tens"] and not match["ten"]):
        return _NUMBERS.get(count, 0)
    tens = (_NUMBERS[match["tens"]] if match["tens"] else 1) if match["ten"] else 0
    return 10 * tens + _NUMBERS.get(match["ones"], 0)


def _end_of_month(year: int, month: int) -> dt.date:
    return dt.date(year, month, _length(year, month))


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
