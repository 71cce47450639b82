"""What is counted of findings, and how counts of units add up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields

from dutyline.kernel.organisation.paths import ancestors

Kind = tuple[str, str]
"""Grade and category."""


@dataclass
class Counts:
    """What one unit, month, grade and category comes to; see `models.FindingSummary`."""

    found: int = 0
    found_closed: int = 0
    repeats: int = 0
    front_line: int = 0
    closed: int = 0
    close_days: int = 0
    due: int = 0
    in_time: int = 0

    def add(self, other: "Counts") -> None:
        """Add another count to this one."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + getattr(other, name))


COUNTED = tuple(field.name for field in fields(Counts))
Tally = dict[int, dict[Kind, Counts]]
"""Unit to kind to counts."""


def new_tally() -> Tally:
    """Return an empty tally that begins every count at nought."""
    return defaultdict(lambda: defaultdict(Counts))


def rolled_up(parts: Iterable[tuple[str, Kind, Counts]], above: set[int] | None = None) -> Tally:
    """Add the counts of single units (by path) to each unit above them and to themselves.

    `above` limits for which units; None is all.
    """
    totals = new_tally()
    for path, kind, part in parts:
        for unit in ancestors(path):
            if above is None or unit in above:
                totals[unit][kind].add(part)
    return totals
