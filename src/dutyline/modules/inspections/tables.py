"""The ledger as a table: its columns, its orders, and words of a row."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.modules.inspections.models import Finding
from dutyline.toolkit.paging import Column as Key
from dutyline.toolkit.ui.parts import Column, Sorting

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


def order_of(key: str) -> tuple[str, Sequence[str | Key]]:
    """Return a known order by its key in the address; newest first for any other."""
    return (key, ORDERS[key]) if key in ORDERS else (NEWEST, ORDERS[NEWEST])


def sorting_of(key: str) -> Sorting:
    """Return how the head of the table shows an order."""
    return Sorting(key.lstrip("-"), descending=key.startswith("-"))


def where_of(finding: Finding) -> str:
    """Return the place, with the exact spot where one is named; else the unit."""
    return spot_in(finding.place.name if finding.place else finding.unit.name, finding.spot)


def spot_in(where: str, spot: str) -> str:
    """Return a place, or a unit, with the exact spot where one is named."""
    return f"{where} · {spot}" if spot else where


def short_number(number: str) -> str:
    """Return what tells a number from its neighbours: the part after the year."""
    head, separator, tail = number.rpartition("-")
    return tail if separator and head else number
