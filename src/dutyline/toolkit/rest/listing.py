"""Bounded lists, read on by the last row seen."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import ConfigDict, Field

from dutyline.toolkit.paging import Column, keyset_page

Item = TypeVar("Item")
LARGEST_PAGE = 200


class Listing(Schema, Generic[Item]):
    """A page: `items`, and the cursor of what follows, null at the end."""

    items: list[Item]
    next: str | None


class Asked(Schema):
    """What every list may be asked; a parameter a route does not know is refused."""

    model_config = ConfigDict(extra="forbid")

    cursor: str | None = Field(None, max_length=1000, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=LARGEST_PAGE)


def listing(rows: QuerySet[Any], order: Sequence[str | Column], asked: Asked) -> dict[str, Any]:
    """Return the page asked for; raises BadCursor for a cursor that was not ours."""
    page = keyset_page(rows, order, asked.cursor, asked.limit)
    return {"items": page.rows, "next": page.next}


def listed(rows: Iterable[Any], key: str, asked: Asked) -> dict[str, Any]:
    """Return a page of rows in memory, ordered by the unique text attribute `key`."""
    ordered = sorted(rows, key=attrgetter(key))
    if asked.cursor is not None:
        ordered = [each for each in ordered if getattr(each, key) > asked.cursor]
    page = ordered[: asked.limit]
    return {"items": page, "next": getattr(page[-1], key) if len(ordered) > len(page) else None}


def whole(rows: Sequence[Model] | Sequence[Any]) -> dict[str, Any]:
    """Return a list that is short by its nature, at once and whole."""
    return {"items": list(rows), "next": None}
