"""Whether frozen states still are what was bound when they closed, and the proof of one of them."""

import struct
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, Min, Sum

from dutyline.kernel.duties.models import ClosedPart, Closing, Obligation
from dutyline.kernel.duties.rules.frozen import FIELDS, leaf_of, salt_of
from dutyline.kernel.ledger.operations.signing import hashes
from dutyline.kernel.ledger.rules.canonical import plain
from dutyline.kernel.ledger.rules.sparse import HEIGHT, blind, drawn, placed, raised

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
    salt = bytes(closing.salt)
    return {pk: leaf_of(salt, row) for pk, row in _frozen(ids).items()}


def tops_of(closing: Closing) -> list[bytes]:
    """Return the roots of all parts of a closing, counted from the hashes its parts keep."""
    salt, height = bytes(closing.salt), HEIGHT - closing.bits
    tops = [blind(salt, height, place) for place in range(1 << closing.bits)]
    for part in closing.parts.order_by("position").iterator(100):
        tops[part.position] = raised(salt, _leaves(closing, part), (0, height))[part.position]
    return tops


def root_of(closing: Closing, tops: Iterable[bytes]) -> bytes:
    """Return the root of a closing over those of its parts."""
    row = dict(enumerate(tops))
    return raised(bytes(closing.salt), row, (HEIGHT - closing.bits, HEIGHT))[0]


def proofs_of(closing: Closing, ids: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """Yield what proves each of these obligations alone: its fields, its salt, its way to the root.

    Two statements a closing. What is not in the closing is left out.
    """
    salt, height = bytes(closing.salt), HEIGHT - closing.bits
    wanted: dict[int, list[int]] = defaultdict(list)
    for pk in sorted(set(ids)):
        wanted[drawn(salt, pk) >> height].append(pk)
    tops = dict(enumerate(hashes(bytes(closing.tops))))
    rows = _frozen(ids)
    for part in closing.parts.filter(position__in=wanted).order_by("position"):
        leaves, places = _leaves(closing, part), placed(salt, ids_of(part), closing.bits)
        for pk in wanted[part.position]:
            if pk not in places or pk not in rows:
                continue
            path: list[bytes] = []
            raised(salt, leaves, (0, height), along=places[pk], path=path)
            raised(salt, tops, (height, HEIGHT), along=part.position, path=path)
            yield {
                "part": plain(rows[pk]),
                "path": [each.hex() for each in path],
                "place": places[pk],
                "salt": salt_of(salt, pk).hex(),
            }


def _frozen(ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    rows = Obligation.objects.filter(pk__in=ids).order_by("id").values(*FIELDS)
    return {row["id"]: row for row in rows}


def _leaves(closing: Closing, part: ClosedPart) -> dict[int, bytes]:
    """Return the hashes a part keeps by their places."""
    places = placed(bytes(closing.salt), ids_of(part), closing.bits)
    return dict(zip(places.values(), hashes(bytes(part.leaves)), strict=False))


def check_frozen() -> Iterator[tuple[int | None, str]]:
    """Yield every frozen state that is another now, with the closing that bound it."""
    for closing in Closing.objects.exclude(root=None).order_by("id").iterator(100):
        size = 0
        for part in closing.parts.order_by("position").iterator(100):
            leaves = hashes(bytes(part.leaves))
            for what in _compare(closing, ids_of(part), leaves):
                yield closing.pk, what
            size += len(leaves)
        tops = tops_of(closing)
        kept = (b"".join(tops), root_of(closing, tops))
        if size != closing.obligations or kept != (bytes(closing.tops), bytes(closing.root or b"")):
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
