"""Loads a table without its indexes, and builds them afterwards: that is many times faster."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from bench.measuring import execute

_KNOWN = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s "
    "AND sql IS NOT NULL AND sql NOT LIKE 'CREATE UNIQUE%%'",
    "postgresql": "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s "
    "AND indexdef NOT LIKE 'CREATE UNIQUE%%'",
}


@contextmanager
def without_indexes(*tables: str) -> Iterator[None]:
    """Drop the indexes of these tables, unique ones excepted, and make them again at the end."""
    found: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(_KNOWN[connection.vendor], [table])
            found += cursor.fetchall()
    for name, _sql in found:
        execute(f'DROP INDEX "{name}"')
    try:
        yield
    finally:
        for _name, sql in found:
            execute(sql)
