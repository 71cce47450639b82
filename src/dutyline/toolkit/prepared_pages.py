"""Keyset pages of a list that is written once for each shape: see `prepared.py`."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db.models import QuerySet

from dutyline.toolkit.paging import (
    MAX_SIZE,
    Column,
    Page,
    Start,
    field_of,
    page_found,
    rows_from,
    start_of,
)
from dutyline.toolkit.prepared import Prepared, Slot


class PreparedPages:
    """Pages as `keyset_page` makes them; a page from the middle is written once too."""

    def __init__(self, rows: QuerySet[Any, Any], write: Callable[..., QuerySet[Any, Any]]) -> None:
        """Keep the rows there are, and how those of a shape are picked from them."""
        self._rows = rows
        self._write = write
        self._prepared: Prepared[Any] = Prepared(self._written)

    def page(
        self,
        *shape: Hashable,
        order: Sequence[str | Column],
        cursor: str | None,
        size: int,
        **values: Any,
    ) -> Page[Any]:
        """Return the page after (or before) a cursor in one statement; raises BadCursor."""
        columns = tuple(Column.of(each) for each in order)
        size = max(1, min(size, MAX_SIZE))
        start = start_of(self._rows, columns, cursor)
        empty = None if start.values is None else tuple(each is None for each in start.values)
        begun = (columns, start.backwards, empty, size)
        found = self._prepared.rows(*begun, *shape, cursor=start.values, **values)
        return page_found(found, columns, start, size)

    def _written(
        self,
        columns: Sequence[Column],
        backwards: bool,
        empty: Sequence[bool] | None,
        size: int,
        *shape: Hashable,
    ) -> QuerySet[Any, Any]:
        start = Start(backwards)
        if empty is not None:
            start = Start(backwards, [self._slot(columns, *each) for each in enumerate(empty)])
        return rows_from(self._write(*shape), columns, start)[: size + 1]

    def _slot(self, columns: Sequence[Column], number: int, empty: bool) -> Slot | None:
        """Return where the value of a column goes; an empty one is a condition of its own."""
        field = field_of(self._rows, columns[number].name)
        # What the database derives itself is compared as what it derives.
        return None if empty else Slot("cursor", getattr(field, "output_field", field), number)
