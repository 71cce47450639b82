"""The import of ledgers of hidden dangers: our own export, and those people keep elsewhere."""

from typing import ClassVar

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.registry.imports import Field, Options, Report, Sheet
from dutyline.kernel.registry.turns import take_turn
from dutyline.modules.inspections.imports import catalogues
from dutyline.modules.inspections.imports.comparing import Sorted, sort_entries
from dutyline.modules.inspections.imports.entries import LedgerEntries
from dutyline.modules.inspections.imports.fields import FIELDS
from dutyline.modules.inspections.imports.making import Maker, places_to_make
from dutyline.modules.inspections.imports.rows import KIND, Notes
from dutyline.modules.inspections.imports.rules_needed import (
    load_default_rules,
    note_missing_rules,
)
from dutyline.modules.inspections.imports.writing import Writer
from dutyline.modules.inspections.permissions import Inspections


class LedgerImport:
    """Enters findings; each row once, however often its file comes.

    Our own export comes back field by field. Of other ledgers every decision is in the report:
    states and grades spelt in many ways, several findings in one cell, people and units known by
    name. Repeats are recognised, rows alike refused with the row they repeat.
    """

    key: ClassVar = "findings"
    fields: ClassVar[tuple[Field, ...]] = FIELDS

    def plan(self, sheet: Sheet, options: Options, *, by: Actor) -> Report:
        """Return what `apply` would do."""
        with one_reading():
            return _Work(sheet, options, by, dry=True).report

    @transaction.atomic
    def apply(self, sheet: Sheet, options: Options, *, by: Actor) -> Report:
        """Enter everything in one transaction; the same file again changes nothing."""
        take_turn()
        with one_reading():
            work = _Work(sheet, options, by, dry=False)
            writer = Writer(by, options, work.entries.source, own=work.entries.own)
            writer.enter(work.sorted.new, work.maker)
            writer.close(work.sorted.closing)
        work.report.applied = True
        return work.report


class _Work:
    """What both do: read, find what is known, compare."""

    def __init__(self, sheet: Sheet, options: Options, by: Actor, *, dry: bool) -> None:
        by.require(Inspections.LEDGER_IMPORT)
        self.report = Report(decisions=list(sheet.decisions))
        self.report.tally(KIND)
        if note_missing_rules(self.report, options.as_of) and not dry:
            load_default_rules(by, options.at)
        notes = Notes(self.report)
        self.entries = LedgerEntries(sheet, options, by, notes)
        entries = list(self.entries.entries())
        self.maker = Maker(
            self.entries.settings,
            catalogues.categories(options.as_of, notes),
            catalogues.kinds(options.as_of, notes),
            notes,
            own=self.entries.own,
        )
        self.sorted: Sorted = sort_entries(entries, notes, options.as_of, own=self.entries.own)
        for entry in self.sorted.new:
            self.maker.look_up(entry)
        made = places_to_make(self.sorted.new)
        if made:
            self.report.tally("place").created = len(made)
        notes.publish()
