"""A row of a ledger as it is read, and what was decided about it on the way."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dutyline.kernel.registry import Text
from dutyline.kernel.registry.imports import RefusedRow, Remark, Report

KIND = "finding"


@dataclass(frozen=True)
class LedgerRow:
    """What one row, or one of several findings in it, says; `said` holds typed values by field."""

    number: int
    part: int
    said: dict[str, Any]

    def text(self, name: str) -> str:
        """Return what stands in a text field, "" for nothing."""
        return str(self.said.get(name) or "")

    def day(self, name: str) -> date | None:
        """Return a day, None for nothing."""
        value = self.said.get(name)
        return value.date() if isinstance(value, datetime) else value

    def has(self, name: str) -> bool:
        """Say whether the file has this column at all."""
        return name in self.said


@dataclass
class Notes:
    """Collects refusals and decisions while a ledger is read; several rows share a decision."""

    report: Report
    decisions: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def refuse(self, row: int, column: str, reason: Text, value: str = "") -> None:
        """Leave a row out, with the reason."""
        self.report.refused.append(RefusedRow(row, column, str(reason), value[:200]))
        self.report.tally(KIND).refused += 1

    def decide(self, key: str, sentence: str, row: int) -> None:
        """Note a decision; the same sentence is shown once with all its rows."""
        rows = self.decisions[key, sentence]
        if not rows or rows[-1] != row:
            rows.append(row)

    def publish(self) -> None:
        """Put the decisions into the report, in the order they were first made."""
        self.report.decisions += [
            Remark(key, sentence, tuple(rows)) for (key, sentence), rows in self.decisions.items()
        ]
        self.decisions.clear()
