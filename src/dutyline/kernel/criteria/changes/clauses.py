"""One clause: how it was found, when it changes, what it says before and after."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

from dutyline.kernel.criteria.changes.packs import change_on_the_shelf
from dutyline.kernel.criteria.changes.words import Then, Turn, entry_change
from dutyline.kernel.criteria.lookup import CITED, catalogue, catalogue_ever, clause_words
from dutyline.kernel.criteria.models import CatalogueItem, Sourced, in_language
from dutyline.kernel.criteria.reworded import through_time
from dutyline.kernel.criteria.shelf import book
from dutyline.kernel.organisation.changing import chosen_day
from dutyline.kernel.registry import Change
from dutyline.kernel.registry.touching import CLAUSE

DAY = timedelta(days=1)


def clauses_like(words: str, limit: int, on: date) -> list[CatalogueItem]:
    """Return the clauses, of a day or ever, whose words, source or number hold every word."""
    wanted = words.casefold().split()
    found: dict[str, CatalogueItem] = {}
    for kind in CITED:
        known = {**catalogue_ever(kind), **{row.key: row for row in catalogue(kind, on)}}
        for row in known.values():
            said = (
                f"{row.key} {row.label_en} {row.label_zh} {row.instrument_en} {row.instrument_zh}"
                f" {row.clause_en} {row.clause_zh}"
            ).casefold()
            if all(word in said for word in wanted):
                found.setdefault(row.key, row)
    ordered = sorted(found.values(), key=lambda row: (row.kind, row.position, row.key))
    return ordered[:limit]


def newest_clauses(limit: int) -> list[tuple[CatalogueItem, date]]:
    """Return the clauses that changed last or are going to, with the day, the latest first."""
    said = {kind: _in_words(kind, book(kind)) for kind in CITED}
    found = [
        (rows[0], day)
        for kind in CITED
        for key, rows in _by_key(kind).items()
        if (day := max(_days(said[kind].get(key, []), date.max), default=None)) is not None
    ]
    found.sort(key=lambda each: (each[1], each[0].key), reverse=True)
    return found[:limit]


def change_of_clause(key: str, *, today: date, on: date | None = None) -> Change | None:
    """Return the change of a clause on a day; None of a key no clause ever had.

    Without a day it is the next to come, else what a newer pack not loaded yet would change, else
    the newest; where it never changed, what rests on it today.
    """
    kind, rows = _rows(key)
    if not rows:
        return None
    said = _in_words(kind, rows).get(key, [])
    days = _days(said, today)
    if on is None and not any(each > today for each in days):
        shelf = _on_the_shelf(kind, key, rows, today)
        if shelf is not None:
            return replace(shelf, days=tuple(days))
    day = chosen_day(days, today=today, on=on)
    known = day in days
    was, is_now = _then(said, day - DAY if known else day), _then(said, day)
    entries = (entry_change(kind, key, Turn(day, was, is_now), {}),) if known else ()
    return Change(
        kind=CLAUSE,
        day=day,
        today=today,
        known=known,
        days=tuple(days),
        before=was.label if was else "",
        after=is_now.label if is_now else "",
        clauses=frozenset([key]),
        entries=entries,
    )


def name_of_clause(key: str) -> str:
    """Return what a clause is called: instrument and number, else what it says."""
    _kind, rows = _rows(key)
    words = clause_words(key)
    if words != key or not rows:
        return words
    return in_language({"en": rows[0].label_en, "zh": rows[0].label_zh})


def _on_the_shelf(kind: str, key: str, rows: Sequence[CatalogueItem], today: date) -> Change | None:
    """Return what a newer version of the clause's pack, not loaded yet, would change of it."""
    for pack in dict.fromkeys(row.pack for row in rows if row.pack):
        found = change_on_the_shelf(pack, today)
        entry = found and next((e for e in found.entries_of(kind) if e.key == key), None)
        if found and entry:
            return replace(
                found,
                kind=CLAUSE,
                day=entry.day,
                before=entry.before,
                after=entry.after,
                clauses=frozenset([key]),
                entries=(entry,),
                sections={},
            )
    return None


def _by_key(kind: str) -> dict[str, list[CatalogueItem]]:
    found: dict[str, list[CatalogueItem]] = {}
    for row in book(kind):
        found.setdefault(row.key, []).append(cast("CatalogueItem", row))
    return found


def _in_words(kind: str, rows: Sequence[Sourced]) -> dict[str, list[CatalogueItem]]:
    """Return rows as they were said through time, by key: what was reworded since stands apart."""
    found: dict[str, list[CatalogueItem]] = {}
    for row in through_time(kind, rows):
        found.setdefault(row.key, []).append(cast("CatalogueItem", row))
    return found


def _rows(key: str) -> tuple[str, list[CatalogueItem]]:
    for kind in CITED:
        rows = [cast("CatalogueItem", row) for row in book(kind) if row.key == key]
        if rows:
            return kind, rows
    return "", []


def _days(rows: Sequence[CatalogueItem], today: date) -> list[date]:
    """Return the days on which a clause says something else than the day before.

    Its first day counts only while it is still to come: what began long ago changed nothing.
    """
    edges = {row.valid_from for row in rows} | {row.valid_to for row in rows if row.valid_to}
    found = []
    for day in sorted(edges):
        was, is_now = _then(rows, day - DAY), _then(rows, day)
        if was is None and (is_now is None or day <= today):
            continue
        if was is None or not was.same_as(is_now):
            found.append(day)
    return found


def _then(rows: Sequence[CatalogueItem], day: date) -> Then | None:
    # Strongest and newest first, as the book is: the first that runs counts.
    row = next((each for each in rows if each.runs_on(day)), None)
    return None if row is None or row.retired else Then.of(row)
