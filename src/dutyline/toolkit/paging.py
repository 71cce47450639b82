"""Pages of long lists by the last row seen, so that a deep page costs what the first one does."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy

Row = TypeVar("Row", bound=Model)
Rows = TypeVar("Rows", bound=QuerySet[Any])
MAX_SIZE = 200
MAX_CURSOR = 1000


class BadCursor(ValueError):
    """The cursor was not made for this list and order."""


@dataclass(frozen=True)
class Column:
    """A column to order by; empty values of a nullable one come last in either direction."""

    name: str
    descending: bool = False
    nullable: bool = False

    @classmethod
    def of(cls, order: "str | Column") -> "Column":
        """Read `"-found_at"` as a column; one that may be empty must be given as a Column."""
        if isinstance(order, Column):
            return order
        return cls(order.lstrip("-"), descending=order.startswith("-"))

    def ordering(self, *, backwards: bool) -> OrderBy:
        """Return the ORDER BY term, turned round for a page read backwards."""
        down = self.descending != backwards
        if not self.nullable:
            return F(self.name).desc() if down else F(self.name).asc()
        if backwards:
            return (
                F(self.name).desc(nulls_first=True) if down else F(self.name).asc(nulls_first=True)
            )
        return F(self.name).desc(nulls_last=True) if down else F(self.name).asc(nulls_last=True)

    def beyond(self, value: Any, *, backwards: bool) -> Q | None:
        """Return "comes strictly after `value`" in reading direction; None where nothing can."""
        if value is None:
            return Q(**{f"{self.name}__isnull": False}) if backwards else None
        lookup = "lt" if self.descending != backwards else "gt"
        condition = Q(**{f"{self.name}__{lookup}": value})
        if self.nullable and not backwards:
            condition |= Q(**{f"{self.name}__isnull": True})
        return condition

    def same(self, value: Any) -> Q:
        """Return "has exactly this value"."""
        if value is None:
            return Q(**{f"{self.name}__isnull": True})
        return Q(**{self.name: value})


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page with the cursors of its neighbours; None where there is none."""

    rows: list[Row]
    next: str | None
    previous: str | None


@dataclass(frozen=True)
class Start:
    """Where a page begins: at the end of the list, or beyond a row of these values."""

    backwards: bool = False
    values: Sequence[Any] | None = None


def keyset_page(
    queryset: QuerySet[Row], order: Sequence[str | Column], cursor: str | None, size: int
) -> Page[Row]:
    """Return the page after (or before) a cursor in one statement.

    `order` ends with a unique column. Rows may be named tuples that hold the columns of `order`.
    `size` is cut to 1–200. Raises BadCursor for a cursor that
    is damaged or belongs to another order.
    """
    columns = [Column.of(each) for each in order]
    size = max(1, min(size, MAX_SIZE))
    start = start_of(queryset, columns, cursor)
    return page_found(list(rows_from(queryset, columns, start)[: size + 1]), columns, start, size)


def start_of(queryset: QuerySet[Any], columns: Sequence[Column], cursor: str | None) -> Start:
    """Return where the page of a cursor begins; raises BadCursor."""
    return Start(*_decode(cursor, columns, queryset)) if cursor else Start()


def rows_from(queryset: Rows, columns: Sequence[Column], start: Start) -> Rows:
    """Return the rows in order of reading, from a start on."""
    backwards = start.backwards
    rows = queryset.order_by(*(column.ordering(backwards=backwards) for column in columns))
    if start.values is None:
        return rows
    return rows.filter(_after(columns, start.values, backwards=backwards))


def page_found(found: list[Row], columns: Sequence[Column], start: Start, size: int) -> Page[Row]:
    """Return the page of rows read from a start on; one beyond `size` tells that more follow."""
    backwards = start.backwards
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    # Who reads backwards came from a later page, who reads on came from an earlier one.
    has_next = bool(found) and (backwards or more)
    has_previous = bool(found) and (more if backwards else start.values is not None)
    return Page(
        rows=found,
        next=_encode(columns, found[-1], backwards=False) if has_next else None,
        previous=_encode(columns, found[0], backwards=True) if has_previous else None,
    )


def capped_count(queryset: QuerySet[Any], cap: int) -> tuple[int, bool]:
    """Return (count, whether there are more) looking at no more than `cap` rows."""
    count = queryset.order_by()[: cap + 1].count()
    return min(count, cap), count > cap


def _after(columns: Sequence[Column], values: Sequence[Any], *, backwards: bool) -> Q:
    alternatives = Q(pk__in=[])
    equal = Q()
    for column, value in zip(columns, values, strict=True):
        beyond = column.beyond(value, backwards=backwards)
        if beyond is not None:
            alternatives |= equal & beyond
        equal &= column.same(value)
    return _bound(columns[0], values[0], backwards=backwards) & alternatives


def _bound(column: Column, value: Any, *, backwards: bool) -> Q:
    """Return the redundant range on the first column, by which an index starts at the cursor."""
    if value is None:
        return Q() if backwards else column.same(None)
    lookup = "lte" if column.descending != backwards else "gte"
    bound = Q(**{f"{column.name}__{lookup}": value})
    if column.nullable and not backwards:
        bound |= Q(**{f"{column.name}__isnull": True})
    return bound


def _encode(columns: Sequence[Column], row: Model, *, backwards: bool) -> str:
    values = [_plain(_value(row, column.name)) for column in columns]
    text = json.dumps([int(backwards), *values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


def _decode(
    cursor: str, columns: Sequence[Column], queryset: QuerySet[Any]
) -> tuple[bool, list[Any]]:
    if len(cursor) > MAX_CURSOR:
        raise BadCursor("too long")
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        parts = json.loads(raw.decode())
    except (binascii.Error, ValueError) as error:
        raise BadCursor("not a cursor") from error
    if not isinstance(parts, list) or len(parts) != len(columns) + 1 or parts[0] not in (0, 1):
        raise BadCursor("a cursor of another list")
    values = [
        _typed(queryset, column, part) for column, part in zip(columns, parts[1:], strict=True)
    ]
    return parts[0] == 1, values


def _typed(queryset: QuerySet[Any], column: Column, part: Any) -> Any:
    if part is None:
        if not column.nullable:
            raise BadCursor("empty value")
        return None
    if not isinstance(part, str) or "\0" in part:
        raise BadCursor("not a value")
    field = field_of(queryset, column.name)
    try:
        value = field.to_python(part)
        field.run_validators(value)
        if isinstance(value, datetime):
            value = value.astimezone(UTC)
    except (ValidationError, ValueError, TypeError, OverflowError) as error:
        raise BadCursor("value of another kind") from error
    if value is None:
        raise BadCursor("value of another kind")
    return value


def field_of(queryset: QuerySet[Any], name: str) -> Field:
    """Return the field behind a column to order by."""
    annotation = queryset.query.annotations.get(name)
    if annotation is not None:
        return annotation.output_field
    model = queryset.model
    field: Any = None
    for part in name.split(LOOKUP_SEP):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist as error:
            raise LookupError(f"no column {name} to order by") from error
        model = field.related_model or model
    target: Field = getattr(field, "target_field", field) if field.is_relation else field
    return target


def _value(row: Any, name: str) -> Any:
    if isinstance(row, tuple):
        return getattr(row, name)
    value: Any = row
    for part in name.split(LOOKUP_SEP):
        value = getattr(value, part, None)
        if value is None:
            return None
    return value.pk if isinstance(value, Model) else value


_PLAIN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (datetime, lambda value: value.isoformat()),
    (date, lambda value: value.isoformat()),
    (Decimal, str),
    (int, str),
    (str, str),
)


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    for kind, write in _PLAIN:
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"a list cannot be ordered by {type(value).__name__}")
