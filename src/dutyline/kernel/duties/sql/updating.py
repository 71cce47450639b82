"""Writes many rows of one table in one statement.

Django's `bulk_update` builds a CASE a row and field, which costs more time than the database takes.
"""

from collections.abc import Sequence

from django.db import connection
from django.db.models import Field, Model
from django.db.models.options import Options

from dutyline.kernel.duties.sql.values import execute, fill, places

MOST_PARAMETERS = 30_000
_SQL = """
WITH n ({columns}) AS (VALUES {values})
UPDATE {table} SET {assignments} FROM n WHERE {table}.id = n.id
"""


def update_rows(objects: Sequence[Model], names: Sequence[str]) -> int:
    """Write the named fields of objects of one model, found by their id; return how many."""
    if not objects:
        return 0
    meta = type(objects[0])._meta
    fields = [_column(meta, name) for name in ("id", *names)]
    at_once = MOST_PARAMETERS // len(fields)
    return sum(
        _update(meta.db_table, fields, objects[start : start + at_once])
        for start in range(0, len(objects), at_once)
    )


def _column(meta: "Options[Model]", name: str) -> Field:
    field = meta.get_field(name)
    if not isinstance(field, Field) or field.column is None:
        raise TypeError(f"{name} is no column")
    return field


def _update(table: str, fields: Sequence[Field], objects: Sequence[Model]) -> int:
    parameters = [
        field.get_db_prep_save(getattr(each, field.attname), connection)
        for each in objects
        for field in fields
    ]
    columns = [str(field.column) for field in fields]
    first = places(fields)
    if connection.vendor == "postgresql":
        # Only the first row says what its values are; a plain parameter would be text.
        first = f"({', '.join(f'%s::{field.cast_db_type(connection)}' for field in fields)})"
    rest = [places(fields)] * (len(objects) - 1)
    sql = fill(
        _SQL,
        columns=", ".join(columns),
        values=", ".join([first, *rest]),
        table=table,
        assignments=", ".join(f"{column} = n.{column}" for column in columns[1:]),
    )
    return execute(sql, parameters)
