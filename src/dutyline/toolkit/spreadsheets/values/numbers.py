"""Read numbers and yes or no, also when they are stored as text."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from dutyline.toolkit.spreadsheets.wording import plain

from .problem import CellProblem, shown, text_of

if TYPE_CHECKING:
    from dutyline.toolkit.spreadsheets.workbook import Cell

_MONEY: Final = re.compile(r"(?i)¥|\$|€|£|\b(?:cny|rmb|usd|eur|gbp)\b|人民币")
_SHAPE: Final = re.compile(r"([+-]?)(\d[\d,. ]*|\.\d+)(%|万元|亿元|万|亿|元)?", re.ASCII)
_TIMES: Final = {"%": Decimal("0.01"), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?")
_POINT: Final = re.compile(r"\d*\.?\d+|\d+\.")
_COMMA: Final = re.compile(r"\d{1,3}(?:[. ]\d{3})*(?:,\d+)?|\d+,\d+")
_LONGEST: Final = 40
# No "x": it marks a yes in one country and a no in another.
_YES: Final = frozenset(
    ["是", "对", "有", "真", "已", "yes", "y", "true", "t", "1", "√", "✓", "✔", "☑", "需要", "合格"]
)
_NO: Final = frozenset(
    ["否", "不", "错", "无", "没有", "假", "未", "不需要", "不合格"]  # noqa: RUF005
    + ["no", "n", "false", "f", "0", "×", "✗", "✘", "☐"]
)


def parse_number(cell: Cell, *, decimal_comma: bool | None = None) -> Decimal | None:
    """Return the number of a cell, None when empty; raise CellProblem.

    Understands thousands, full-width digits, signs of money, %, 万 and 亿, (1,200) for minus.
    `decimal_comma` settles "1,234"-like text; without it "1,5" is refused, "1,234" is 1234.
    """
    if isinstance(cell, bool):
        raise CellProblem("not_a_number", value=shown(cell))
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float) and math.isfinite(cell):
        return Decimal(repr(cell))
    text = unicodedata.normalize("NFKC", text_of(cell))
    if not text:
        return None
    if len(text) > _LONGEST:
        raise CellProblem("not_a_number", value=shown(cell))
    return _from_text(text, shown(cell), decimal_comma)


def _from_text(text: str, original: str, decimal_comma: bool | None) -> Decimal:
    bare = _MONEY.sub("", text.replace("−", "-").replace("’", ",")).strip()
    minus = bare.startswith("(") and bare.endswith(")")
    match = _SHAPE.fullmatch(bare.strip("()").strip() if minus else bare)
    if not match:
        raise CellProblem("not_a_number", value=original)
    sign, digits, unit = match[1], match[2].strip(), match[3] or ""
    value = Decimal(_pointed(digits, original, decimal_comma))
    value *= _TIMES.get(unit.removesuffix("元"), Decimal(1))
    return -value if minus or sign == "-" else value


def _pointed(digits: str, original: str, decimal_comma: bool | None) -> str:
    if decimal_comma and _COMMA.fullmatch(digits):
        return digits.replace(".", "").replace(" ", "").replace(",", ".")
    if _POINT.fullmatch(digits) or (not decimal_comma and _THOUSANDS.fullmatch(digits)):
        return digits.replace(",", "").replace(" ", "")
    if decimal_comma is None and _COMMA.fullmatch(digits):
        raise CellProblem("number_ambiguous", value=original)
    raise CellProblem("not_a_number", value=original)


def parse_whole(cell: Cell) -> int | None:
    """Return the whole number of a cell, None when empty; raise CellProblem."""
    number = parse_number(cell)
    if number is None:
        return None
    if number != number.to_integral_value():
        raise CellProblem("not_whole", value=shown(cell))
    return int(number)


def parse_boolean(cell: Cell) -> bool | None:
    """Return whether a cell says yes, None when empty; raise CellProblem."""
    if isinstance(cell, bool):
        return cell
    text = text_of(cell)
    if not text:
        return None
    word = plain(text) or text
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellProblem("not_yes_or_no", value=shown(text))
