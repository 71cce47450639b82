"""Reads grades written as one of four levels: Ⅰ级 to Ⅳ级, 一级 to 四级, 1级 to 4级, I to IV.

The four levels are those of the four colours, gravest first: red, orange, yellow, blue. The law
knows two grades, therefore the first is major and the other three are general; the colour goes
to the risk level where a row names none.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dutyline.modules.inspections.models import Grade, Risk
from dutyline.toolkit.spreadsheets.workbook import Cell

_NUMBERED = re.compile(
    r"第?(?P<before>level|grade|class)?\s*(?P<number>iv|v|i{1,3}|[1-5一二三四五])\s*(?P<after>级)?"
    r"(?:事故|安全)?(?:隐患|风险)?"
)
_LETTER = re.compile(r"(?:level|grade|class)?\s*[a-e]\s*(?:级|类)?(?:事故|安全)?(?:隐患|风险)?")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_NUMBERS = _ROMAN | {word: at for at, word in enumerate("一二三四五", 1)}
_HEADER = re.compile(r"级|level|grade", re.IGNORECASE)


@dataclass(frozen=True)
class Level:
    """What a level of the four means."""

    grade: Grade
    risk: Risk


LEVELS = {
    1: Level(Grade.MAJOR, Risk.RED),
    2: Level(Grade.GENERAL, Risk.ORANGE),
    3: Level(Grade.GENERAL, Risk.YELLOW),
    4: Level(Grade.GENERAL, Risk.BLUE),
}


@dataclass(frozen=True)
class LevelReading:
    """The levels of a column by their spelling, and why others are not taken."""

    read: Mapping[str, Level]
    refused: Mapping[str, str]

    def level(self, cell: Cell) -> Level | None:
        """Return the level a cell names, None for any other word."""
        return self.read.get(_word(cell))

    def reason(self, cell: Cell) -> str:
        """Return why a cell that looks like a level is not taken, "" for any other word."""
        return self.refused.get(_word(cell), "")


def study_levels(cells: Iterable[Cell], header: str, told: Iterable[str]) -> LevelReading:
    """Read every level of a column once; what the mapping tells, it alone decides.

    A bare digit is a level only under a column called so. With a fifth level the scale is another.
    """
    words = {_word(cell) for cell in cells} - {_word(word) for word in told} - {""}
    numbers = {word: number for word in words if (number := _number(word, header))}
    letters = {word for word in words if _LETTER.fullmatch(word)}
    refused = dict.fromkeys(letters, _letters())
    if 5 in numbers.values():
        return LevelReading({}, refused | dict.fromkeys(numbers, _fifth()))
    return LevelReading({word: LEVELS[number] for word, number in numbers.items()}, refused)


def _number(word: str, header: str) -> int | None:
    match = _NUMBERED.fullmatch(word)
    if match is None:
        return None
    number = match["number"]
    if number not in _ROMAN and not (match["before"] or match["after"] or _HEADER.search(header)):
        return None
    return _NUMBERS.get(number) or int(number)


def _word(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int):
        return ""
    return unicodedata.normalize("NFKC", str(cell)).casefold().strip()


def _letters() -> str:
    return _(
        "What a letter means differs: the gravity, or who has to mend it, and A may be either end. "
        "Say it in a mapping: settings, spellings, grade."
    )


def _fifth() -> str:
    return _(
        "The column has a fifth level; only four levels are known. "
        "Say what each means in a mapping: settings, spellings, grade."
    )
