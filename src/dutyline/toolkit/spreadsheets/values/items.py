"""Part several items that share one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .problem import text_of

if TYPE_CHECKING:
    from dutyline.toolkit.spreadsheets.workbook import Cell

_CIRCLED: Final = {chr(0x2460 + number): number + 1 for number in range(20)}
_MARK: Final = re.compile(
    r"(?:(?<=^)|(?<=[\s;；,，。.、!！?？:：一-鿿）)]))"
    r"(?:[(（]\s*(?P<bracket>\d{1,2})\s*[)）]|(?P<plain>\d{1,2})\s*(?:[.．、]|[)）])(?!\d))\s*"
    r"|(?P<circled>[①-⑳])\s*"
)
_LINES: Final = re.compile(r"\s*(?:\n\s*)+")
_CLAUSES: Final = re.compile(r"\s*(?:[;；]\s*|\n\s*)+")
# A slash parts only Chinese words: "N/A" and "A/B shift" are one word each.
_NAMES: Final = re.compile(r"\s*(?:[、,，;；|\n]|(?<=[一-鿿])\s*[/／]\s*(?=[一-鿿]))\s*")
_BROKEN: Final = re.compile(
    r"(?<=[一-鿿])[ \t]*\n[ \t]*(?=[一-鿿](?![一-鿿]))"
    r"|(?:(?<=^[一-鿿])|(?<=[^一-鿿][一-鿿]))[ \t]*\n[ \t]*(?=[一-鿿])"
)
_CHINESE: Final = re.compile(r"[一-鿿·]+")
_EDGES: Final = " \t\n\u3000;；,，、"


@dataclass(frozen=True, slots=True)
class Items:
    """The items of one cell and how they were parted: "one", "numbers", "lines", "clauses"."""

    texts: tuple[str, ...]
    parted_by: str


def split_sentences(cell: Cell) -> Items:
    """Part numbered items (1. 2. / （1）（2） / ①②), else lines, else clauses at semicolons.

    Numbers part only when they count up from 1, so that "1.5 m" stays whole.
    """
    text = text_of(cell)
    if not text:
        return Items((), "one")
    numbered = _numbered(text)
    if numbered:
        return Items(numbered, "numbers")
    for pattern, kind in ((_LINES, "lines"), (_CLAUSES, "clauses")):
        parts = _clean(pattern.split(text))
        if len(parts) > 1:
            return Items(parts, kind)
    return Items((text,), "one")


def split_names(cell: Cell) -> tuple[str, ...]:
    """Part a list of names or kinds at 、 , ; | line breaks, and at spaces between Chinese names.

    A name padded to the width of three ("张　三") or broken over two lines  is one name.
    """
    parts = []
    for part in _clean(_NAMES.split(_BROKEN.sub("", text_of(cell)))):
        words = part.split()
        if len(words) > 1 and all(map(_CHINESE.fullmatch, words)):
            parts.extend(words if min(map(len, words)) > 1 else ["".join(words)])
        else:
            parts.append(" ".join(words))
    return tuple(dict.fromkeys(parts))


def _numbered(text: str) -> tuple[str, ...]:
    marks: list[re.Match[str]] = []
    style = None
    for match in _MARK.finditer(text):
        kind = match.lastgroup
        number = _CIRCLED[match["circled"]] if match["circled"] else int(match[kind or ""])
        if number == len(marks) + 1 and style in {None, kind}:
            style = kind
            marks.append(match)
    if len(marks) < 2:
        return ()
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    parts = _clean([text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)])
    before = text[: marks[0].start()].strip(_EDGES + ":：")
    # Words before the first number ("On site:") belong to every item; they are kept with each.
    joint = ": " if before.isascii() else "："
    return tuple(f"{before}{joint}{part}" if before else part for part in parts)


def _clean(parts: list[str]) -> tuple[str, ...]:
    return tuple(clean for part in parts if (clean := part.strip(_EDGES)))
