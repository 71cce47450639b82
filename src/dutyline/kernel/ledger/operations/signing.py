"""Signs how the log stands."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from dutyline.kernel.ledger.keys import signing_key
from dutyline.kernel.ledger.models import Checkpoint, Entry, Node
from dutyline.kernel.ledger.operations.adding import take
from dutyline.kernel.ledger.rules.merkle import grown, root_of
from dutyline.kernel.ledger.rules.notes import Head, signed

WIDTH = 32
AT_ONCE = 5_000


@transaction.atomic
def make_checkpoint(at: datetime) -> Checkpoint | None:
    """Sign the log as it stands; the last checkpoint where nothing was added, None of an empty log.

    Whoever adds waits meanwhile, so that every entry it counts is really there.
    """
    size = take(0)
    last = Checkpoint.objects.order_by("-size").first()
    before = last.size if last else 0
    if size == before:
        return last
    edge = hashes(bytes(last.edge)) if last else []
    completed: list[tuple[int, int, bytes]] = []
    for start, leaves in leaves_between(before, size):
        edge = grown(edge, start, leaves, completed)
    Node.objects.bulk_create(
        [Node(height=height, position=place, digest=digest) for height, place, digest in completed],
        batch_size=AT_ONCE,
    )
    private, key = signing_key(at)
    head = Head(key.origin, size, root_of(edge), at)
    return Checkpoint.objects.create(
        size=size,
        root=head.root,
        edge=b"".join(edge),
        at=at,
        key=key,
        note=signed(head.origin, head.text, private),
    )


def leaves_between(start: int, end: int) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the leaves from a place until another, some thousand at a time, with their start."""
    for begun in range(start, end, AT_ONCE):
        rows = Entry.objects.filter(index__gte=begun, index__lt=min(begun + AT_ONCE, end))
        leaves = rows.order_by("index").values_list("leaf", flat=True)
        yield begun, [bytes(leaf) for leaf in leaves]


def hashes(joined: bytes) -> list[bytes]:
    """Return joined hashes one by one."""
    return [joined[start : start + WIDTH] for start in range(0, len(joined), WIDTH)]
