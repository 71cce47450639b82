"""What loading a pack did."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class Counts:
    """Rows of one section: `ended` counts those that stop holding, nothing is deleted."""

    created: int = 0
    changed: int = 0
    ended: int = 0
    unchanged: int = 0


@dataclass
class Report:
    """What loading a pack did, section by section."""

    pack: str
    version: str
    unchanged: bool = False
    """The very same content was loaded before; nothing was left to do."""
    counts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Section to counts: created, changed, ended, unchanged, and what its loader adds."""
    kept: list[dict[str, Any]] = field(default_factory=list)
    """The enterprise's own rows the pack says something else about; they still count."""
    skipped: list[str] = field(default_factory=list)
    """Optional sections nothing installed reads."""

    @property
    def changes(self) -> int:
        """Return how many rows were created, changed or ended."""
        names = ("created", "changed", "ended")
        return sum(each.get(name, 0) for each in self.counts.values() for name in names)

    def as_data(self) -> dict[str, Any]:
        """Return the report as JSON keeps it."""
        return asdict(self)
