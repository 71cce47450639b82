"""Proofs: an entry is in a signed tree; one signed tree is the beginning of another."""

from functools import cache

from dutyline.kernel.ledger.models import Checkpoint, Entry, Node
from dutyline.kernel.ledger.rules.merkle import (
    HEIGHTS,
    consistency_path,
    grown,
    inclusion_path,
    parts,
    root_of,
)

KEPT = (0, *HEIGHTS)
STEP = 8
"""Levels from one kept height to the next."""


class Proofs:
    """Proofs out of one reading of the log: what was read for one is not read again."""

    def __init__(self) -> None:
        """Remember what is read."""
        self._part = cache(self._counted)
        self._row = cache(self._read)

    def inclusion(self, entry: Entry, checkpoint: Checkpoint) -> list[bytes]:
        """Prove that an entry is in the tree of a checkpoint; ValueError where it is younger."""
        return inclusion_path(entry.index, checkpoint.size, self._part)

    def consistency(self, older: int, newer: Checkpoint) -> list[bytes]:
        """Prove that the first `older` entries are the beginning of a checkpoint's tree."""
        return consistency_path(older, newer.size, self._part)

    def root(self, size: int) -> bytes:
        """Return the root over the first entries of the log."""
        return root_of([self._part(start, end) for start, end in parts(size)])

    def _counted(self, start: int, end: int) -> bytes:
        """Return the hash of a complete part of the tree, from at most 256 kept hashes."""
        height = (end - start).bit_length() - 1
        kept = max(each for each in KEPT if each <= height)
        first, last = start >> kept, end >> kept
        row = self._row(kept, first >> STEP)
        some = row[first & 0xFF : (first & 0xFF) + last - first]
        if len(some) != last - first:
            raise LookupError(f"the log lacks entries between {start} and {end}")
        return root_of(grown([], 0, some))

    def _read(self, height: int, row: int) -> list[bytes]:
        """Return up to 256 hashes of a height that lie side by side."""
        first, last = row << STEP, (row + 1) << STEP
        if height == 0:
            leaves = Entry.objects.filter(index__gte=first, index__lt=last).order_by("index")
            return [bytes(leaf) for leaf in leaves.values_list("leaf", flat=True)]
        nodes = Node.objects.filter(height=height, position__gte=first, position__lt=last)
        digests = nodes.order_by("position").values_list("digest", flat=True)
        return [bytes(digest) for digest in digests]
