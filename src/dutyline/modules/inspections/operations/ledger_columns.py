"""The columns of the exported ledger: what the law lists, in an order people read.

Every column is read back by `imports.ledger`, so that export → import → export is identical.
Days over are shown only; they follow from the deadline.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language, override, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Text
from dutyline.modules.inspections.models import REPAIRING, Finding
from dutyline.modules.inspections.operations.ledger_lines import Line, ledger_lines
from dutyline.toolkit.spreadsheets.columns import Column, Kind

Value = Callable[[Line], Any]


@dataclass(frozen=True)
class LedgerColumn:
    """A column: its key (a field of the import), its label, the kind of its cells, its value."""

    key: str
    label: Text
    value: Value
    kind: Kind = "text"
    width: float = 0

    def for_sheet(self) -> Column:
        """Return the column as a spreadsheet is told, in the language of the moment."""
        return Column(str(self.label), self.kind, self.width)


def _of(name: str) -> Value:
    return lambda line: getattr(line.finding, name)


def _label(name: str) -> Value:
    return lambda line: _word(name, getattr(line.finding, name), get_language() or "")


def _choice(name: str) -> Value:
    return lambda line: (
        _word(name, chosen, get_language() or "") if (chosen := getattr(line.finding, name)) else ""
    )


@lru_cache(maxsize=512)
def _word(name: str, chosen: str, language: str) -> str:
    """Return a choice in words; remembered, since every row would translate all choices."""
    with override(language):
        field: Any = Finding._meta.get_field(name)
        return str(dict(field.flatchoices).get(chosen, chosen))


def _name(row: str, column: str = "name") -> Value:
    return lambda line: getattr(getattr(line.finding, row), column, None) or ""


def _row(row: str, column: str) -> Value:
    return lambda line: getattr(getattr(line, row), column, None)


def _told(column: str, words: str = "") -> Value:
    """Return what the rectification says, else what an imported ledger said."""

    def value(line: Line) -> Any:
        rectification = line.finding.rectification
        if rectification is not None:
            return getattr(rectification, column)
        return getattr(line.imported, words or column, None)

    return value


def _person(row: str, words: str) -> Value:
    def value(line: Line) -> str:
        person = getattr(line.finding, row)
        return person.name if person else getattr(line.imported, words, "") or ""

    return value


def _moment(name: str) -> Value:
    def value(line: Line) -> datetime:
        moment: datetime = getattr(line.finding, name)
        return moment.astimezone(line.tz).replace(tzinfo=None)

    return value


def _interim(line: Line) -> str:
    rectification = line.finding.rectification
    return rectification.interim_control if rectification else line.finding.interim_control


def _progress(line: Line) -> str:
    return line.repair.text if line.repair else getattr(line.imported, "progress", "")


def _opinion(line: Line) -> str:
    verification = getattr(line.repair, "verification", None)
    return verification.opinion if verification else getattr(line.imported, "opinion", "")


def _photos(which: str) -> Value:
    def value(line: Line) -> str:
        own = getattr(line, which)
        return " ".join(own) if own else getattr(line.imported, f"{which}_photos", "")

    return value


def _received(line: Line) -> Any:
    receipt = getattr(line.notice, "receipt", None)
    return receipt.at.astimezone(line.tz).date() if receipt else None


def _verifier(column: str) -> Value:
    """Return who verified, else who is to verify, else what an imported ledger said."""

    def value(line: Line) -> str:
        verification = getattr(line.repair, "verification", None)
        person = verification.by if verification else line.finding.verifier
        if person is not None:
            return getattr(person, column) or ""
        return getattr(line.imported, "verifier_name", "") if column == "name" else ""

    return value


def _assigned(line: Line) -> Any:
    rectification = line.finding.rectification
    return rectification.assigned_at.astimezone(line.tz).date() if rectification else None


def _days_over(line: Line) -> int | None:
    finding = line.finding
    if finding.due_on is None:
        return None
    end = line.today if finding.state in REPAIRING else finding.repaired_on
    return max((end - finding.due_on).days, 0) if end else None


def _yes(name: str) -> Value:
    return lambda line: str(_("yes")) if getattr(line.finding, name) else ""


def _column(
    key: str, label: Text, value: Value | None = None, kind: Kind = "text", width: float = 0
) -> LedgerColumn:
    return LedgerColumn(key, label, value or _of(key), kind, width)


COLUMNS: tuple[LedgerColumn, ...] = (
    _column("number", pgettext_lazy("ledger", "No.")),
    _column("found_at", _("Found"), _moment("found_at"), "datetime"),
    _column("unit_code", _("Unit code"), _name("unit", "code")),
    _column("unit", pgettext_lazy("ledger", "Unit"), _name("unit")),
    _column("place_code", _("Place code"), _name("place", "code")),
    _column("place", pgettext_lazy("ledger", "Place"), _name("place")),
    _column("spot", _("Exactly where")),
    _column("thing", _("Object or equipment")),
    _column("title", _("What is wrong"), width=40),
    _column("description", _("Description"), width=40),
    _column("kind", _("Inspection kind")),
    _column("origin", _("Origin"), _label("origin")),
    _column("finder_names", _("Found by")),
    _column("finder_number", _("Found by, personnel no."), _name("finder", "number")),
    _column(
        "second_finder_number",
        _("Second finder, personnel no."),
        _name("second_finder", "number"),
    ),
    _column("category", _("Category")),
    _column("nature", pgettext_lazy("ledger", "Nature"), _choice("nature")),
    _column("basis", _("Management or site"), _choice("basis")),
    _column("clause", _("Clause violated")),
    _column("grade", pgettext_lazy("ledger", "Grade"), _label("grade")),
    _column("major_item", _("Criterion of a major danger")),
    _column("grade_reason", _("Reason for the grade"), _row("regrade", "reason")),
    _column("risk", _("Risk level"), _choice("risk")),
    _column("risk_note", _("Risk evaluation")),
    _column("accident_type", _("Possible accident")),
    _column("before_photos", _("Photos before"), _photos("before")),
    _column("proposed_measures", _("Proposed measures"), width=40),
    _column("measures", pgettext_lazy("ledger", "Measures"), _told("measures"), width=40),
    _column("interim_control", _("Interim control"), _interim, width=40),
    _column("owner_unit_code", _("Responsible unit, code"), _name("owner_unit", "code")),
    _column("owner_unit", _("Responsible unit"), _person("owner_unit", "owner_unit")),
    _column("owner", _("Responsible person"), _person("owner", "owner_name")),
    _column("owner_number", _("Responsible person, personnel no."), _name("owner", "number")),
    _column("assigned_on", pgettext_lazy("ledger", "Assigned"), _assigned, "date"),
    _column("notice_number", _("Notice no."), _row("notice", "number")),
    _column("received_on", _("Notice received"), _received, "date"),
    _column("first_due_on", _("First deadline"), None, "date"),
    _column("due_on", pgettext_lazy("ledger", "Deadline"), None, "date"),
    _column("extension_to", _("Extension asked until"), _row("extension", "to_on"), "date"),
    _column("extension_reason", _("Extension asked because"), _row("extension", "reason")),
    _column("funds_planned", _("Funds planned"), _told("funds_planned"), "number"),
    _column("funds_actual", _("Funds spent"), _told("funds_actual"), "number"),
    _column("contingency_plan", _("Emergency plan"), _told("contingency_plan"), width=40),
    _column("progress", _("What was done"), _progress, width=40),
    _column("after_photos", _("Photos after"), _photos("after")),
    _column("repaired_on", _("Finished"), None, "date"),
    _column("verifier", pgettext_lazy("ledger", "Verifier"), _verifier("name")),
    _column("verifier_number", _("Verifier, personnel no."), _verifier("number")),
    _column("verified_on", pgettext_lazy("ledger", "Verified"), None, "date"),
    _column("opinion", _("Opinion of the verifier"), _opinion, width=40),
    _column("state", pgettext_lazy("ledger", "State"), _label("state")),
    _column("closed_on", pgettext_lazy("ledger", "Closed"), None, "date"),
    _column("closed_by", _("Closed by"), _row("closure", "by_name")),
    _column(
        "closed_by_number",
        _("Closed by, personnel no."),
        lambda line: getattr(getattr(line.closure, "by", None), "number", None),
    ),
    _column("closing_note", _("Note on closing"), _row("closure", "note")),
    _column("days_over", _("Days overdue"), _days_over, "number"),
    _column("staff_told_on", _("Staff told"), _row("staff", "told_on"), "date"),
    _column("staff_told_how", _("Staff told how"), _row("staff", "how")),
    _column("authority", pgettext_lazy("ledger", "Authority"), _row("authority", "authority")),
    _column(
        "authority_on", _("Reported to the authority"), _row("authority", "reported_on"), "date"
    ),
    _column("authority_number", _("Report no."), _row("authority", "number")),
    _column("supervisor", _("Supervised by"), _row("supervision", "supervisor")),
    _column("supervised_until", _("Supervised until"), _row("supervision", "due_on"), "date"),
    _column("void_reason", _("Void because"), _row("void", "reason")),
    _column("repeat_of", _("Repeats"), _name("repeat_of", "number")),
    _column("merged_into", pgettext_lazy("ledger", "Merged into"), _name("merged_into", "number")),
    _column("recorded_at", pgettext_lazy("ledger", "Recorded"), _moment("recorded_at"), "datetime"),
    _column("back_filled", _("Recorded later"), _yes("back_filled")),
)


def ledger_rows(
    rows: QuerySet[Finding], today: date, columns: Iterable[LedgerColumn] = COLUMNS
) -> Iterator[list[Any]]:
    """Yield the cells of each finding, in the order of `rows`, for a spreadsheet to stream."""
    columns = tuple(columns)
    for line in ledger_lines(rows, today):
        yield [column.value(line) for column in columns]
