"""What rules said before a newer version of their pack only reworded them."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date
from typing import TypeVar

from dutyline.kernel.criteria.models import Rewording, Sourced

Row = TypeVar("Row", bound=Sourced)
Of = tuple[str, str, str, date]
"""Catalogue, key, pack and first day: which row was reworded."""


def through_time(catalogue: str, rows: Sequence[Row]) -> list[Row]:
    """Return rows of a catalogue, "" of criteria, as they were said: one a wording, newest first.

    Copies: each holds from the day it was said so until it was said otherwise. One statement.
    """
    found = Rewording.objects.filter(catalogue=catalogue)
    keys = {row.key for row in rows}
    if len(keys) == 1:
        found = found.filter(key__in=keys)
    known = by_row(found)
    return [each for row in rows for each in wordings(catalogue, row, known)]


def said_on(catalogue: str, rows: Sequence[Row], day: date) -> list[Row]:
    """Return rows of a catalogue, "" of criteria, with the words they had on a day; one statement.

    Copies where they were reworded since.
    """
    known = by_row(Rewording.objects.filter(catalogue=catalogue, on__gt=day))
    said = []
    for row in rows:
        reworded = known.get((catalogue, row.key, row.pack, row.valid_from), ())
        then = copy(row) if reworded else row
        for each in reworded:
            _say(then, each)
        said.append(then)
    return said


def by_row(rewordings: Iterable[Rewording]) -> dict[Of, list[Rewording]]:
    """Return rewordings by the row they are of, the newest first."""
    found: dict[Of, list[Rewording]] = {}
    for each in sorted(rewordings, key=lambda each: (each.at, each.pk), reverse=True):
        of = (each.catalogue, each.key, each.pack, each.valid_from)
        found.setdefault(of, []).append(each)
    return found


def wordings(catalogue: str, row: Row, known: dict[Of, list[Rewording]]) -> list[Row]:
    """Return a row once for each wording that held for a day, the newest first."""
    of = (catalogue, row.key, row.pack, row.valid_from)
    said: list[Row] = []
    last = copy(row)
    for each in known.get(of, ()):
        # A row that was over already had its earlier words to the end.
        if last.valid_to is None or each.on < last.valid_to:
            now = copy(last)
            now.valid_from = each.on
            said.append(now)
            last = copy(last)
            last.valid_to = each.on
        _say(last, each)
    said.append(last)
    return [each for each in said if each.valid_to is None or each.valid_from < each.valid_to]


def _say(row: Sourced, former: Rewording) -> None:
    for name, words in {**former.before, "pack_version": former.pack_version}.items():
        setattr(row, name, words)
