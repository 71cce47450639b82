"""The columns of the exported ledger: what the law lists, in an order people read.

Every column is read back by `imports.ledger`, so that export → import → export is identical.
Days over are shown only; they follow from the deadline.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.registry import Text
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.ledger_lines import LedgerReader, Line
from dutyline.modules.inspections.operations.ledger_values import (
    DAYS_OVER,
    VERIFIER,
    Value,
    day,
    moment,
    of,
    or_told,
    own,
    words,
    yes,
)
from dutyline.toolkit.spreadsheets.columns import Column, Kind


@dataclass(frozen=True)
class LedgerColumn:
    """A column: its key (a field of the import), its label, its value, the kind of its cells."""

    key: str
    label: Text
    value: Value
    kind: Kind = "text"
    width: float = 0

    def for_sheet(self) -> Column:
        """Return the column as a spreadsheet is told, in the language of the moment."""
        return Column(str(self.label), self.kind, self.width)


def _column(
    key: str, label: Text, value: Value | None = None, kind: Kind = "text", width: float = 0
) -> LedgerColumn:
    return LedgerColumn(key, label, value or of(key), kind, width)


COLUMNS: tuple[LedgerColumn, ...] = (
    _column("number", pgettext_lazy("ledger", "No.")),
    _column("found_at", _("Found"), moment("found_at"), "datetime"),
    _column("unit_code", _("Unit code"), of("unit__code")),
    _column("unit", pgettext_lazy("ledger", "Unit"), of("unit__name")),
    _column("place_code", _("Place code"), of("place__code")),
    _column("place", pgettext_lazy("ledger", "Place"), of("place__name")),
    _column("spot", _("Exactly where")),
    _column("thing", _("Object or equipment")),
    _column("title", _("What is wrong"), width=40),
    _column("description", _("Description"), width=40),
    _column("kind", _("Inspection kind")),
    _column("origin", _("Origin"), words("origin")),
    _column("finder_names", _("Found by")),
    _column("finder_number", _("Found by, personnel no."), of("finder__number")),
    _column(
        "second_finder_number",
        _("Second finder, personnel no."),
        of("second_finder__number"),
    ),
    _column("category", _("Category")),
    _column("nature", pgettext_lazy("ledger", "Nature"), words("nature")),
    _column("basis", _("Management or site"), words("basis")),
    _column("clause", _("Clause violated")),
    _column("grade", pgettext_lazy("ledger", "Grade"), words("grade")),
    _column("major_item", _("Criterion of a major danger")),
    _column("grade_reason", _("Reason for the grade"), of("regrade__reason")),
    _column("risk", _("Risk level"), words("risk")),
    _column("risk_note", _("Risk evaluation")),
    _column("accident_type", _("Possible accident")),
    _column("before_photos", _("Photos before"), or_told("before", "before_photos")),
    _column("proposed_measures", _("Proposed measures"), width=40),
    _column(
        "measures",
        pgettext_lazy("ledger", "Measures"),
        own("rectification", "measures", told="imported__measures"),
        width=40,
    ),
    _column(
        "interim_control",
        _("Interim control"),
        own("rectification", "interim_control", told="interim_control"),
        width=40,
    ),
    _column("owner_unit_code", _("Responsible unit, code"), of("owner_unit__code")),
    _column(
        "owner_unit", _("Responsible unit"), own("owner_unit", "name", told="imported__owner_unit")
    ),
    _column("owner", _("Responsible person"), own("owner", "name", told="imported__owner_name")),
    _column("owner_number", _("Responsible person, personnel no."), of("owner__number")),
    _column(
        "assigned_on",
        pgettext_lazy("ledger", "Assigned"),
        day("rectification__assigned_at"),
        "date",
    ),
    _column("notice_number", _("Notice no."), of("notice__number")),
    _column("received_on", _("Notice received"), day("notice__receipt__at"), "date"),
    _column("first_due_on", _("First deadline"), None, "date"),
    _column("due_on", pgettext_lazy("ledger", "Deadline"), None, "date"),
    _column("extension_to", _("Extension asked until"), of("extension__to_on"), "date"),
    _column("extension_reason", _("Extension asked because"), of("extension__reason")),
    _column(
        "funds_planned",
        _("Funds planned"),
        own("rectification", "funds_planned", told="imported__funds_planned"),
        "number",
    ),
    _column(
        "funds_actual",
        _("Funds spent"),
        own("rectification", "funds_actual", told="imported__funds_actual"),
        "number",
    ),
    _column(
        "contingency_plan",
        _("Emergency plan"),
        own("rectification", "contingency_plan", told="imported__contingency_plan"),
        width=40,
    ),
    _column(
        "progress", _("What was done"), own("repair", "text", told="imported__progress"), width=40
    ),
    _column("after_photos", _("Photos after"), or_told("after", "after_photos")),
    _column("repaired_on", _("Finished"), None, "date"),
    _column("verifier", pgettext_lazy("ledger", "Verifier"), VERIFIER),
    _column(
        "verifier_number",
        _("Verifier, personnel no."),
        own("repair__verification", "by__number", told="verifier__number"),
    ),
    _column("verified_on", pgettext_lazy("ledger", "Verified"), None, "date"),
    _column(
        "opinion",
        _("Opinion of the verifier"),
        own("repair__verification", "opinion", told="imported__opinion"),
        width=40,
    ),
    _column("state", pgettext_lazy("ledger", "State"), words("state")),
    _column("closed_on", pgettext_lazy("ledger", "Closed"), None, "date"),
    _column("closed_by", _("Closed by"), of("closure__by_name")),
    _column("closed_by_number", _("Closed by, personnel no."), of("closure__by__number")),
    _column("closing_note", _("Note on closing"), of("closure__note")),
    _column("days_over", _("Days overdue"), DAYS_OVER, "number"),
    _column("staff_told_on", _("Staff told"), of("staff__told_on"), "date"),
    _column("staff_told_how", _("Staff told how"), of("staff__how")),
    _column("authority", pgettext_lazy("ledger", "Authority"), of("authority__authority")),
    _column("authority_on", _("Reported to the authority"), of("authority__reported_on"), "date"),
    _column("authority_number", _("Report no."), of("authority__number")),
    _column("supervisor", _("Supervised by"), of("supervision__supervisor")),
    _column("supervised_until", _("Supervised until"), of("supervision__due_on"), "date"),
    _column("void_reason", _("Void because"), of("void__reason")),
    _column("repeat_of", _("Repeats"), of("repeat_of__number")),
    _column("merged_into", pgettext_lazy("ledger", "Merged into"), of("merged_into__number")),
    _column("recorded_at", pgettext_lazy("ledger", "Recorded"), moment("recorded_at"), "datetime"),
    _column("back_filled", _("Recorded later"), yes("back_filled")),
)


def ledger_rows(
    rows: QuerySet[Finding], today: date, columns: Iterable[LedgerColumn] = COLUMNS
) -> Iterator[list[Any]]:
    """Yield the cells of each finding, in the order of `rows`, for a spreadsheet to stream."""
    table = _Table(tuple(columns))
    return map(table.cells, table.reader.lines(rows, today))


def told_by_ledger(rows: QuerySet[Finding], today: date) -> dict[int, dict[str, Any]]:
    """Return what the ledger tells of each finding: by its id, then by the key of a column."""
    table = _Table(COLUMNS)
    pk = table.reader.places["id"]
    keys = [column.key for column in COLUMNS]
    return {
        line[pk]: dict(zip(keys, table.cells(line), strict=True))
        for line in table.reader.lines(rows, today)
    }


class _Table:
    """Columns, with where in a line their values stand."""

    def __init__(self, columns: Sequence[LedgerColumn]) -> None:
        self.reader = LedgerReader(path for column in columns for path in column.value.paths)
        places = [[self.reader.places[path] for path in column.value.paths] for column in columns]
        # All cells at once as they were read; what is to be made of some is put in their place.
        self._read = itemgetter(*(asked[0] for asked in places))
        self._made = [
            (number, column.value.make, itemgetter(*asked))
            for number, (column, asked) in enumerate(zip(columns, places, strict=True))
            if column.value.make
        ]

    def cells(self, line: Line) -> list[Any]:
        """Return the cells of a line."""
        cells = [*self._read(line)]
        for number, make, asked in self._made:
            cells[number] = make(*asked(line))
        return cells
