"""Values on their way into hand-written SQL and back, alike on both databases."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection


def stamp(moment: datetime) -> Any:
    """Return a moment as the database stores it."""
    return connection.ops.adapt_datetimefield_value(moment)


def moment(value: Any) -> datetime:
    """Return a stored moment as an aware one in UTC."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def day(value: Any) -> date | None:
    """Return a stored day."""
    return value if value is None or isinstance(value, date) else date.fromisoformat(value)


def known_day(value: Any) -> date:
    """Return a stored day that is never empty."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def number(value: Any) -> Decimal:
    """Return a stored amount."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def places(values: Sequence[Any]) -> str:
    """Return as many placeholders as there are values, in brackets."""
    return f"({', '.join(['%s'] * len(values))})"


def rows(sql: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """Return what a statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        return list(cursor.fetchall())


def execute(sql: str, parameters: Iterable[Any] = ()) -> int:
    """Run a statement and return how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        return int(cursor.rowcount)


def fill(template: str, **words: str) -> str:
    """Return a statement with its fixed parts put in; values never go this way."""
    return template.format(**words)


def overlapping(alias: str) -> str:
    """Return the condition that a dated row is true on a day before %s and not all before %s."""
    return f"{alias}.valid_from < %s AND ({alias}.valid_to IS NULL OR {alias}.valid_to > %s)"


def running(alias: str, on: str) -> str:
    """Return the condition that a dated row is true on the day expression `on`."""
    return f"{alias}.valid_from <= {on} AND ({alias}.valid_to IS NULL OR {alias}.valid_to > {on})"
