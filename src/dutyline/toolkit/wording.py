"""Words put in a row as the reader's language does."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override, pgettext


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
    return f"{what}，{where}" if _is_cjk(what) or _is_cjk(where) else f"{what}, {where}"


def in_every_language(text: str | Promise) -> tuple[str, ...]:
    """Return a translated word in each language of the product, without repetition."""
    words = []
    for code, _name in settings.LANGUAGES:
        with override(code):
            words.append(str(text))
    return tuple(dict.fromkeys(words))


def _is_cjk(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)
