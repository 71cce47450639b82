"""Adds records to the log."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from dutyline.kernel.ledger.models import Entry, Salt
from dutyline.kernel.ledger.rules.canonical import SALT, commitment, entry_text
from dutyline.kernel.ledger.rules.merkle import leaf_hash

_TAKE = """
INSERT INTO ledger_tail (id, size) VALUES (1, %s)
ON CONFLICT (id) DO UPDATE SET size = ledger_tail.size + excluded.size RETURNING size
"""


@transaction.atomic(savepoint=False)
def add(*, kind: str, records: Mapping[int, Mapping[str, Any]], at: datetime) -> list[Entry]:
    """Enter records of a kind, by id, in this order; return their entries.

    Three statements for up to some hundred records. Whoever adds at the same moment waits until
    this transaction is over. A record that is entered already breaks it (IntegrityError).
    """
    if not records:
        return []
    first = take(len(records)) - len(records)
    entries, salts = [], []
    for index, (record_id, payload) in enumerate(records.items(), start=first):
        salt = secrets.token_bytes(SALT)
        entry = _entry(index, kind, record_id, at, commitment(salt, payload))
        entries.append(entry)
        salts.append(Salt(entry=entry, salt=salt))
    Entry.objects.bulk_create(entries)
    Salt.objects.bulk_create(salts)
    return entries


def take(places: int) -> int:
    """Take the next places and return how many are taken then; with 0 only keep others from it.

    Who took some holds the end of the log until his transaction is over.
    """
    # The ORM has no UPDATE … RETURNING, and adding is counted in statements.
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [places])
        return int(cursor.fetchone()[0])


def _entry(index: int, kind: str, record_id: int, at: datetime, bound: bytes) -> Entry:
    text = entry_text(kind=kind, record_id=record_id, at=at, bound=bound)
    return Entry(
        index=index, kind=kind, record_id=record_id, at=at, bound=bound, leaf=leaf_hash(text)
    )
