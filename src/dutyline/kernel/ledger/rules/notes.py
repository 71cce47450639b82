"""Checkpoints as signed notes: a few lines of text that outside holders keep.

The form is the one transparency logs use (C2SP signed-note and tlog-checkpoint), so that tools
which know it can read ours:

    <origin>
    <number of entries>
    <root, base64>
    <time, UTC>

    — <origin> <base64 of 4 bytes of the key's hash and 64 bytes of Ed25519 signature>
"""

import base64
import binascii
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dutyline.kernel.ledger.rules.canonical import moment

ED25519 = b"\x01"
KEY_HASH = 4
LINES = 4


class NotANote(ValueError):
    """Text that is no signed checkpoint."""


@dataclass(frozen=True)
class Head:
    """What a checkpoint says: of this log, so many entries had this root at this moment."""

    origin: str
    size: int
    root: bytes
    at: datetime

    @property
    def text(self) -> str:
        """Return the lines that are signed."""
        root = base64.b64encode(self.root).decode()
        return f"{self.origin}\n{self.size}\n{root}\n{moment(self.at)}\n"


def signed(origin: str, text: str, key: Ed25519PrivateKey) -> str:
    """Return lines of text, the first of which is the origin, with a signature under them."""
    public = key.public_key().public_bytes_raw()
    mark = key_hash(origin, public) + key.sign(text.encode())
    return f"{text}\n— {origin} {base64.b64encode(mark).decode()}\n"


def opened(note: str, publics: Iterable[bytes]) -> Head:
    """Return what a checkpoint says once one of these public keys (32 bytes) has signed it.

    Raises NotANote for anything else: other text, another key, a single changed byte.
    """
    text, _gap, signature = note.partition("\n\n")
    head = _head(text + "\n")
    if not signature.startswith(f"— {head.origin} ") or not signature.endswith("\n"):
        raise NotANote("no signature of this log")
    mark = _bytes(signature.removeprefix(f"— {head.origin} ").removesuffix("\n"))
    for public in publics:
        if key_hash(head.origin, public) == mark[:KEY_HASH] and _has_signed(public, mark, head):
            return head
    raise NotANote("not signed by a key of this log")


def _has_signed(public: bytes, mark: bytes, head: Head) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(mark[KEY_HASH:], head.text.encode())
    except InvalidSignature:
        return False
    return True


def key_hash(name: str, public: bytes) -> bytes:
    """Return the four bytes that say which key of a name has signed."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:KEY_HASH]


def _head(text: str) -> Head:
    lines = text.split("\n")
    if len(lines) != LINES + 1 or lines[-1]:
        raise NotANote("four lines are expected")
    origin, size, root, at = lines[:LINES]
    try:
        when = datetime.strptime(at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        head = Head(origin, int(size), _bytes(root), when)
    except ValueError as problem:
        raise NotANote(str(problem)) from problem
    if head.text != text:
        raise NotANote("written in another way than ours")
    return head


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as problem:
        raise NotANote("not base64") from problem
