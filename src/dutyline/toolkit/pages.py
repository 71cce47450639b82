"""Keyset pages of lists as pages of the site show them: rows, and addresses of the neighbours."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from dutyline.toolkit.paging import BadCursor, Column, Page, keyset_page

Row = TypeVar("Row", bound=Model)
CURSOR = "at"
"""The query parameter that carries the cursor; every other one stays as it is."""


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """Rows of one page; `newer` and `older` are addresses, empty where nothing follows."""

    rows: list[Row]
    newer: str
    older: str


def page_of(
    request: HttpRequest, rows: QuerySet[Row], order: Sequence[str | Column], size: int
) -> ListPage[Row]:
    """Return the page `?at=` names; a cursor nobody gave answers like a page that is not there."""
    return page_read(request, lambda cursor: keyset_page(rows, order, cursor, size))


def page_read(request: HttpRequest, read: Callable[[str | None], Page[Row]]) -> ListPage[Row]:
    """Return the same of a page that is read in another way, by its cursor."""
    try:
        page = read(request.GET.get(CURSOR))
    except BadCursor as error:
        raise Http404 from error
    return ListPage(page.rows, _address(request, page.previous), _address(request, page.next))


def _address(request: HttpRequest, cursor: str | None) -> str:
    if cursor is None:
        return ""
    query = request.GET.copy()
    query[CURSOR] = cursor
    return f"?{query.urlencode()}"
