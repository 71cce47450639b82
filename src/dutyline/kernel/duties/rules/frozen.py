"""A closed obligation as bytes: the same for ever, so that the log can bind it."""

import hashlib
from collections.abc import Mapping
from typing import Any

from dutyline.kernel.ledger.rules.canonical import commitment
from dutyline.kernel.ledger.rules.merkle import leaf_hash

FIELDS = (
    "id",
    "version_id",
    "post_id",
    "appointment_id",
    "person_id",
    "covered_by_id",
    "unit_id",
    "unit_path",
    "level",
    "period",
    "about",
    "starts_at",
    "due_at",
    "grace_until",
    "starts_on",
    "due_on",
    "days_held",
    "days_of_period",
    "amount",
    "done",
    "state",
    "reason",
    "settled_at",
    "closed_at",
)
"""What of an obligation freezes: a field is never left out, a new one is bound by a new version."""


def leaf_of(closing_salt: bytes, frozen: Mapping[str, Any]) -> bytes:
    """Return the hash of a frozen obligation in the tree of its closing."""
    return leaf_hash(commitment(salt_of(closing_salt, frozen["id"]), frozen))


def salt_of(closing_salt: bytes, obligation_id: int) -> bytes:
    """Return the salt of one obligation: told alone, it hides the others of its closing still."""
    return hashlib.sha256(closing_salt + obligation_id.to_bytes(8, "big")).digest()
