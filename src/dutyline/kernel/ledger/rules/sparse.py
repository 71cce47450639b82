"""A tree whose proofs tell nothing of what else is in it, nor of how much that is.

It has 2^24 places, and records lie at places drawn by a secret. Where none lies, the hash is drawn
too, so that nobody can tell an empty part from a full one. Every proof has 24 hashes.
"""

import hashlib
from collections.abc import Mapping, Sequence

from dutyline.kernel.ledger.rules.merkle import Hash, node_hash

HEIGHT = 24
FULL = 1 << 20
"""Records of one tree: places are found at once while most of them are free."""


def blind(secret: bytes, level: int, place: int) -> Hash:
    """Return the hash of an empty part; no salt of a record is made of as many bytes."""
    return hashlib.sha256(secret + bytes([level]) + place.to_bytes(8, "big")).digest()


def drawn(secret: bytes, number: int) -> int:
    """Return the place the secret draws for a number, whoever else wants it."""
    digest = hashlib.sha256(secret + b"place" + number.to_bytes(8, "big")).digest()
    return int.from_bytes(digest[: HEIGHT // 8], "big")


def placed(secret: bytes, numbers: Sequence[int], bits: int) -> dict[int, int]:
    """Return the place of each number of one part: those that begin with the same `bits`.

    The numbers come in their order; who draws a place that is taken gets the next free one of the
    part. Raises ValueError for numbers of several parts.
    """
    height = HEIGHT - bits
    found: dict[int, int] = {}
    taken: set[int] = set()
    parts = set()
    for number in numbers:
        place = drawn(secret, number)
        part, inside = place >> height, place & (1 << height) - 1
        parts.add(part)
        while inside in taken:
            inside = inside + 1 & (1 << height) - 1
        taken.add(inside)
        found[number] = part << height | inside
    if len(parts) > 1:
        raise ValueError("these lie in several parts")
    return found


def raised(
    secret: bytes,
    nodes: Mapping[int, Hash],
    levels: tuple[int, int],
    *,
    along: int = 0,
    path: list[Hash] | None = None,
) -> dict[int, Hash]:
    """Return the hashes of a level over those of a lower one, by place; empty parts are left out.

    What stands beside the way up from the place `along` of the lower level is added to `path`.
    """
    low, high = levels
    row = dict(nodes)
    for level in range(low, high):
        if path is not None:
            path.append(row.get(along ^ 1) or blind(secret, level, along ^ 1))
            along >>= 1
        row = {
            place: node_hash(
                row.get(2 * place) or blind(secret, level, 2 * place),
                row.get(2 * place + 1) or blind(secret, level, 2 * place + 1),
            )
            for place in {each >> 1 for each in row}
        }
    return row
