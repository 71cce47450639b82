"""Cuts text into words the same way for both databases."""

import re
import unicodedata
from dataclasses import dataclass

MAX_WORDS = 10
MAX_LENGTH = 200

CJK = (
    (0x2E80, 0x2FDF),  # radicals
    (0x3005, 0x3007),
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),  # hangul
    (0xF900, 0xFAFF),
    (0x20000, 0x323AF),
)
_RANGES = "".join(f"{chr(first)}-{chr(last)}" for first, last in CJK)
_CHARACTER = re.compile(f"[{_RANGES}]")
_NO_WORD = re.compile(rf"[^\w{_RANGES}]|_")
_ACCENT = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True)
class Phrase:
    """Words that must follow one another; of a prefix the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def spaced(text: str) -> str:
    """Return text as lower-case words parted by one space, each CJK character a word of its own.

    Punctuation is dropped and accents are taken off, so that neither database's own word breaker
    has anything left to decide.
    """
    parted = _CHARACTER.sub(r" \g<0> ", _plain(text))
    return " ".join(_NO_WORD.sub(" ", parted).split())


def parse(words: str) -> list[Phrase]:
    """Return what a person typed as phrases, all of which must be found.

    The last word may go on when it ends in a Latin letter or digit. Anything typed is safe;
    beyond 200 characters or 10 words it is cut.
    """
    phrases = [
        Phrase(tuple(cut.split())) for word in words[:MAX_LENGTH].split() if (cut := spaced(word))
    ][:MAX_WORDS]
    if phrases and not _is_cjk(phrases[-1].words[-1][-1]):
        phrases[-1] = Phrase(phrases[-1].words, prefix=True)
    return phrases


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    bare = _ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", bare).casefold()


def _is_cjk(char: str) -> bool:
    point = ord(char)
    return point >= 0x2E80 and any(first <= point <= last for first, last in CJK)
