"""Copies of criteria in memory, right by construction.

Every change of criteria writes a new random token in its own transaction. A copy is used only
when the token it was read under is the one the database shows now, and rows and token are read in
one statement. Asking for the token costs one small statement; within `one_reading()`, which the
edge opens around a request or a sweep, it is asked once.
"""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db.models import F, Subquery

from dutyline.kernel.criteria.models import CatalogueItem, Criterion, Edition, Sourced
from dutyline.toolkit.prepared import Prepared

Book = tuple[Sourced, ...]
Worked = TypeVar("Worked")
MOST_DAYS = 1000
CRITERIA = ""
"""The book of criteria; every other book bears the kind of its catalogue."""


@dataclass
class _Shelf:
    """Books read under one token."""

    edition: UUID
    books: dict[str, Book] = field(default_factory=dict)
    worked_out: dict[tuple[Hashable, ...], Any] = field(default_factory=dict)


@dataclass
class _Reading:
    """What one request or sweep knows of the token."""

    edition: UUID | None = None
    wrote: bool = False


_EDITION: Prepared[UUID] = Prepared(
    lambda: Edition.objects.order_by("id").values_list("token", flat=True)[:1]
)
_current: list[_Shelf] = []
_reading: ContextVar[_Reading | None] = ContextVar("dutyline_criteria_reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Read criteria as they stand at the first question, until the block ends.

    A change made inside the block is seen at once, and so is its roll-back.
    """
    before = _reading.set(_Reading())
    try:
        yield
    finally:
        _reading.reset(before)


def book(name: str) -> Book:
    """Return every row of a catalogue, or of CRITERIA, strongest and newest first."""
    return _book(_shelf(), name)


def worked_out(name: str, work: Callable[[Book, date], Worked], on: date) -> Worked:
    """Return what a function makes of a book for a day; kept as long as the book is."""
    shelf = _shelf()
    rows = _book(shelf, name)
    if shelf is None or name not in shelf.books:
        return work(rows, on)
    asked = (name, work, on)
    if asked not in shelf.worked_out:
        # Imports ask for every day there ever was.
        if len(shelf.worked_out) >= MOST_DAYS:
            shelf.worked_out.clear()
        shelf.worked_out[asked] = work(rows, on)
    found: Worked = shelf.worked_out[asked]
    return found


def _shelf() -> _Shelf | None:
    """Return the books of the edition that counts now; None where nothing was ever written."""
    edition = _edition()
    if edition is None:
        return None
    shelf = next((each for each in _current if each.edition == edition), None)
    if shelf is None:
        shelf = _Shelf(edition)
        _current[:] = [shelf]
    return shelf


def _book(shelf: _Shelf | None, name: str) -> Book:
    if shelf is None:
        return _read(name)[0]
    found = shelf.books.get(name)
    if found is None:
        found, seen = _read(name)
        # Somebody else may have changed criteria between the two statements.
        if seen in (shelf.edition, None):
            shelf.books[name] = found
    return found


@contextmanager
def changing() -> Iterator[None]:
    """Let every copy know that criteria change; around each operation that changes them.

    Writers queue at the beginning, so that two people changing one criterion do it one after the
    other. The token changes there and again at the end: what is read in between is a half-done
    state under a token nobody else will ever see.
    """
    _turn_page()
    yield
    _turn_page()


def _turn_page() -> None:
    Edition.objects.update_or_create(pk=1, defaults={"token": uuid4()})
    reading = _reading.get()
    if reading is not None:
        reading.wrote = True


def _edition() -> UUID | None:
    reading = _reading.get()
    if reading is not None and reading.edition is not None and not reading.wrote:
        return reading.edition
    edition = next(iter(_EDITION.rows()), None)
    if reading is not None:
        reading.edition = edition
    return edition


def _read(name: str) -> tuple[Book, UUID | None]:
    token = Subquery(Edition.objects.order_by("id").values("token")[:1])
    rows = CatalogueItem.objects.filter(kind=name) if name else Criterion.objects.all()
    found = tuple(rows.annotate(edition=token).order_by("-rank", F("valid_from").desc(), "id"))
    return found, getattr(found[0], "edition", None) if found else None
