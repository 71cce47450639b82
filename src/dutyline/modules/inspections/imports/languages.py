"""The same word in every language the product speaks, so that a file may be in any of them."""

from collections.abc import Iterable

from django.utils.functional import Promise

from dutyline.toolkit.spreadsheets.values.choices import Choice
from dutyline.toolkit.wording import in_every_language

Text = str | Promise


def choices_of(choices: Iterable[tuple[str, Text]], others: dict[str, str]) -> tuple[Choice, ...]:
    """Return what a cell may say for each member of an enumeration but the empty one.

    `others` are further spellings by key, parted by bars.
    """
    return tuple(
        Choice(
            key,
            label,
            (*in_every_language(label), *filter(None, others.get(key, "").split("|"))),
        )
        for key, label in choices
        if key
    )
