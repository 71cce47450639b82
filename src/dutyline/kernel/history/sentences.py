"""Turns history entries into sentences in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from dutyline.kernel.history.models import Entry
from dutyline.kernel.registry import history_words, sentence


class _Places(dict[str, Any]):
    """The words that fill a sentence; what an old entry does not know stays a dash."""

    def __missing__(self, _name: str) -> str:
        return "–"


def tell(entry: Entry) -> SafeString:
    """Return the entry as one sentence, who did it in bold, everything escaped."""
    places = _places(entry, conditional_escape)
    places["by"] = format_html("<b>{}</b>", entry.by_name)
    return SafeString(conditional_escape(_sentence(entry)).format_map(places))


def tell_plainly(entry: Entry) -> str:
    """Return the entry as one sentence without markup, for exports and papers."""
    return _sentence(entry).format_map(_places(entry, str))


def _sentence(entry: Entry) -> str:
    try:
        return str(sentence(entry.verb))
    except KeyError:  # of a module no longer built in: the bare facts
        return "{by}: " + entry.verb + " {subject}"


def _places(entry: Entry, safe: Callable[[str], str]) -> _Places:
    places = _Places(
        {
            key: safe(str(value))
            for key, value in _in_words(entry.data).items()
            if isinstance(value, str | int | float)
        }
    )
    places["by"] = safe(entry.by_name)
    places["subject"] = safe(entry.subject_label)
    return places


def _in_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with keys such as a role's replaced by words in the reader's language."""
    known = history_words()
    return {
        place: str(known[place].get(value, value))
        if place in known and isinstance(value, str)
        else value
        for place, value in data.items()
    }
