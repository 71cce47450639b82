"""Counts of several queries in one statement, none of which looks further than it must."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Expression, IntegerField, Model, QuerySet, Subquery


class CappedCount(Subquery):
    """How many rows a query has, looking at no more than one beyond `cap`."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS capped)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet[Any], cap: int) -> None:
        """Count no further than `cap` + 1."""
        super().__init__(rows.order_by().values("pk")[: cap + 1])


def numbers(row: QuerySet[Model], expressions: Sequence[Expression]) -> list[int]:
    """Return the value of each expression in one statement, hung on a row that is there."""
    if not expressions:
        return []
    return [int(value or 0) for value in row.values_list(*expressions).get()]
