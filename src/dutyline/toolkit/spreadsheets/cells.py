"""Turn values into the cells of a worksheet: what follows the place a cell begins with.

A cell is `<c r="B7"` and what a function here returns for its value.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from .escaping import FORMULA_STARTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from .columns import Kind

MOST_CHARACTERS: Final = 32_767
_KEEP_SPACE: Final = ' xml:space="preserve"'
_CUT: Final = "…"
# Order of the formats in styles.xml.
PLAIN, HEAD, QUOTED, DATE, MOMENT, PERCENT = range(6)
_EPOCH: Final = dt.date(1899, 12, 30).toordinal()
_SHORT: Final = 128
_KEPT: Final = 2048
_FIRST_SERIAL: Final = 61  # before March 1900 spreadsheets disagree about the calendar
_EXACT_TO: Final = 10**15
_UNSAFE: Final = re.compile(
    "[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)
_NAMED: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def text_cell(value: object, style: int = PLAIN) -> str:
    """Return a cell that holds text, cut at what a spreadsheet can hold."""
    text = value if type(value) is str else str(value)
    if len(text) > MOST_CHARACTERS:
        text = text[: MOST_CHARACTERS - 1] + _CUT
    if not style and text[:1] in FORMULA_STARTS:
        # Shown with a leading apostrophe, so that editing the cell does not start a formula.
        style = QUOTED
    kept = _KEEP_SPACE
    if "_x" in text or not text.isprintable():
        text = _UNSAFE.sub(_encoded, text)
    else:
        if text[:1] != " " and text[-1:] != " ":
            kept = ""
        if "&" in text:
            text = text.replace("&", "&amp;")
        if "<" in text:
            text = text.replace("<", "&lt;")
        if ">" in text:
            text = text.replace(">", "&gt;")
    mark = f' s="{style}"' if style else ""
    return f'{mark} t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _encoded(match: re.Match[str]) -> str:
    character = match[0]
    # The format's own way to write what XML cannot hold, and its own marks when they are text.
    return _NAMED.get(character) or f"_x{ord(character):04X}_"


def number_cell(value: object) -> str:
    """Return a cell that holds a number; one too long to be kept exactly is written as text."""
    if isinstance(value, bool):
        return f' t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int) and abs(value) < _EXACT_TO:
        return f"><v>{value}</v></c>"
    if isinstance(value, Decimal) and value.is_finite() and len(value.as_tuple().digits) <= 15:
        return f"><v>{value}</v></c>"
    if isinstance(value, float) and value - value == 0:
        return f"><v>{value!r}</v></c>"
    return text_cell(value)


def percent_cell(value: object) -> str:
    """Return a cell that shows a share of one as a percentage."""
    cell = number_cell(value)
    return cell if cell.startswith(" s=") else f' s="{PERCENT}"{cell}'


def date_cell(value: object) -> str:
    """Return a cell that holds a day."""
    if isinstance(value, dt.datetime):
        value = local(value).date()
    return _day_cell(value) if isinstance(value, dt.date) else text_cell(value)


@lru_cache(maxsize=4096)
def _day_cell(day: dt.date) -> str:
    serial = day.toordinal() - _EPOCH
    return f' s="{DATE}"><v>{serial}</v></c>' if serial >= _FIRST_SERIAL else text_cell(day)


def moment_cell(value: object) -> str:
    """Return a cell that holds day and time, to the second, in the zone active now."""
    if not isinstance(value, dt.datetime):
        return date_cell(value)
    value = _wall_clock(value)
    serial = value.toordinal() - _EPOCH
    if serial < _FIRST_SERIAL:
        return text_cell(local(value).isoformat(" "))
    day = (value.hour * 3600 + value.minute * 60 + value.second) / 86_400
    return f' s="{MOMENT}"><v>{serial + day!r}</v></c>'


def local(value: dt.datetime) -> dt.datetime:
    """Return the wall-clock time, to the second, in the zone active now."""
    return _wall_clock(value).replace(microsecond=0)


def _wall_clock(value: dt.datetime) -> dt.datetime:
    return value if value.tzinfo is None else timezone.make_naive(value)


class Cells(dict[object, str]):
    """The cells of one column by value: names, states and days come again in row after row.

    Only values of one plain type are kept, for a number equals others that are written otherwise.
    """

    def __init__(self, kind: Kind) -> None:
        """Begin without any."""
        super().__init__()
        self._write = CELLS[kind]
        self._type = _COMING_AGAIN.get(kind)

    def __missing__(self, value: object) -> str:
        """Write the cell of a value not met lately."""
        cell = self._write(value)
        if type(value) is self._type and len(cell) <= _SHORT:
            if len(self) >= _KEPT:
                self.clear()
            self[value] = cell
        return cell


_COMING_AGAIN: Final[dict[Kind, type]] = {"text": str, "date": dt.date}
CELLS: Final[dict[Kind, Callable[[object], str]]] = {
    "text": text_cell,
    "number": number_cell,
    "percent": percent_cell,
    "date": date_cell,
    "datetime": moment_cell,
}
