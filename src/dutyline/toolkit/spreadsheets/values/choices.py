"""Read a column whose cells name one of a few choices, in whatever spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from dutyline.toolkit.spreadsheets.decisions import Decision
from dutyline.toolkit.spreadsheets.wording import plain
from dutyline.toolkit.wording import in_a_row

from .problem import CellProblem, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from django.utils.functional import Promise

    from dutyline.toolkit.spreadsheets.workbook import Cell

_CHINESE_DENIAL: Final = re.compile(r"[未不没无非否尚]|暂缓")
_DENIAL: Final = re.compile(r"\b(?:not|no|non|never|without)\b|n't\b")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a cell may say: its key, its label, other spellings in any language."""

    key: str
    label: str | Promise
    synonyms: tuple[str, ...] = ()


def parse_choice(
    cell: Cell, choices: Sequence[Choice], overrides: Mapping[str, str] | None = None
) -> str | None:
    """Return the key of the choice a cell names exactly, None when empty; raise CellProblem.

    `overrides` gives the key a person chose for a spelling.
    """
    text = text_of(cell)
    if not text:
        return None
    word = _word(text)
    for spelling, key in (overrides or {}).items():
        if _word(spelling) == word:
            return key
    found = {choice.key for choice in choices if word in _spellings(choice)}
    if len(found) == 1:
        return found.pop()
    raise CellProblem(
        "several_choices" if found else "unknown_choice",
        value=shown(text),
        choices=in_a_row(choice.label for choice in choices),
    )


@dataclass(frozen=True)
class ChoiceReading:
    """How each spelling in a column is read; `unread` ones need a person."""

    read: Mapping[str, str]
    unread: tuple[str, ...]
    decisions: tuple[Decision, ...]

    def parse(self, cell: Cell, choices: Sequence[Choice]) -> str | None:
        """Return the key a cell names under this reading; raise CellProblem."""
        return parse_choice(cell, choices, self.read)


def study_choices(
    cells: Iterable[tuple[int, Cell]],
    choices: Sequence[Choice],
    overrides: Mapping[str, str] | None = None,
) -> ChoiceReading:
    """Read every spelling of a column once; cells come with their row numbers.

    Whatever is neither the choice's label nor a person's word is told in a Decision. A spelling
    that merely contains one single choice ("一般3级") is read as it, unless a word of it denies
    that ("not closed").
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for number, cell in cells:
        try:
            text = text_of(cell)
        except CellProblem:
            continue
        if text:
            rows[text].append(number)
    read: dict[str, str] = {}
    unread: list[str] = []
    decisions: list[Decision] = []
    labels = {choice.key: choice.label for choice in choices}
    chosen = {_word(spelling) for spelling in overrides or {}}
    for text, numbers in rows.items():
        try:
            key: str | None = parse_choice(text, choices, overrides)
        except CellProblem:
            key = _contained(text, choices)
        if key is None:
            unread.append(text)
            continue
        read[text] = key
        if key in labels and _word(text) not in {_word(str(labels[key])), *chosen}:
            params = {"spelling": shown(text), "choice": labels[key], "key": key}
            decisions.append(Decision("choice_read_as", params, tuple(numbers)))
    return ChoiceReading(read, tuple(unread), tuple(decisions))


def _contained(text: str, choices: Sequence[Choice]) -> str | None:
    word = _word(text)
    hits: dict[str, str] = {}
    for choice in choices:
        there = [s for s in _spellings(choice) if _stands_in(s, text, word)]
        if there:
            hits[choice.key] = max(there, key=len)
    longest = max(map(len, hits.values()), default=0)
    keys = [key for key, spelling in hits.items() if len(spelling) == longest]
    if len(keys) != 1 or _denied(text, word, hits[keys[0]]):
        return None
    return keys[0]


def _stands_in(spelling: str, text: str, word: str) -> bool:
    if spelling.isascii():
        # "unfixed" does not say "fixed".
        found = re.search(rf"(?<![^\W_]){re.escape(spelling)}(?![^\W_])", text.casefold(), re.ASCII)
        return len(spelling) >= 3 and found is not None
    return len(spelling) >= 2 and spelling in word


def _denied(text: str, word: str, spelling: str) -> bool:
    rest = word.replace(spelling, "", 1)
    return bool(_CHINESE_DENIAL.search(rest) or _DENIAL.search(text.casefold()))


def _spellings(choice: Choice) -> set[str]:
    return {_word(name) for name in (str(choice.label), choice.key, *choice.synonyms)} - {""}


def _word(text: str) -> str:
    # A mark such as √ is a spelling too, though it has no letters.
    return plain(text) or text.strip()
