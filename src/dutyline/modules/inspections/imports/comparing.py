"""Tells what of a file is new here, known already, or closed since."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dutyline.modules.inspections.imports.entries import Entry
from dutyline.modules.inspections.imports.rows import KIND, LedgerRow, Notes
from dutyline.modules.inspections.imports.words import CHOICES
from dutyline.modules.inspections.models import Finding, FindingState
from dutyline.modules.inspections.operations.ledger_columns import (
    COLUMNS,
    LedgerColumn,
    told_by_ledger,
)
from dutyline.toolkit.spreadsheets.values.choices import parse_choice

AT_ONCE = 500
SHOWN_ONLY = frozenset({"days_over"})
Thing = TypeVar("Thing")


@dataclass
class Sorted:
    """Entries by what becomes of them; `closing` pairs a known finding with its entry."""

    new: list[Entry] = field(default_factory=list)
    closing: list[tuple[Finding, Entry]] = field(default_factory=list)
    unchanged: int = 0


def sort_entries(entries: Sequence[Entry], notes: Notes, on: date, *, own: bool) -> Sorted:
    """Compare entries with the ledger, a few hundred at a time.

    A known finding whose row says the same is unchanged; one that another ledger has closed
    meanwhile and nobody here has touched is closed; anything else known is refused.
    """
    done = Sorted()
    for some in _parts(entries):
        known = _by_number(some) if own else _by_key(some)
        told = told_by_ledger(_rows(known.values()), on) if own else {}
        for entry in some:
            finding = known.get(_mark(entry) if own else entry.key)
            if finding is None:
                done.new.append(entry)
            elif own:
                differing = _differing(entry.row, told[finding.pk])
                if differing:
                    reason = _("{number} is in the ledger already and differs in: {columns}.")
                    columns = ", ".join(str(column.label) for column in differing[:5])
                    notes.refuse(
                        entry.row.number, "", reason.format(number=finding.number, columns=columns)
                    )
                else:
                    done.unchanged += 1
            elif _closes(finding, entry):
                done.closing.append((finding, entry))
            else:
                done.unchanged += 1
    tally = notes.report.tally(KIND)
    tally.created, tally.unchanged = len(done.new), done.unchanged
    tally.closed = len(done.closing)
    return done


def _closes(finding: Finding, entry: Entry) -> bool:
    untouched = finding.state == FindingState.REGISTERED and finding.rectification_id is None
    return untouched and entry.standing.state == FindingState.CLOSED


def _by_key(entries: Sequence[Entry]) -> dict[Any, Finding]:
    rows = Finding.objects.filter(import_key__in=[entry.key for entry in entries])
    return {row.import_key: row for row in rows.select_related("unit", "company", "place")}


def _by_number(entries: Sequence[Entry]) -> dict[Any, Finding]:
    numbers = [entry.row.text("number") for entry in entries]
    companies = {entry.company.pk for entry in entries}
    rows = Finding.objects.filter(company__in=companies, number__in=numbers)
    return {(row.company_id, row.number): row for row in rows}


def _mark(entry: Entry) -> tuple[int, str]:
    return entry.company.pk, entry.row.text("number")


def _rows(findings: Iterable[Finding]) -> QuerySet[Finding]:
    return Finding.objects.filter(pk__in=[finding.pk for finding in findings]).order_by("id")


def _differing(row: LedgerRow, told: dict[str, Any]) -> list[LedgerColumn]:
    return [
        column
        for column in COLUMNS
        if row.has(column.key)
        and column.key not in SHOWN_ONLY
        and _comparable(column, told[column.key]) != _said(row.said[column.key])
    ]


def _comparable(column: LedgerColumn, value: Any) -> Any:
    if column.key in CHOICES:
        return parse_choice(value, CHOICES[column.key]) or ""
    if column.key == "back_filled":
        return bool(value)
    if column.kind == "datetime":
        return value.replace(microsecond=0)
    if column.kind == "text" and value is not None:
        return str(value)
    return _said(value)


def _said(value: Any) -> Any:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return Decimal(str(value)).normalize()
    return value if value is not None else ""


def _parts(things: Sequence[Thing]) -> Iterator[Sequence[Thing]]:
    for start in range(0, len(things), AT_ONCE):
        yield things[start : start + AT_ONCE]
