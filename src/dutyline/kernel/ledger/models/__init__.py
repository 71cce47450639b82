"""The rows of the log."""

from dutyline.kernel.ledger.models.checkpoint import Checkpoint, SigningKey
from dutyline.kernel.ledger.models.entry import Entry, Reach, Salt, Tail
from dutyline.kernel.ledger.models.node import Node
from dutyline.kernel.ledger.models.removal import Removal
from dutyline.kernel.ledger.models.restoration import Restoration

__all__ = [
    "Checkpoint",
    "Entry",
    "Node",
    "Reach",
    "Removal",
    "Restoration",
    "Salt",
    "SigningKey",
    "Tail",
]
