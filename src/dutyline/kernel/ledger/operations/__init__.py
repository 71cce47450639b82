"""What is done with the log: it is added to, signed, and what the law asks for is erased."""

from dutyline.kernel.ledger.operations.adding import add
from dutyline.kernel.ledger.operations.entering import enter_waiting
from dutyline.kernel.ledger.operations.removing import erase, note_removed
from dutyline.kernel.ledger.operations.restoring import how_it_stands, note_restoration
from dutyline.kernel.ledger.operations.signing import make_checkpoint

__all__ = [
    "add",
    "enter_waiting",
    "erase",
    "how_it_stands",
    "make_checkpoint",
    "note_removed",
    "note_restoration",
]
