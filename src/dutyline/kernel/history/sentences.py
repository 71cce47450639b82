"""Turns history entries into sentences in the reader's language."""

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from dutyline.kernel.history.models import Entry
from dutyline.kernel.registry import sentence


def tell(entry: Entry) -> SafeString:
    """Return the entry as one sentence, names in bold, everything escaped."""
    places = {
        key: conditional_escape(str(value))
        for key, value in entry.data.items()
        if isinstance(value, str | int | float)
    }
    places["by"] = format_html("<b>{}</b>", entry.by_name)
    places["subject"] = conditional_escape(entry.subject_label)
    return SafeString(conditional_escape(str(sentence(entry.verb))).format(**places))


def tell_plainly(entry: Entry) -> str:
    """Return the entry as one sentence without markup, for exports and papers."""
    return str(sentence(entry.verb)).format(
        **{**entry.data, "by": entry.by_name, "subject": entry.subject_label}
    )
