"""Numbers a page shows, asked in one statement, none of which looks further than it must."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest


@dataclass(frozen=True)
class Number:
    """A number the database finds: `form` says how, around the statement of `rows`."""

    rows: QuerySet[Any, Any]
    form: str = "({})"

    def written(self) -> tuple[str, Sequence[Any]]:
        """Return the SQL of the number with its values."""
        try:
            sql, values = self.rows.query.sql_with_params()
        except EmptyResultSet:
            return "0", ()
        return self.form.format(sql), values


def one_value(rows: QuerySet[Any, Any]) -> Number:
    """Ask for the value of a query of one row and one column; no row, or an empty one, is 0."""
    return Number(rows)


def capped_count(rows: QuerySet[Any, Any], cap: int) -> Number:
    """Ask how many rows there are, looking at no more than one beyond `cap`, in no order."""
    return row_count(keys_up_to(rows, cap))


def keys_up_to(rows: QuerySet[Any, Any], cap: int) -> QuerySet[Any, Any]:
    """Return the keys of no more rows than one beyond `cap`, in no order."""
    return rows.order_by().values_list("pk")[: cap + 1]


def row_count(rows: QuerySet[Any, Any]) -> Number:
    """Ask how many rows there are: all of them, so a query set without an end is not for this."""
    return Number(rows, "(SELECT COUNT(*) FROM ({}) AS counted)")


def numbers(asked: Sequence[Number]) -> list[int]:
    """Return every number, found in one statement.

    The statement is put together from those of the numbers: as subqueries of one query set they
    would be copied, renamed and compiled anew, which takes longer than the database does.
    """
    if not asked:
        return []
    written = [each.written() for each in asked]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(sql for sql, _values in written)}",
            [value for _sql, values in written for value in values],
        )
        return [int(value or 0) for value in cursor.fetchone()]


class Tally:
    """The numbers of one page: they wait until one of them is read, and are then asked at once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._asked: list[Number] = []
        self._found: list[int] = []

    def later(self, asked: Number) -> Callable[[], int]:
        """Note a number, and return what reads it."""
        self._asked.append(asked)
        place = len(self._asked) - 1
        return lambda: self._read(place)

    def _read(self, place: int) -> int:
        if place >= len(self._found):
            self._found += numbers(self._asked[len(self._found) :])
        return self._found[place]


def tally_of(request: HttpRequest) -> Tally:
    """Return the tally of a request: the page and the frame round it count in one statement."""
    kept: dict[str, Any] = request.__dict__
    tally: Tally = kept.setdefault("tally", Tally())
    return tally
