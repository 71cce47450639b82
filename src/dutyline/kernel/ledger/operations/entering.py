"""Enters what the system has recorded and the log does not know yet."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from dutyline.kernel.ledger.models import Entry, Reach
from dutyline.kernel.ledger.operations.adding import add, take
from dutyline.kernel.registry import LedgerSource, ledger_sources

AT_ONCE = 500
"""Records of one transaction: others wait that long at most."""
SETTLED = timedelta(days=1)
"""After which nothing with a smaller id can still appear: no statement runs that long."""


def enter_waiting(at: datetime) -> int:
    """Enter every record of every source that is not in the log yet; return how many.

    Each transaction enters a few hundred; broken off anywhere, the next run goes on.
    """
    entered = 0
    for source in ledger_sources():
        after = 0
        while some := enter_some(source, at, after):
            entered += len(some)
            after = some[-1]
    return entered


@transaction.atomic
def enter_some(source: LedgerSource, at: datetime, after: int = 0) -> list[int]:
    """Enter the next records of one source above an id; return their ids in order."""
    # Whoever adds at the same moment would find the same records.
    take(0)
    reach, _new = Reach.objects.get_or_create(kind=source.kind, defaults={"since": at})
    rows = list(waiting(source).filter(pk__gt=max(after, reach.whole))[:AT_ONCE])
    add(kind=source.kind, records={row.pk: source.payload(row) for row in rows}, at=at)
    ids = [row.pk for row in rows]
    _advance(reach, max(ids, default=0), at)
    return ids


def waiting(source: LedgerSource) -> QuerySet[Any]:
    """Return the records that are not in the log, in the order of their ids."""
    known = Entry.objects.filter(kind=source.kind, record_id=OuterRef("pk"))
    return source.rows().filter(~Exists(known)).order_by("pk")


def _advance(reach: Reach, highest: int, at: datetime) -> None:
    """Note how far the log has come."""
    if at - reach.since >= SETTLED:
        reach.whole, reach.since = reach.coming, at
    reach.coming = max(reach.coming, highest)
    reach.save(update_fields=["whole", "coming", "since"])
