"""One way to write a record down, so that the same record always has the same hash (RFC 8785)."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

import rfc8785

VERSION = 1
"""How entries are written; what was written under an older number stays as it is."""
SALT = 32
"""Bytes of a salt: without it nobody can guess what a commitment hides."""
AS_IT_IS = frozenset({str, bool, type(None)})
"""Types of values JSON says without loss, which most are."""
ASTRAL = "\U00010000"
"""From here on RFC 8785 and Python sort the names of a record otherwise."""
WHOLE = 2**53 - 1
"""The largest whole number every reader of JSON reads without loss; larger ones become text."""


def canonical(value: Any) -> bytes:
    """Return JSON's own data as canonical JSON in UTF-8.

    Raises ValueError for what JSON cannot say without loss, a float that is no number for instance.
    """
    try:
        return rfc8785.dumps(value)
    except rfc8785.CanonicalizationError as problem:
        raise ValueError(str(problem)) from problem


def commitment(salt: bytes, payload: Mapping[str, Any]) -> bytes:
    """Return the 32 bytes that bind a record without telling it: SHA-256(salt ‖ record)."""
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes")
    return hashlib.sha256(salt + _written(plain(payload))).digest()


def entry_text(*, kind: str, record_id: int, at: datetime, bound: bytes) -> bytes:
    """Return an entry as it enters the tree: what kind of record, which, since when, bound to what.

    No name and no word of the record is in it. A kind is lower-case Latin words with dots.
    """
    return entry_line(kind, record_id, moment(at), bound)


def entry_line(kind: str, record_id: int, told: str, bound: bytes) -> bytes:
    """Return the same, where the moment is written already: most entries have that of others."""
    # Canonical JSON of five plain words; written here since a whole log is checked entry by entry.
    return (
        f'{{"at":"{told}","commitment":"{bound.hex()}","kind":"{kind}",'
        f'"record":"{record_id}","v":{VERSION}}}'
    ).encode()


def moment(at: datetime) -> str:
    """Return a moment in UTC to the microsecond, as every record writes it."""
    told = at if at.tzinfo is UTC else at.astimezone(UTC)
    return f"{told.isoformat(timespec='microseconds')[:-6]}Z"


def plain(value: Any) -> Any:
    """Return a record as JSON can say it: moments in UTC, dates, broken and large numbers as text.

    Readers of JSON, and databases, differ in how they write numbers; text reads the same for ever.
    """
    kind = type(value)
    if kind in AS_IT_IS:
        return value
    told = WRITTEN.get(kind)
    if told is None:
        # What is of a kind of one of these: a label of Django, an IntegerChoices, a defaultdict.
        told = next((WRITTEN[known] for known in WRITTEN if isinstance(value, known)), None)
    return told(value) if told else value


def _whole(value: int) -> int | str:
    return int(value) if abs(value) <= WHOLE else str(value)


def _broken(value: float) -> Any:
    if not isfinite(value):
        return value
    return _whole(int(value)) if value.is_integer() else repr(value)


WRITTEN: dict[type, Callable[[Any], Any]] = {
    datetime: moment,
    date: date.isoformat,
    Decimal: lambda value: format(value.normalize(), "f"),
    dict: lambda value: {str(key): plain(each) for key, each in value.items()},
    Mapping: lambda value: {str(key): plain(each) for key, each in value.items()},
    list: lambda value: [plain(each) for each in value],
    tuple: lambda value: [plain(each) for each in value],
    float: _broken,
    bool: lambda value: value,
    int: _whole,
    str: str,
}
"""How values of each kind are written; a kind stands before the kinds it is one of."""


def _written(value: Any) -> bytes:
    """Return a plain record as canonical JSON; without numbers to care for, ten times as fast."""
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return canonical(value) if not text.isascii() and max(text) >= ASTRAL else text.encode()
