"""Takes words out of records, as the law may ask; the log stands, and says so."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.ledger.models import Entry, Removal, Salt
from dutyline.kernel.ledger.refusals import (
    BasisNeeded,
    CannotBeErased,
    ErasedBefore,
    NotInTheLog,
)
from dutyline.kernel.registry import ledger_sources


@transaction.atomic
def erase(
    *, by: Actor, kind: str, record_ids: Sequence[int], reason: str, basis: str, at: datetime
) -> list[Removal]:
    """Take the words out of records, with the salts that bind them; nobody can tell them again.

    `basis` is the law that asks for it. What is left of each record is bound by the erasure, which
    is an entry itself. Raises BasisNeeded, CannotBeErased, NotInTheLog, ErasedBefore.
    """
    by.require(Access.OPERATE)
    if not reason.strip() or not basis.strip():
        raise BasisNeeded
    source = next((each for each in ledger_sources() if each.kind == kind), None)
    if source is None or source.erase is None:
        raise CannotBeErased(kind=kind)
    rows = source.rows().in_bulk(record_ids)
    known = Entry.objects.filter(kind=kind, record_id__in=rows)
    entered = set(known.values_list("record_id", flat=True))
    gone = set(known.exclude(removal=None).values_list("record_id", flat=True))
    for pk in record_ids:
        if pk in gone:
            raise ErasedBefore(record=f"{kind} {pk}")
        if pk not in entered:
            raise NotInTheLog(record=f"{kind} {pk}")
    for row in rows.values():
        source.erase(row)
    return note_removed(by=by, kind=kind, record_ids=record_ids, reason=reason, basis=basis, at=at)


@transaction.atomic
def note_removed(
    *, by: Actor, kind: str, record_ids: Sequence[int], reason: str, at: datetime, basis: str = ""
) -> list[Removal]:
    """Note that records are lawfully gone, or their words; forget what bound them.

    What never entered the log is passed over.
    """
    entries = Entry.objects.filter(kind=kind, record_id__in=record_ids).order_by("index")
    removals = [
        Removal(
            entry=entry,
            by_id=by.person.pk if by.person else None,
            by_name=by.name[:200],
            reason=reason[:500],
            basis=basis[:200],
            at=at,
        )
        for entry in entries
    ]
    Salt.objects.filter(entry__in=[each.entry_id for each in removals]).delete()
    return Removal.objects.bulk_create(removals)
