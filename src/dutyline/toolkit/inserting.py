"""Adds rows that may be there already, and says which were new."""

from collections.abc import Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import Model

Row = TypeVar("Row", bound=Model)
_SQL = """
INSERT INTO {table} ({columns}) VALUES {values}
ON CONFLICT DO NOTHING RETURNING {key}, {known_by}
"""


def insert_new(rows: Sequence[Row], *, known_by: str) -> list[Row]:
    """Insert the rows that break no uniqueness, in one statement; return those, with their ids.

    The field `known_by` tells the rows apart. Whoever inserts the same at the same moment waits,
    and then finds it there.
    """
    if not rows:
        return []
    meta = type(rows[0])._meta
    fields = [field for field in meta.concrete_fields if not field.primary_key]
    parameters = [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for row in rows
        for field in fields
    ]
    places = f"({', '.join(['%s'] * len(fields))})"
    sql = _SQL.format(
        table=meta.db_table,
        columns=", ".join(f'"{field.column}"' for field in fields),
        values=", ".join([places] * len(rows)),
        key=meta.pk.column,
        known_by=known_by,
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        ids = {known: pk for pk, known in cursor.fetchall()}
    for row in rows:
        row.pk = ids.get(getattr(row, known_by))
        row._state.adding = row.pk is None
    return [row for row in rows if row.pk is not None]
