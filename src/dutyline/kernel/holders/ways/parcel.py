"""What goes out, and what may hinder it."""

from dataclasses import dataclass
from datetime import datetime

from dutyline.kernel.holders.models import Problem
from dutyline.kernel.ledger.models import Checkpoint
from dutyline.toolkit.outgoing import NotSent


class Hindered(Exception):
    """A delivery that failed, and how; `status` is the number of a machine's answer."""

    def __init__(self, problem: Problem, status: int = 0) -> None:
        """Keep both."""
        super().__init__(problem)
        self.problem = problem
        self.status = status

    @classmethod
    def by(cls, trouble: NotSent) -> "Hindered":
        """Return what the trouble of the line means here."""
        return cls(Problem(trouble.trouble.value), trouble.status)


@dataclass(frozen=True)
class Parcel:
    """A checkpoint on its way."""

    checkpoint: Checkpoint
    at: datetime

    @property
    def note(self) -> bytes:
        """Return what holders keep."""
        return self.checkpoint.note.encode()

    @property
    def name(self) -> str:
        """Return a file name of its own for every checkpoint, in their order."""
        log = self.checkpoint.key.origin.replace("/", "-")
        return f"{log}-{self.checkpoint.size:012d}-{bytes(self.checkpoint.root).hex()[:8]}.txt"
