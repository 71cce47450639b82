"""Recognise what the words of a sheet are for: names of columns, totals, notes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_TOTAL: Final = re.compile(
    r"(本?[页月季年]?度?|全[年月]|总)?(合计|总计|小计|累计|共计)(数|人数|项数|金额)?\d*[项条个人次元]?"
    r"|(grand|sub|sheet|page)?totals?|sum|overall"
)
_NOTE: Final = re.compile(
    r"\s*(注\d*\s*[:：、.]|备注\s*[:：]|附注|说明\s*[:：]|填表说明|制表|填表|编制|审核|批准|填报|"
    r"(notes?|remarks?|source|prepared by|approved by|legend)\b)",
    re.IGNORECASE,
)
_PAIR: Final = re.compile(r"[^:：]{1,16}[:：]\s*\S")
_NUMBER: Final = re.compile(r"[\s¥￥$€£+\-(]*\d[\d.,\s%年月日/:)\-]*")
_COUNT: Final = re.compile(r"共?\s*\d[\d,.]*\s*[项条个处起次人元件台](?:隐患|问题)?")
_LABEL_AT_MOST: Final = 60
_TOTAL_AT_MOST: Final = 24
_WIDE: Final = re.compile(r"[⺀-鿿豈-﫿\uff00-\uffef　-〿]")


def plain(text: object) -> str:
    """Return text for comparing: one width, one case, only letters and digits."""
    words = str(text)
    return _plain(words) if len(words) > _LABEL_AT_MOST else _plain_label(words)


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(character for character in folded if character.isalnum())


_plain_label = lru_cache(maxsize=8192)(_plain)
"""Names of columns are compared with each other thousands of times."""


def tidy(text: object) -> str:
    """Return text on one line: breaks inside Chinese words vanish, others become one space."""
    words = str(text).split()
    line = words[0] if words else ""
    for word in words[1:]:
        joined = _WIDE.match(line[-1]) and _WIDE.match(word[0])
        line += word if joined else f" {word}"
    return line


def is_label(value: object) -> bool:
    """Tell whether a cell could be the name of a column: short text, not "name: value"."""
    if not isinstance(value, str):
        return False
    text = value.strip()
    return (
        0 < len(text) <= _LABEL_AT_MOST
        and not _NUMBER.fullmatch(text)
        and not _PAIR.match(text)
        and any(character.isalpha() for character in text + ("a" if text in "#№" else ""))
    )


def is_total(value: object) -> bool:
    """Tell whether a cell says that its row is a sum: 合计, 小计, Total, Grand total."""
    if not isinstance(value, str) or len(value) > _TOTAL_AT_MOST:
        return False
    return bool(_TOTAL.fullmatch(plain(value)))


def is_note(value: object) -> bool:
    """Tell whether a cell begins like a note or a signature line under a table."""
    return isinstance(value, str) and bool(_NOTE.match(value))


def is_numeric(value: object) -> bool:
    """Tell whether a cell holds a number, as a number or as text, or a count such as 13项."""
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(value.strip()) or _COUNT.fullmatch(value.strip()))
    return isinstance(value, (int, float))
