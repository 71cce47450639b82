"""One way to write a record down, so that the same record always has the same hash (RFC 8785)."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

import rfc8785

VERSION = 1
"""How entries are written; what was written under an older number stays as it is."""
SALT = 32
"""Bytes of a salt: without it nobody can guess what a commitment hides."""
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
    return hashlib.sha256(salt + canonical(plain(payload))).digest()


def entry_text(*, kind: str, record_id: int, at: datetime, bound: bytes) -> bytes:
    """Return an entry as it enters the tree: what kind of record, which, since when, bound to what.

    No name and no word of the record is in it. A kind is lower-case Latin words with dots.
    """
    # Canonical JSON of five plain words; written here since a whole log is checked entry by entry.
    return (
        f'{{"at":"{moment(at)}","commitment":"{bound.hex()}","kind":"{kind}",'
        f'"record":"{record_id}","v":{VERSION}}}'
    ).encode()


def moment(at: datetime) -> str:
    """Return a moment in UTC to the microsecond, as every record writes it."""
    return f"{at.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


def plain(value: Any) -> Any:
    """Return a record as JSON can say it: moments in UTC, dates, broken and large numbers as text.

    Readers of JSON, and databases, differ in how they write numbers; text reads the same for ever.
    """
    match value:
        case datetime():
            return moment(value)
        case date():
            return value.isoformat()
        case Decimal():
            return format(value.normalize(), "f")
        case Mapping():
            return {str(key): plain(each) for key, each in value.items()}
        case list() | tuple():
            return [plain(each) for each in value]
        case float() if isfinite(value):
            return plain(int(value)) if value.is_integer() else repr(value)
        case int() if not isinstance(value, bool) and abs(value) > WHOLE:
            return str(value)
        case str():
            return str(value)
        case _:
            return value
