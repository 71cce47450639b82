"""The tree over all entries, as RFC 6962 section 2.1 hashes it.

A leaf is SHA-256(0x00 ‖ entry), a node SHA-256(0x01 ‖ left ‖ right); the prefixes keep anybody from
passing a node off as an entry. The tree of n leaves is split at the largest power of two below n,
so that every left part is complete and never changes again.
"""

import hashlib
from collections.abc import Callable, Sequence

Hash = bytes
"""32 bytes."""
Range = Callable[[int, int], Hash]
"""Gives the hash of the leaves from start until end: a complete part of the tree."""

HEIGHTS = (8, 16, 24)
"""Heights whose complete parts are kept: of 256, 65,536 and 16,777,216 leaves."""
EMPTY = hashlib.sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> Hash:
    """Return the hash of an entry as a leaf."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: Hash, right: Hash) -> Hash:
    """Return the hash of two parts of the tree."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Return the largest power of two below a size of at least two."""
    return 1 << ((size - 1).bit_length() - 1)


def parts(size: int) -> list[tuple[int, int]]:
    """Return the complete parts a tree of this size is made of, as (start, end), largest first."""
    found, start = [], 0
    for bit in reversed(range(size.bit_length())):
        if size >> bit & 1:
            found.append((start, start + (1 << bit)))
            start += 1 << bit
    return found


def grown(
    edge: Sequence[Hash],
    size: int,
    leaves: Sequence[Hash],
    completed: list[tuple[int, int, Hash]] | None = None,
) -> list[Hash]:
    """Return the right edge of the tree after more leaves.

    The edge is the hashes of the complete parts of `size`, largest first: all that has to be kept
    to go on and to know the root. Parts of a height in HEIGHTS that become complete are added to
    `completed` as (height, position, hash).
    """
    held, sha256 = list(edge), hashlib.sha256
    for leaf in leaves:
        made = leaf
        size += 1
        # What node_hash says, without its call: this loop is what verifying a log takes long with.
        for height in range(1, _trailing_zeros(size) + 1):
            made = sha256(b"\x01" + held.pop() + made).digest()
            if height in HEIGHTS and completed is not None:
                completed.append((height, (size >> height) - 1, made))
        held.append(made)
    return held


def root_of(edge: Sequence[Hash]) -> Hash:
    """Return the root of the tree whose right edge this is."""
    if not edge:
        return EMPTY
    *rest, root = edge
    for left in reversed(rest):
        root = node_hash(left, root)
    return root


def inclusion_path(index: int, size: int, complete: Range) -> list[Hash]:
    """Return the hashes that lead from a leaf to the root of the tree of `size`, leaf's end first.

    Raises ValueError for a leaf outside of the tree.
    """
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    return _path(index, 0, size, complete)


def consistency_path(old: int, size: int, complete: Range) -> list[Hash]:
    """Return the hashes that show that the tree of `old` is the beginning of that of `size`.

    Raises ValueError unless 0 < old <= size.
    """
    if not 0 < old <= size:
        raise ValueError(f"a tree of {old} is no beginning of one of {size}")
    return _beginning(old, 0, size, True, complete)


def _path(index: int, start: int, end: int, complete: Range) -> list[Hash]:
    size = end - start
    if size == 1:
        return []
    middle = start + split(size)
    if index < middle:
        return [*_path(index, start, middle, complete), _hash(middle, end, complete)]
    return [*_path(index, middle, end, complete), _hash(start, middle, complete)]


def _beginning(old: int, start: int, end: int, whole: bool, complete: Range) -> list[Hash]:
    """Return the path; `whole` while the part is the old tree itself, whose root is known."""
    if old == end:
        return [] if whole else [_hash(start, end, complete)]
    middle = start + split(end - start)
    if old <= middle:
        return [*_beginning(old, start, middle, whole, complete), _hash(middle, end, complete)]
    return [*_beginning(old, middle, end, False, complete), _hash(start, middle, complete)]


def _hash(start: int, end: int, complete: Range) -> Hash:
    """Return the hash of a part, put together of complete ones."""
    return root_of([complete(start + a, start + b) for a, b in parts(end - start)])


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1
