"""What is done with the log: it is added to, and signed."""

from dutyline.kernel.ledger.operations.adding import add
from dutyline.kernel.ledger.operations.entering import enter_waiting
from dutyline.kernel.ledger.operations.signing import make_checkpoint

__all__ = ["add", "enter_waiting", "make_checkpoint"]
