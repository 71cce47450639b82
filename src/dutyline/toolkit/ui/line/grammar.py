"""What a duty line is made of, before anything is drawn."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """The state of one obligation, in the order a sentence names them."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSED = "missed"
    DUE = "due"
    UPCOMING = "upcoming"
    EXCUSED = "excused"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"


STANDING = (State.ON_TIME, State.LATE, State.MISSED, State.DUE, State.UPCOMING)
"""What stands on a line as owed."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One obligation; `on` is the day it fell due (None for the items of a round).

    `state` is a State or its value, so that any module's own enum of the same words will do.
    """

    state: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """Many obligations that fell due in one day, week or month."""

    counts: Mapping[str, int]
    on: date | None = None

    @property
    def owed(self) -> int:
        """Return how many stand on the line: neither excused nor not applicable."""
        return sum(self.counts.get(state, 0) for state in STANDING) if self.counts else 0

    def share(self, *states: str) -> float:
        """Return the share of these states in what was owed, 0 to 1; 0 where nothing was."""
        owed = self.owed
        return sum(self.counts.get(state, 0) for state in states) / owed if owed else 0.0


Column = Tick | Slot | None
"""None: the line is not there at all – before an appointment begins, after a post is closed."""


@dataclass(frozen=True, slots=True)
class Line:
    """A duty line, oldest column left.

    `today` is the index of the column that holds today: -1 where all lies ahead, None where all
    is past. `period` names the time in the label ("November"). `label` replaces the sentence
    for lines about something else than obligations. `never` hatches the ground: not covered once.
    """

    columns: Sequence[Column] = field(default_factory=tuple)
    today: int | None = None
    period: str = ""
    label: str = ""
    never: bool = False

    @property
    def counts(self) -> Counter[str]:
        """Return how many obligations are in each state."""
        found: Counter[str] = Counter()
        for column in self.columns:
            if isinstance(column, Tick):
                found[column.state] += 1
            elif isinstance(column, Slot):
                found.update(column.counts)
        return found
