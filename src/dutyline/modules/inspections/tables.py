"""The ledger as a table: its columns, its orders, and what a row says."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import TypedDict

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.modules.inspections.models import OPEN, RISK_LEVELS, Finding, FindingState, Grade
from dutyline.toolkit.paging import Column as Key
from dutyline.toolkit.ui.parts import Column, Sorting

Text = str | Promise

STEPS = 6
"""Found, graded, assigned, repaired, verified, closed."""
DONE: dict[str, int] = {
    FindingState.REGISTERED: 2,
    FindingState.ASSIGNED: 3,
    FindingState.IN_WORK: 3,
    FindingState.EXTENSION_ASKED: 3,
    FindingState.REPORTED: 4,
    FindingState.VERIFIED: 5,
    FindingState.CLOSED: 6,
    FindingState.MERGED: 2,
    FindingState.VOID: 2,
}
NEWEST = "-found"
ORDERS: dict[str, Sequence[str | Key]] = {
    "found": ("found_at", "id"),
    "-found": ("-found_at", "-id"),
    "due": (Key("due_on", nullable=True), "id"),
    "-due": (Key("due_on", descending=True, nullable=True), "-id"),
    "number": ("number", "id"),
    "-number": ("-number", "-id"),
    "risk": ("gravity", "-found_at", "-id"),
    "-risk": ("-gravity", "-found_at", "-id"),
}
COLUMNS: tuple[Column, ...] = (
    Column(_("No."), "number", css="cell-no when-roomy"),
    Column(pgettext_lazy("column of the ledger", "What and where")),
    Column(pgettext_lazy("column of the ledger", "Risk"), "risk"),
    Column(pgettext_lazy("column of the ledger", "State")),
    Column(pgettext_lazy("column of the ledger", "Responsible")),
    Column(pgettext_lazy("column of the ledger", "Due"), "due"),
    Column(pgettext_lazy("column of the ledger", "Found"), "found", css="when-roomy"),
)


class LedgerRow(TypedDict):
    """What a line of the ledger shows of a finding; templates read a dict fastest."""

    url: str
    number: str
    title: str
    where: str
    major: bool
    risk: int
    state: Text
    done: int
    now: bool
    over: bool
    owner: str
    due_on: date | None
    pending: bool
    found_at: datetime


def order_of(key: str) -> tuple[str, Sequence[str | Key]]:
    """Return a known order by its key in the address; newest first for any other."""
    return (key, ORDERS[key]) if key in ORDERS else (NEWEST, ORDERS[NEWEST])


def sorting_of(key: str) -> Sorting:
    """Return how the head of the table shows an order."""
    return Sorting(key.lstrip("-"), descending=key.startswith("-"))


def ledger_rows(rows: Sequence[Finding], today: date) -> Iterator[LedgerRow]:
    """Yield what each line says; `today` decides what is overdue."""
    # One address is looked up for all rows: they differ in their last part alone.
    address = reverse("inspections:finding", args=[0]).removesuffix("0/")
    for row in rows:
        pending = row.state in OPEN and row.state not in (
            FindingState.REPORTED,
            FindingState.VERIFIED,
        )
        yield LedgerRow(
            url=f"{address}{row.pk}/",
            number=short_number(row.number),
            title=row.title,
            where=where_of(row),
            major=row.grade == Grade.MAJOR,
            risk=RISK_LEVELS.get(row.risk, 0),
            state=FindingState(row.state).label,
            done=DONE[row.state],
            now=row.state in OPEN,
            over=pending and row.due_on is not None and row.due_on < today,
            owner=row.owner.name if row.owner else "",
            due_on=row.due_on,
            pending=pending,
            found_at=row.found_at,
        )


def where_of(finding: Finding) -> str:
    """Return the place, with the exact spot where one is named; else the unit."""
    where = finding.place.name if finding.place else finding.unit.name
    return f"{where} · {finding.spot}" if finding.spot else where


def short_number(number: str) -> str:
    """Return what tells a number from its neighbours: the part after the year."""
    head, separator, tail = number.rpartition("-")
    return tail if separator and head else number
