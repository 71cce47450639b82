"""Binds what was closed: every frozen state gets its hash, and a closing the root of them all."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dutyline.kernel.duties.models import ClosedPart, Closing
from dutyline.kernel.duties.reading.frozen import ids_of, leaves_of, packed
from dutyline.kernel.ledger.operations.signing import hashes
from dutyline.kernel.ledger.rules.canonical import SALT
from dutyline.kernel.ledger.rules.merkle import grown, root_of

IN_A_PART = 1_024
"""Obligations of a part: a complete part of the tree, so that a proof reads one of them."""


def note_closed(ids: Sequence[int], at: datetime) -> None:
    """Note, in the transaction that closes them, which obligations close together."""
    if not ids:
        return
    closing = Closing.objects.create(at=at, obligations=len(ids), salt=secrets.token_bytes(SALT))
    ClosedPart.objects.bulk_create(
        [
            ClosedPart(
                closing=closing,
                position=start // IN_A_PART,
                ids=packed(ids[start : start + IN_A_PART]),
            )
            for start in range(0, len(ids), IN_A_PART)
        ],
        batch_size=100,
    )


def bind_closings(*, now: datetime) -> int:
    """Count the hash of everything that closed and is not bound yet; return how many closings.

    A part is a transaction: a month of a large enterprise keeps nobody waiting. A sweep.
    """
    bound = 0
    for closing in Closing.objects.filter(root=None).order_by("id"):
        for part in closing.parts.filter(leaves=b"").order_by("position"):
            part.leaves = b"".join(leaves_of(closing, ids_of(part)).values())
            part.save(update_fields=["leaves"])
        bound += _bind(closing)
    return bound


@transaction.atomic
def _bind(closing: Closing) -> int:
    edge: list[bytes] = []
    size = 0
    for part in closing.parts.order_by("position").iterator(100):
        leaves = hashes(bytes(part.leaves))
        edge = grown(edge, size, leaves)
        size += len(leaves)
    return Closing.objects.filter(pk=closing.pk, root=None).update(root=root_of(edge))
