"""Tells apart the ways in which a database cannot be written, and remembers the last one.

SQLite says it in words only; PostgreSQL has states for it: 53100 disk full, 25006 read only,
58030 a disk that fails; 55P03, 40001 and 40P01 where others write at the same time.
"""

import time
from dataclasses import dataclass
from enum import Enum

from django.db import DatabaseError


class Trouble(Enum):
    """Why nothing can be written; the value is what an operator is told."""

    FULL = "the disk is full: nothing can be written"
    READ_ONLY = "the database cannot be written: read only, or its disk fails"
    BUSY = "others write so much that one waited in vain"


SQLITE_WORDS = {
    "database or disk is full": Trouble.FULL,
    "attempt to write a readonly database": Trouble.READ_ONLY,
    "unable to open database file": Trouble.READ_ONLY,
    "disk i/o error": Trouble.READ_ONLY,
    "database is locked": Trouble.BUSY,
    "database table is locked": Trouble.BUSY,
}
POSTGRESQL_STATES = {
    "53100": Trouble.FULL,
    "25006": Trouble.READ_ONLY,
    "58030": Trouble.READ_ONLY,
    "55P03": Trouble.BUSY,
    "40001": Trouble.BUSY,
    "40P01": Trouble.BUSY,
}
REMEMBERED_SECONDS = 60
AGAIN_SECONDS = 5
"""After how long whoever met a busy database may try once more."""


@dataclass
class _Memory:
    """What this process met last; a monitor asks for it."""

    trouble: Trouble | None = None
    at: float = 0.0


_last = _Memory()


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Return why a write failed, where the database could not be written; None for all else."""
    while error is not None:
        if isinstance(error, DatabaseError):
            found = _known(error)
            if found is not None:
                if found is not Trouble.BUSY:  # it passes by itself: nothing for an operator to do
                    _last.trouble, _last.at = found, time.monotonic()
                return found
        error = error.__cause__ or error.__context__
    return None


def lately() -> Trouble | None:
    """Return what kept this process from writing within the last minute, if anything did."""
    fresh = time.monotonic() - _last.at < REMEMBERED_SECONDS
    return _last.trouble if fresh else None


def _known(error: DatabaseError) -> Trouble | None:
    state = getattr(error.__cause__, "sqlstate", None)
    if state:
        return POSTGRESQL_STATES.get(state)
    said = str(error).lower()
    return next((trouble for words, trouble in SQLITE_WORDS.items() if words in said), None)
