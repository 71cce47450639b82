"""Questions to criteria and catalogues: what holds on a day.

The rows are shared copies: read them, never change them.
"""

from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from typing import Any, cast

from dutyline.kernel.criteria.models import CatalogueItem, Criterion
from dutyline.kernel.criteria.refusals import MissingCriterion, MissingEntry
from dutyline.kernel.criteria.shelf import CRITERIA, Book, book, worked_out

CITED = ("clause", "major_danger")
"""Catalogues whose keys stand for a clause."""


def criterion(key: str, on: date) -> Any:
    """Return the value of a criterion on a day: the enterprise's own, else the pack's.

    Raises MissingCriterion where nobody defines it on that day.
    """
    return deepcopy(criterion_row(key, on).value)


def criterion_row(key: str, on: date) -> Criterion:
    """Return the row a criterion's value on a day comes from; raises MissingCriterion."""
    for row in book(CRITERIA):
        if row.key == key and row.runs_on(on):
            return cast("Criterion", row)
    raise MissingCriterion(key=key, day=on)


def criteria_on(on: date) -> list[Criterion]:
    """Return the row that counts for every criterion on a day, by key."""
    running: dict[str, Criterion] = {}
    for row in book(CRITERIA):
        if row.runs_on(on):
            running.setdefault(row.key, cast("Criterion", row))
    return [running[key] for key in sorted(running)]


def criterion_timeline(key: str) -> list[Criterion]:
    """Return every row a criterion ever had: own rows and each pack's, newest first."""
    return [cast("Criterion", row) for row in book(CRITERIA) if row.key == key]


def catalogue(kind: str, on: date) -> list[CatalogueItem]:
    """Return the entries of a catalogue on a day, in the order they are shown.

    What stands under a retired entry is off the list with it.
    """
    return list(worked_out(kind, _running, on))


def catalogue_item(kind: str, key: str, on: date) -> CatalogueItem:
    """Return one entry of a catalogue on a day; raises MissingEntry."""
    for row in _entries(kind):
        if row.key == key and row.runs_on(on):
            if row.retired:
                break
            return row
    raise MissingEntry(kind=kind, key=key, day=on)


def catalogue_ever(kind: str) -> dict[str, CatalogueItem]:
    """Return the last row of every entry a catalogue ever had, to name what old records say."""
    last: dict[str, CatalogueItem] = {}
    for row in sorted(_entries(kind), key=lambda row: (row.retired, row.valid_to is not None)):
        last.setdefault(row.key, row)
    return last


def keys_below(kind: str, key: str) -> list[str]:
    """Return the key of an entry with those of all that ever stood under it."""
    parents = {row.key: row.parent for row in _entries(kind)}
    found = [key]
    for each in found:
        found += [below for below, above in parents.items() if above == each and below not in found]
    return found


def clause_words(basis: str) -> str:
    """Return a legal basis in the reader's language: instrument and clause.

    `basis` is a key of the catalogues of clauses or of major hidden dangers; anything else are
    somebody's own words and come back as they are.
    """
    for kind in CITED:
        found = catalogue_ever(kind).get(basis)
        if found is not None:
            # What an enterprise wrote itself names no instrument.
            return f"{found.instrument} {found.clause}".strip() or found.label
    return basis


def _running(rows: Book, on: date) -> tuple[CatalogueItem, ...]:
    running: dict[str, CatalogueItem] = {}
    for row in rows:
        if row.runs_on(on):
            running.setdefault(row.key, cast("CatalogueItem", row))
    shown = [row for row in running.values() if not _retired(row, running)]
    return tuple(sorted(shown, key=lambda row: (row.position, row.key)))


def _retired(row: CatalogueItem, running: dict[str, CatalogueItem]) -> bool:
    line: set[str] = set()
    here: CatalogueItem | None = row
    while here is not None and here.key not in line:
        if here.retired:
            return True
        line.add(here.key)
        here = running.get(here.parent) if here.parent else None
    return False


def _entries(kind: str) -> Iterable[CatalogueItem]:
    return (cast("CatalogueItem", row) for row in book(kind))
