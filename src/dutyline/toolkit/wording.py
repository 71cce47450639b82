"""Words put in a row, or picked out of two languages, as the reader's language does."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override, pgettext


def in_a_row(words: Iterable[str | Promise]) -> str:
    """Return words joined as a list in the active language: "a, b" or “a、b”."""
    return pgettext("list", ", ").join(str(word) for word in words)


def with_more(what: object, more: object) -> str:
    """Return words with what is said besides, in the active language: "a, b" or “甲，乙”."""
    return pgettext("what, and more of it", "%(what)s, %(more)s") % {"what": what, "more": more}


def beside(what: str, where: str) -> str:
    """Join a name and where it is, by the script they are written in: "a, b" or “甲，乙”.

    For what is kept in words: it reads the same for everybody, whoever happens to write it.
    """
    return f"{what}，{where}" if is_cjk(what) or is_cjk(where) else f"{what}, {where}"


def in_language(pair: Mapping[str, str]) -> str:
    """Return the reader's language of `{"en": …, "zh": …}`, the other one where it is empty."""
    if (get_language() or "").startswith("zh"):
        return pair["zh"] or pair["en"]
    return pair["en"] or pair["zh"]


def known_by(english: str, chinese: str) -> str:
    """Return the words a row is known by: the English, else what is said in Chinese only."""
    return english if english.strip() else chinese


def both(row: Any, name: str) -> dict[str, str]:
    """Return the fields `name_en` and `name_zh` of a row as a pair."""
    return {"en": getattr(row, f"{name}_en"), "zh": getattr(row, f"{name}_zh")}


def is_pair(value: object) -> bool:
    """Say whether a value is words in both languages."""
    return isinstance(value, Mapping) and value.keys() == {"en", "zh"}


def in_every_language(text: str | Promise) -> tuple[str, ...]:
    """Return a translated word in each language of the product, without repetition."""
    words = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            words.append(str(text))
    return tuple(dict.fromkeys(words))


def is_cjk(text: str) -> bool:
    """Say whether a text has Chinese characters."""
    return any("\u3400" <= char <= "\u9fff" for char in text)
