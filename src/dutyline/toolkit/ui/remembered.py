"""Markup and words that are worked out once: a page says the same hundred things every time.

Only functions of exactly the plain values they show may be remembered, so nothing remembered can
be out of date, or somebody else's: strings, numbers, frozen records of such. A row of the database
is none, for it equals itself of yesterday. What is remembered is bounded.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import get_language, override

from dutyline.toolkit.ui.parts import Text

Said = TypeVar("Said")
MOST = 512
"""Answers of one function that are kept; the oldest unasked goes first."""
MOST_WORDS = 8192


def in_each_language(say: Callable[..., Said]) -> Callable[..., Said]:
    """Remember what a function says to the same plain values in the same language."""

    # Typed, because a word marked safe equals the same word that is not.
    @lru_cache(maxsize=MOST, typed=True)
    def known(_language: str, *values: Hashable, **named: Hashable) -> Said:
        return say(*values, **named)

    @wraps(say)
    def told(*values: Hashable, **named: Hashable) -> Said:
        return known(get_language() or "", *values, **named)

    return told


class _Word:
    """A word still to be translated, known by being the very same one: its hash translates it."""

    __slots__ = ("word",)

    def __init__(self, word: Promise) -> None:
        self.word = word

    def __hash__(self) -> int:
        return id(self.word)

    def __eq__(self, other: Any) -> bool:
        return self.word is other.word


def said(word: Text, language: str | None = None) -> str:
    """Return a word of ours in a language, else the active one; each is translated once.

    For what a module says once and for all: a word made for one request is better left alone.
    """
    if not isinstance(word, Promise):
        return word
    return _translated(_Word(word), language or get_language() or "")


@lru_cache(maxsize=MOST_WORDS)
def _translated(word: _Word, language: str) -> str:
    with override(language):
        return str(word.word)
