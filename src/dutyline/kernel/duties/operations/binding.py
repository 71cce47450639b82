"""Binds what was closed: every frozen state gets its hash, and a closing the root of them all."""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dutyline.kernel.duties.models import ClosedPart, Closing
from dutyline.kernel.duties.reading.frozen import ids_of, leaves_of, packed, root_of, tops_of
from dutyline.kernel.ledger.rules.canonical import SALT
from dutyline.kernel.ledger.rules.sparse import FULL, HEIGHT, drawn

IN_A_PART = 256
"""Obligations of a part at most, as a rule: a proof counts the hashes of one part."""
AT_ONCE = 8
"""Parts of one transaction."""
GONE = bytes(32)
"""Stands where an obligation is gone before it was bound: no hash, so that it is named."""


def note_closed(ids: Sequence[int], at: datetime) -> None:
    """Note, in the transaction that closes them, which obligations close together."""
    for start in range(0, len(ids), FULL):
        _note(sorted(ids[start : start + FULL]), at)


def _note(ids: Sequence[int], at: datetime) -> None:
    salt, bits = secrets.token_bytes(SALT), max(0, -(-len(ids) // IN_A_PART) - 1).bit_length()
    closing = Closing.objects.create(at=at, obligations=len(ids), salt=salt, bits=bits)
    parts: dict[int, list[int]] = defaultdict(list)
    for pk in ids:
        parts[drawn(salt, pk) >> HEIGHT - bits].append(pk)
    rows = (
        ClosedPart(closing=closing, position=position, ids=packed(some))
        for position, some in sorted(parts.items())
    )
    ClosedPart.objects.bulk_create(rows, batch_size=100)


def bind_closings(*, now: datetime) -> int:
    """Count the hash of everything that closed and is not bound yet; return how many closings.

    A few parts are a transaction: a month of a large enterprise keeps nobody waiting. A sweep.
    """
    bound = 0
    for closing in Closing.objects.filter(root=None).order_by("id"):
        waiting = closing.parts.filter(leaves=b"").order_by("position")
        while some := list(waiting[:AT_ONCE]):
            known = leaves_of(closing, [pk for part in some for pk in ids_of(part)])
            for part in some:
                part.leaves = b"".join(known.get(pk, GONE) for pk in ids_of(part))
            ClosedPart.objects.bulk_update(some, ["leaves"])
        bound += _bind(closing)
    return bound


@transaction.atomic
def _bind(closing: Closing) -> int:
    tops = tops_of(closing)
    unbound = Closing.objects.filter(pk=closing.pk, root=None)
    return unbound.update(tops=b"".join(tops), root=root_of(closing, tops))
