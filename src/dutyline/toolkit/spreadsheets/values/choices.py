"""Read a column whose cells name one of a few choices, in whatever spelling."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dutyline.toolkit.spreadsheets.decisions import Decision
from dutyline.toolkit.spreadsheets.wording import plain

from .problem import CellProblem, shown, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dutyline.toolkit.spreadsheets.workbook import Cell


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a cell may say: its key, its label, other spellings in any language."""

    key: str
    label: str
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
        choices=", ".join(str(choice.label) for choice in choices),
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

    A spelling that merely contains one single choice ("一般3级") is read as it, with a Decision.
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
    for text, numbers in rows.items():
        try:
            read[text] = parse_choice(text, choices, overrides) or ""
        except CellProblem:
            key = _contained(text, choices)
            if key is None:
                unread.append(text)
                continue
            read[text] = key
            params = {"spelling": shown(text), "choice": labels[key], "key": key}
            decisions.append(Decision("choice_read_as", params, tuple(numbers)))
    return ChoiceReading(read, tuple(unread), tuple(decisions))


def _contained(text: str, choices: Sequence[Choice]) -> str | None:
    word = _word(text)
    hits = {
        choice.key: len(spelling)
        for choice in choices
        for spelling in sorted(_spellings(choice), key=len)
        if len(spelling) >= (3 if spelling.isascii() else 2) and spelling in word
    }
    longest = [key for key, size in hits.items() if size == max(hits.values())]
    return longest[0] if len(longest) == 1 else None


def _spellings(choice: Choice) -> set[str]:
    return {_word(name) for name in (str(choice.label), choice.key, *choice.synonyms)} - {""}


def _word(text: str) -> str:
    # A mark such as √ is a spelling too, though it has no letters.
    return plain(text) or text.strip()
