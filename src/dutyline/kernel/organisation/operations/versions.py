"""How a dated row gets its next version, or ends."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet, Value
from django.db.models.functions import Greatest

from dutyline.kernel.organisation.models import Post, PostVersion, Unit, UnitVersion
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.refusals import AlreadyClosed, BeforeHistory

PART = 5000
"""Ids a statement: SQLite takes 32,766 parameters."""


def amend(row: Unit | Post, on: date, **facts: Any) -> UnitVersion | PostVersion:
    """Write what is true of `row` from the day `on`, and return that version.

    A second change of the same day replaces the first. Refuses a closed row and a day before
    the latest change.
    """
    version: UnitVersion | PostVersion = row.versions.select_for_update().latest("valid_from", "id")
    if version.valid_to is not None:
        raise AlreadyClosed(name=row)
    if on < version.valid_from:
        raise BeforeHistory(name=row, since=version.valid_from)
    if on > version.valid_from:
        version.valid_to = on
        version.save(update_fields=["valid_to"])
        version.pk = None
        version._state.adding = True
        version.valid_from, version.valid_to = on, None
    for name, value in facts.items():
        setattr(version, name, value)
    version.save()
    return version


def reaching_past(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Keep the dated rows that are true on some day from `on`."""
    return rows.filter(overlapping(on, date.max))


def end(rows: type[Model], column: str, ids: Sequence[int], on: date) -> None:
    """End the dated rows whose `column` is in `ids`; what had not begun by then never runs."""
    for start in range(0, len(ids), PART):
        part = rows._default_manager.filter(**{f"{column}__in": ids[start : start + PART]})
        reaching_past(part, on).update(valid_to=Greatest("valid_from", Value(on)))
