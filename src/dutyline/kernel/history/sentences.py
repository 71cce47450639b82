"""Turns history entries into sentences in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from dutyline.kernel.history.models import Entry
from dutyline.kernel.registry import history_words, sentence
from dutyline.toolkit.wording import in_language, is_pair


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
    places["subject"] = safe(label_of(entry))
    return places


def label_of(entry: Entry) -> str:
    """Return what the subject was called, in the reader's language where both were kept."""
    pair = entry.data.get("subject")
    return in_language(pair) if is_pair(pair) else entry.subject_label


def call(entry: Entry, words: str) -> Entry:
    """Let the sentence of an entry call its subject something else; not to be saved."""
    entry.subject_label = words
    entry.data = {key: value for key, value in entry.data.items() if key != "subject"}
    return entry


def _in_words(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data with pairs, and keys such as a role's, as words in the reader's language."""
    known = history_words()
    return {place: _said(value, known.get(place, {})) for place, value in data.items()}


def _said(value: Any, words: Mapping[str, Any]) -> Any:
    if is_pair(value):
        return in_language(value)
    return str(words.get(value, value)) if isinstance(value, str) else value
