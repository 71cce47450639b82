"""Makes the rows of findings out of entries; nothing is saved here."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import Place
from dutyline.modules.inspections.imports.entries import Entry
from dutyline.modules.inspections.imports.mending import needs_repair
from dutyline.modules.inspections.imports.rows import LedgerRow, Notes
from dutyline.modules.inspections.imports.settings import Settings
from dutyline.modules.inspections.imports.verifying import MENDED_BY_SOMEBODY, note_verifier
from dutyline.modules.inspections.models import (
    Finding,
    FindingState,
    Grade,
    ImportedFacts,
    Origin,
)
from dutyline.modules.inspections.operations.numbers import next_numbers
from dutyline.modules.inspections.operations.recording import category_data
from dutyline.modules.inspections.rules.grading import Grading, grade_by_criteria
from dutyline.modules.inspections.rules.periods import month_of

KeyOf = Callable[[LedgerRow], str]
WORDS = (
    "spot",
    "thing",
    "description",
    "finder_names",
    "risk",
    "risk_note",
    "accident_type",
    "proposed_measures",
    "interim_control",
)
LONGEST = {"spot": 200, "thing": 200, "finder_names": 300, "risk_note": 300, "accident_type": 200}


class Maker:
    """Makes findings and what is kept of their words."""

    def __init__(
        self, settings: Settings, category_of: KeyOf, kind_of: KeyOf, notes: Notes, *, own: bool
    ) -> None:
        """Take how words are read."""
        self.settings, self.category_of, self.kind_of = settings, category_of, kind_of
        self.notes, self.own = notes, own
        self.grades: dict[tuple[Any, ...], Grading] = {}
        self.data: dict[tuple[Any, ...], dict[str, str]] = {}

    def look_up(self, entry: Entry) -> None:
        """Ask for everything that may note a decision, so that a dry run shows it too."""
        self.category_of(entry.row)
        self.kind_of(entry.row)
        if entry.standing.state in MENDED_BY_SOMEBODY and not needs_repair(entry):
            sentence = _("Nobody known here mends it by a deadline; it waits to be assigned.")
            self.notes.decide("unassigned", sentence, entry.row.number)
        if not self.own:
            note_verifier(entry, self.notes)

    def finding(self, entry: Entry, number: str, place: Place | None) -> Finding:
        """Return the finding of an entry, not saved; closing, repair and links come later."""
        row = entry.row
        category = self.category_of(row) or self.settings.category
        grading = self._grading(entry, category)
        described = self._described(category, entry)
        said = {name: row.text(name)[: LONGEST.get(name)] for name in WORDS}
        if place is None and not self.own:
            said["spot"] = (said["spot"] or row.text("place"))[:200]
        return Finding(
            number=number,
            company=entry.company,
            unit=entry.unit,
            unit_path=entry.unit.path,
            place=place,
            title=row.text("title")[:200],
            kind=self.kind_of(row) or self.settings.kind,
            origin=row.text("origin") or Origin.IMPORT,
            finder=entry.finder,
            second_finder=entry.second_finder,
            found_at=entry.found_at,
            found_on=entry.found_on,
            found_month=month_of(entry.found_on),
            recorded_at=max(entry.recorded_at, entry.found_at),
            back_filled=bool(row.said.get("back_filled")),
            category=category,
            nature=row.text("nature") or ("" if self.own else described.get("nature", "")),
            basis=row.text("basis") or ("" if self.own else described.get("basis", "")),
            clause=entry.clause,
            grade=self._grade(row, grading),
            major_item=row.text("major_item") or ("" if self.own else grading.entry),
            owner=entry.owner,
            owner_unit=entry.owner_unit,
            verifier=entry.verifier if entry.verifier != entry.owner else None,
            first_due_on=row.day("first_due_on") or row.day("due_on"),
            due_on=row.day("due_on"),
            repaired_on=row.day("repaired_on"),
            verified_on=row.day("verified_on"),
            import_key=entry.key,
            **said,
        )

    def facts(self, entry: Entry, finding: Finding, source: str) -> ImportedFacts:
        """Return the words of the other ledger that no row of ours stands for."""
        row = entry.row
        return ImportedFacts(
            finding=finding,
            owner_name="" if entry.owner else row.text("owner")[:200],
            owner_unit="" if entry.owner_unit else row.text("owner_unit")[:200],
            verifier_name="" if entry.verifier else row.text("verifier")[:200],
            measures=row.text("measures"),
            funds_planned=row.said.get("funds_planned"),
            funds_actual=row.said.get("funds_actual"),
            contingency_plan=row.text("contingency_plan"),
            progress=row.text("progress"),
            opinion=row.text("opinion"),
            before_photos=row.text("before_photos"),
            after_photos=row.text("after_photos"),
            source=source[:200],
            row=row.number,
        )

    def _grade(self, row: LedgerRow, grading: Grading) -> str:
        wanted = row.text("grade") or self.settings.grade
        if Grade.MAJOR in (wanted, grading.grade) and not (self.own and wanted):
            return Grade.MAJOR
        return wanted or grading.grade

    def _grading(self, entry: Entry, category: str) -> Grading:
        key = (entry.found_on, entry.clause, category)
        if key not in self.grades:
            self.grades[key] = grade_by_criteria(
                entry.found_on, clause=entry.clause, category=category
            )
        return self.grades[key]

    def _described(self, category: str, entry: Entry) -> dict[str, str]:
        key = (category, entry.found_on)
        if key not in self.data:
            self.data[key] = category_data(category, entry.found_on)
        return self.data[key]


def number_entries(entries: Sequence[Entry], *, own: bool) -> list[str]:
    """Return a number for each entry: its own, else the next of its company and year."""
    if own:
        return [entry.row.text("number")[:20] for entry in entries]
    groups: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        groups[entry.company.pk, entry.found_on.year].append(place)
    numbers = [""] * len(entries)
    for (_company_id, year), places in sorted(groups.items()):
        company = entries[places[0]].company
        fresh = next_numbers(company, year, len(places))
        for place, number in zip(places, fresh, strict=True):
            numbers[place] = number
    return numbers


def places_to_make(entries: Sequence[Entry]) -> dict[tuple[int, str], Entry]:
    """Return the places still to be made, by unit and name, each with the first row naming it."""
    wanted: dict[tuple[int, str], Entry] = {}
    for entry in entries:
        if entry.place_name:
            wanted.setdefault((entry.unit.pk, folded(entry.place_name)), entry)
    return wanted


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries as they were found, so that numbers follow time."""

    def when(entry: Entry) -> tuple[datetime, int, int]:
        return entry.found_at, entry.row.number, entry.row.part

    return sorted(entries, key=when)


def state_before_repair(entry: Entry) -> str:
    """Return the state a finding is saved with before its other rows are there."""
    settled = (FindingState.CLOSED, FindingState.MERGED, FindingState.VOID)
    if entry.standing.state in settled or not needs_repair(entry):
        return FindingState.REGISTERED
    return entry.standing.state
