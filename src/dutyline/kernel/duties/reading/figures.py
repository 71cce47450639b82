"""Numbers of a board: how many obligations stand how."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from operator import attrgetter

from dutyline.kernel.duties.models import STATES, State
from dutyline.toolkit.ui.line.grammar import Slot
from dutyline.toolkit.ui.line.grammar import State as Word


@dataclass(frozen=True, slots=True)
class Figures:
    """How many obligations are stored in each state."""

    open: int = 0
    on_time: int = 0
    late: int = 0
    missed: int = 0
    excused: int = 0
    not_applicable: int = 0
    waived: int = 0

    @property
    def owed(self) -> int:
        """Return how many were or are to be done: neither set aside nor without object."""
        return self.open + self.decided

    @property
    def decided(self) -> int:
        """Return how many are kept or missed for good."""
        return self.on_time + self.late + self.missed

    @property
    def on_time_share(self) -> float | None:
        """Return the part of the decided that was on time, 0 to 1; None where none is decided."""
        return self.on_time / self.decided if self.decided else None

    def of(self, state: str) -> int:
        """Return how many are in a state."""
        return int(getattr(self, State(state).value))

    def plus(self, other: "Figures") -> "Figures":
        """Return the sums of two."""
        return Figures(*(one + more for one, more in zip(_each(self), _each(other), strict=True)))


_each = attrgetter(*(each.name for each in fields(Figures)))
"""Reads all counts in their order."""


def total(figures: Iterable[Figures]) -> Figures:
    """Return the sum of many."""
    found = Figures()
    for each in figures:
        found = found.plus(each)
    return found


def slots(by_day: dict[date, Figures], first: date, last: date, today: date) -> tuple[Slot, ...]:
    """Return one column a day from `first` to `last`; what is open reads as due or upcoming."""
    days = ((first + timedelta(days=offset)) for offset in range((last - first).days + 1))
    return tuple(Slot(_counts(by_day.get(day), day, today), day) for day in days)


def _counts(figures: Figures | None, day: date, today: date) -> dict[str, int]:
    if figures is None:
        return {}
    counts = {state: figures.of(state) for state in STATES if state != State.OPEN}
    counts[Word.DUE if day <= today else Word.UPCOMING] = figures.open
    return {state: count for state, count in counts.items() if count}


def by_day(rows: Iterable[Sequence]) -> dict[date, Figures]:
    """Return the figures of rows (day, one count a state …) by day."""
    return {row[0]: Figures(*row[1:]) for row in rows}
