"""Whether frozen states still are what was bound when they closed."""

import struct
from collections.abc import Iterator, Sequence

from django.db.models import Count, Min, Sum

from dutyline.kernel.duties.models import ClosedPart, Closing, Obligation
from dutyline.kernel.duties.rules.frozen import FIELDS, leaf_of
from dutyline.kernel.ledger.operations.signing import hashes
from dutyline.kernel.ledger.rules.merkle import grown, root_of

ID = 8
"""Bytes of an id in a part."""


def packed(ids: Sequence[int]) -> bytes:
    """Return ids as a part keeps them."""
    return struct.pack(f">{len(ids)}q", *ids)


def ids_of(part: ClosedPart) -> tuple[int, ...]:
    """Return the obligations of a part, in their order."""
    return struct.unpack(f">{len(part.ids) // ID}q", bytes(part.ids))


def leaves_of(closing: Closing, ids: Sequence[int]) -> dict[int, bytes]:
    """Return the hash of each of these obligations as it stands now; what is gone is left out."""
    rows = Obligation.objects.filter(pk__in=ids).order_by("id").values(*FIELDS)
    return {row["id"]: leaf_of(bytes(closing.salt), row) for row in rows}


def check_frozen() -> Iterator[tuple[int | None, str]]:
    """Yield every frozen state that is another now, with the closing that bound it."""
    for closing in Closing.objects.exclude(root=None).order_by("id").iterator(100):
        edge: list[bytes] = []
        size = 0
        for part in closing.parts.order_by("position").iterator(100):
            leaves = hashes(bytes(part.leaves))
            for what in _compare(closing, ids_of(part), leaves):
                yield closing.pk, what
            edge = grown(edge, size, leaves)
            size += len(leaves)
        if size != closing.obligations or root_of(edge) != bytes(closing.root or b""):
            yield closing.pk, "the hashes of its obligations are not what was bound"
    for pk in _unbound():
        yield None, f"obligation {pk} is closed, and no closing knows of it"


def _compare(closing: Closing, ids: Sequence[int], leaves: Sequence[bytes]) -> Iterator[str]:
    here = leaves_of(closing, ids)
    for pk, leaf in zip(ids, leaves, strict=False):
        if pk not in here:
            yield f"obligation {pk} is gone"
        elif here[pk] != leaf:
            yield f"obligation {pk} is not as it was frozen"


def _unbound() -> Iterator[int]:
    """Yield what is closed since the first closing without being in one."""
    first = Closing.objects.aggregate(at=Min("at"))["at"]
    if first is None:
        return
    noted = dict(Closing.objects.values_list("at").annotate(Sum("obligations")).order_by("at"))
    closed = Obligation.objects.filter(closed_at__gte=first).order_by("closed_at")
    for at, count in closed.values_list("closed_at").annotate(Count("id")):
        if count > noted.get(at, 0):
            parts = ClosedPart.objects.filter(closing__at=at).order_by("id")
            known = {pk for part in parts for pk in ids_of(part)}
            here = closed.filter(closed_at=at).order_by("id").values_list("id", flat=True)
            yield from (pk for pk in here if pk not in known)
