"""One line of the table: what was measured, what the goal is, and whether it was met."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """A goal and what came of it; `met` is None where a line only informs."""

    what: str
    measured: str
    goal: str = ""
    met: bool | None = None


def at_most(what: str, value: float, limit: float, unit: str) -> Line:
    """Return the line of a value that should not be above a limit."""
    return Line(what, written(value, unit), f"≤ {limit:g}{_spaced(unit)}", value <= limit)


def told(what: str, value: float, unit: str) -> Line:
    """Return a line that only informs."""
    return Line(what, written(value, unit))


def written(value: float, unit: str) -> str:
    """Write a number with its unit, with no more digits than a repeat would confirm."""
    digits = 0 if unit == "" or value >= 100 else 1 if value >= 10 else 2
    return f"{value:,.{digits}f}{_spaced(unit)}"


def _spaced(unit: str) -> str:
    return unit if unit in {"", "×"} else f" {unit}"
