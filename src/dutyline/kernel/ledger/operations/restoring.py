"""Tells the log that a backup took its place, so that nobody has to find it out."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dutyline.kernel.ledger.entering import RESTORATION, restored
from dutyline.kernel.ledger.models import Checkpoint, Restoration, Tail
from dutyline.kernel.ledger.operations.adding import add, take
from dutyline.kernel.ledger.operations.signing import make_checkpoint


@dataclass(frozen=True)
class Stood:
    """How the log stood: how many entries, and the last checkpoint, "" without one."""

    size: int
    note: str


def how_it_stands() -> Stood:
    """Return how the log stands now."""
    last = Checkpoint.objects.order_by("-size").first()
    size = Tail.objects.values_list("size", flat=True).first() or 0
    return Stood(size, last.note if last else "")


@transaction.atomic
def note_restoration(
    *, by_name: str, made_at: datetime, replaced: Stood | None, at: datetime
) -> Restoration | None:
    """Enter that the log goes on from the state of a backup, and sign it; None of an empty log.

    `made_at` is when the backup was made, `replaced` what stood in its place before.
    """
    if not how_it_stands().size:
        return None
    size = take(0)
    row = Restoration.objects.create(
        at=at,
        by_name=by_name[:200],
        made_at=made_at,
        size=size,
        replaced_size=replaced.size if replaced else None,
        replaced_note=replaced.note if replaced else "",
    )
    add(kind=RESTORATION, records={row.pk: restored(row)}, at=at)
    make_checkpoint(at)
    return row
