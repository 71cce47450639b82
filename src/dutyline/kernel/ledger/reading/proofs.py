"""Proofs: an entry is in a signed tree; one signed tree is the beginning of another."""

from dataclasses import dataclass

from dutyline.kernel.ledger.models import Checkpoint, Entry, Node
from dutyline.kernel.ledger.rules.merkle import (
    HEIGHTS,
    consistency_path,
    grown,
    inclusion_path,
    root_of,
)

STEP = 8
"""Levels between kept hashes."""


@dataclass(frozen=True)
class Inclusion:
    """An entry with the hashes from it to the root of a checkpoint."""

    index: int
    size: int
    path: tuple[bytes, ...]


def inclusion(entry: Entry, checkpoint: Checkpoint) -> Inclusion:
    """Prove that an entry is in the tree of a checkpoint; ValueError where it is younger."""
    path = inclusion_path(entry.index, checkpoint.size, complete_part)
    return Inclusion(entry.index, checkpoint.size, tuple(path))


def consistency(older: Checkpoint, newer: Checkpoint) -> tuple[bytes, ...]:
    """Prove that nothing a checkpoint had signed was changed or left out in a later one."""
    return tuple(consistency_path(older.size, newer.size, complete_part))


def complete_part(start: int, end: int) -> bytes:
    """Return the hash of a complete part of the tree: of one statement and at most 256 rows."""
    height = (end - start).bit_length() - 1
    kept = max((each for each in (0, *HEIGHTS) if each <= height), default=0)
    rows = Node.objects.filter(
        height=kept, position__gte=start >> kept, position__lt=end >> kept
    ).order_by("position")
    if kept == 0:
        leaves = Entry.objects.filter(index__gte=start, index__lt=end).order_by("index")
        found = [bytes(each) for each in leaves.values_list("leaf", flat=True)]
    else:
        found = [bytes(each) for each in rows.values_list("digest", flat=True)]
    if len(found) != (end - start) >> kept:
        raise LookupError(f"the log lacks entries between {start} and {end}")
    return root_of(grown([], 0, found))
