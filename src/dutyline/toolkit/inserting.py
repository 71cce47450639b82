"""Inserts rows by a statement that is written once a table.

The ORM writes it anew each time, which takes longer than the database does to carry it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Field, Model

from dutyline.toolkit.handing import Hand, hand_over, kept_as_it_is

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class _Table:
    """A table as it is written to: how each field hands its values over, and what it derives."""

    fields: tuple[tuple[str, type | None, Hand], ...]
    derived: "tuple[Field[Any, Any], ...]"
    begin: str
    places: str


def insert(rows: Sequence[Model]) -> None:
    """Insert new rows of one table in one statement, and give them what the database derives.

    For a few rows; many are for `bulk_create`, which parts them.
    """
    table = _table(type(rows[0]))
    sql = table.begin + ", ".join([table.places] * len(rows))
    if table.derived:
        sql += f" RETURNING {_columns(table.derived)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(table, rows))
        found = cursor.fetchall() if table.derived else [()] * len(rows)
    for row, derived in zip(rows, found, strict=True):
        for field, value in zip(table.derived, derived, strict=True):
            setattr(row, field.attname, value)
        row._state.adding, row._state.db = False, connection.alias


def insert_new(rows: Sequence[Row], *, known_by: str) -> list[Row]:
    """Insert the rows that break no uniqueness, in one statement; return those, with their ids.

    The field `known_by` tells the rows apart. Whoever inserts the same at the same moment waits,
    and then finds it there.
    """
    if not rows:
        return []
    table, key = _table(type(rows[0])), type(rows[0])._meta.pk.column
    values = ", ".join([table.places] * len(rows))
    sql = f"{table.begin}{values} ON CONFLICT DO NOTHING RETURNING {key}, {known_by}"
    with connection.cursor() as cursor:
        cursor.execute(sql, _values(table, rows))
        ids = {known: pk for pk, known in cursor.fetchall()}
    for row in rows:
        row.pk = ids.get(getattr(row, known_by))
        row._state.adding = row.pk is None
    return [row for row in rows if row.pk is not None]


@cache
def _table(model: type[Model]) -> _Table:
    meta = model._meta
    derived = tuple(meta.db_returning_fields)
    fields = tuple(field for field in meta.concrete_fields if field not in derived)
    kept = tuple(
        (field.attname, kept_as_it_is(field), hand_over(field, saving=True)) for field in fields
    )
    # Names of tables and columns are ours.
    begin = f'INSERT INTO "{meta.db_table}" ({_columns(fields)}) VALUES '  # noqa: S608
    return _Table(kept, derived, begin, f"({', '.join(['%s'] * len(fields))})")


def _columns(fields: "Sequence[Field[Any, Any]]") -> str:
    return ", ".join(f'"{field.column}"' for field in fields)


def _values(table: _Table, rows: Sequence[Model]) -> list[Any]:
    values = []
    for row in rows:
        for name, as_it_is, hand in table.fields:
            value = getattr(row, name)
            if value is not None and value.__class__ is not as_it_is:
                value = hand(value, connection)
            values.append(value)
    return values
