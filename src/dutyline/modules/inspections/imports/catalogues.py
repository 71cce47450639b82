"""Finds categories and inspection kinds by what people call them."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.modules.inspections.imports.rows import LedgerRow, Notes
from dutyline.modules.inspections.operations.recording import CATEGORIES

KINDS = "inspection_kind"


def finder(kind: str, column: str, on: date, notes: Notes) -> Callable[[LedgerRow], str]:
    """Return a function that gives the key for what a row says in a column.

    Words that name no entry in either language are kept as they are, with a decision noted.
    """
    by_label: dict[str, str] = {}
    keys = set()
    for entry in catalogue(kind, on):
        keys.add(entry.key)
        for label in (entry.label_en, entry.label_zh):
            by_label.setdefault(folded(label), entry.key)

    def key_of(row: LedgerRow) -> str:
        words = row.text(column)[:100]
        if not words or words in keys:
            return words
        known = by_label.get(folded(words))
        if known is None:
            sentence = _("“{words}” is in no list of ours; it is kept as words.")
            notes.decide("kept_as_words", sentence.format(words=words), row.number)
        return known or words

    return key_of


def categories(on: date, notes: Notes) -> Callable[[LedgerRow], str]:
    """Return the finder of categories."""
    return finder(CATEGORIES, "category", on, notes)


def kinds(on: date, notes: Notes) -> Callable[[LedgerRow], str]:
    """Return the finder of inspection kinds."""
    return finder(KINDS, "kind", on, notes)
