"""Enters what a ledger tells: findings in bulk, then their repairs, closings and links."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.history.operations import Act, record_many
from dutyline.kernel.organisation.imports.places import PlacesImport
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.registry.imports import ImportMap, Options, Record, Sheet
from dutyline.modules.inspections.imports.entries import Entry
from dutyline.modules.inspections.imports.making import (
    Maker,
    in_order,
    number_entries,
    places_to_make,
    state_before_repair,
)
from dutyline.modules.inspections.imports.mending import needs_repair, restore_repair
from dutyline.modules.inspections.imports.repeating import recognise
from dutyline.modules.inspections.imports.verifying import Verifiers
from dutyline.modules.inspections.keys import FINDING
from dutyline.modules.inspections.models import (
    AuthorityReport,
    Closure,
    Finding,
    FindingMark,
    FindingState,
    FindingVoid,
    FindingWords,
    Grade,
    ImportedFacts,
    Merge,
    NumberSeries,
    Regrade,
    StaffNotice,
    Supervision,
)
from dutyline.modules.inspections.operations.shared import NOW, words_of
from dutyline.modules.inspections.rules.periods import month_of

AT_ONCE = 500


class Writer:
    """Enters the new entries of one file."""

    def __init__(self, by: Actor, options: Options, source: str, *, own: bool) -> None:
        """Keep who imports, when and from where."""
        self.by, self.options, self.source, self.own = by, options, source, own

    def enter(self, entries: Sequence[Entry], maker: Maker) -> None:
        """Save everything the entries say."""
        entries = in_order(entries)
        self._make_places(entries)
        findings = self._save(entries, maker)
        pairs = list(zip(findings, entries, strict=True))
        verifiers = Verifiers(self.options.as_of)
        for done, (finding, entry) in enumerate(pairs, 1):
            if needs_repair(entry):
                left = None if self.own else verifiers.of(entry)
                restore_repair(self.by, finding, entry, self.options.at, left)
            if done % AT_ONCE == 0:
                self.options.progress(done, len(pairs))
        self._settle(pairs)
        if self.own:
            self._link(pairs)
            self._continue_series(findings)
        else:
            recognise(findings)
        self._leave_traces(pairs)
        self.options.progress(len(pairs), len(pairs))

    def close(self, pairs: Sequence[tuple[Finding, Entry]]) -> None:
        """Close findings another ledger has closed meanwhile."""
        self._settle(pairs)
        self._leave_traces(pairs)

    def _make_places(self, entries: Sequence[Entry]) -> None:
        """Make the places rows name; each begins with its first finding, its unit at the latest."""
        wanted = places_to_make(entries)
        if not wanted:
            return
        first = min(entry.found_on for entry in wanted.values())
        begins: dict[date, list[Entry]] = defaultdict(list)
        for entry in wanted.values():
            begins[max(first, entry.unit.valid_from)].append(entry)
        for day, some in sorted(begins.items(), key=lambda pair: pair[0]):
            self._begin_places(some, day)
        places = {
            (place.unit_id, folded(place.name)): place
            for place in Place.objects.filter(unit__in={unit for unit, _name in wanted})
        }
        for entry in entries:
            if entry.place_name:
                entry.place = places.get((entry.unit.pk, folded(entry.place_name)))

    def _begin_places(self, entries: Sequence[Entry], day: date) -> None:
        headers = {"name": "name", "unit_code": "unit_code"}
        records = [
            Record(entry.row.number, {"name": entry.place_name, "unit_code": entry.unit.code})
            for entry in entries
        ]
        sheet = Sheet(self.source, records, headers, ImportMap(source=self.source))
        options = replace(self.options, as_of=day, partial=True)
        PlacesImport().apply(sheet, options, by=self.by)

    def _save(self, entries: Sequence[Entry], maker: Maker) -> list[Finding]:
        numbers = number_entries(entries, own=self.own)
        rows = [
            maker.finding(entry, number, entry.place)
            for entry, number in zip(entries, numbers, strict=True)
        ]
        for row, entry in zip(rows, entries, strict=True):
            row.state = state_before_repair(entry)
        findings = Finding.objects.bulk_create(rows, batch_size=AT_ONCE)
        FindingWords.objects.bulk_create(
            (FindingWords(finding=row, text=words_of(row)) for row in findings),
            batch_size=AT_ONCE,
        )
        ImportedFacts.objects.bulk_create(
            (
                maker.facts(entry, finding, self.source)
                for finding, entry in zip(findings, entries, strict=True)
            ),
            batch_size=AT_ONCE,
        )
        return findings

    def _settle(self, pairs: Sequence[tuple[Finding, Entry]]) -> None:
        """Write the rows of what is closed, void, major, told: each in one statement a thousand."""
        closures, voids, regrades = [], [], []
        told: list[StaffNotice] = []
        reports: list[AuthorityReport] = []
        listed: list[Supervision] = []
        settled = []
        for finding, entry in pairs:
            row, at = entry.row, self.options.at
            said = {"finding": finding, "by": self.by.person, "at": at}
            if entry.standing.state == FindingState.CLOSED:
                closures.append(self._closure(finding, entry))
                finding.closed_on = entry.standing.closed_on
            if entry.standing.state == FindingState.VOID:
                voids.append(FindingVoid(**said, reason=row.text("void_reason")[:500]))
            if row.text("grade_reason") and finding.grade == Grade.MAJOR:
                reason = row.text("grade_reason")[:500]
                regrades.append(
                    Regrade(**said, before=Grade.GENERAL, after=Grade.MAJOR, reason=reason)
                )
            if row.day("staff_told_on"):
                how = row.text("staff_told_how")[:200]
                told.append(StaffNotice(**said, told_on=row.day("staff_told_on"), how=how))
            if row.day("authority_on"):
                reports.append(
                    AuthorityReport(
                        **said,
                        authority=row.text("authority")[:200],
                        reported_on=row.day("authority_on"),
                        number=row.text("authority_number")[:100],
                    )
                )
            if row.day("supervised_until"):
                listed.append(
                    Supervision(
                        **said,
                        supervisor=row.text("supervisor")[:200],
                        due_on=row.day("supervised_until"),
                    )
                )
            if entry.standing.state in (FindingState.CLOSED, FindingState.VOID):
                finding.state = entry.standing.state
                settled.append(finding)
        for rows in (closures, voids, regrades, told, reports, listed):
            if rows:
                type(rows[0]).objects.bulk_create(rows, batch_size=AT_ONCE)
        Finding.objects.bulk_update(settled, ["state", "closed_on"], batch_size=AT_ONCE)

    def _closure(self, finding: Finding, entry: Entry) -> Closure:
        closed_on = entry.standing.closed_on or finding.found_on
        name, closer = entry.row.text("closed_by"), entry.closer
        if not self.own and not name:
            # Who found it effective closed it, as far as other ledgers tell.
            name, closer = entry.row.text("verifier") or self.source, entry.verifier
        return Closure(
            finding=finding,
            owner=finding.owner,
            by=closer if closer != finding.owner else None,
            by_name=name[:200],
            note=entry.row.text("closing_note"),
            at=datetime.combine(closed_on, time(12), tzinfo=entry.tz),
        )

    def _link(self, pairs: Sequence[tuple[Finding, Entry]]) -> None:
        """Link repeats and merges by the numbers the export names."""
        wanted = {
            (entry.company.pk, entry.row.text(name))
            for _finding, entry in pairs
            for name in ("repeat_of", "merged_into")
            if entry.row.text(name)
        }
        numbers = {number for _company, number in wanted}
        known = {
            (row.company_id, row.number): row
            for row in Finding.objects.filter(
                company__in={company for company, _number in wanted}, number__in=numbers
            )
        }
        merges = []
        for finding, entry in pairs:
            finding.repeat_of = known.get((entry.company.pk, entry.row.text("repeat_of")))
            into = known.get((entry.company.pk, entry.row.text("merged_into")))
            if entry.standing.state == FindingState.MERGED and into is not None:
                finding.state, finding.merged_into = FindingState.MERGED, into
                merges.append(
                    Merge(finding=finding, into=into, by=self.by.person, at=self.options.at)
                )
        Merge.objects.bulk_create(merges, batch_size=AT_ONCE)
        Finding.objects.bulk_update(
            [finding for finding, _entry in pairs],
            ["repeat_of", "merged_into", "state"],
            batch_size=AT_ONCE,
        )

    def _continue_series(self, findings: Sequence[Finding]) -> None:
        """Let numbers given from now on follow the highest one imported."""
        highest: dict[tuple[int, int], int] = {}
        for finding in findings:
            digits = "".join(char if char.isdigit() else " " for char in finding.number).split()
            if digits:
                key = (finding.company_id, finding.found_on.year)
                highest[key] = max(highest.get(key, 0), int(digits[-1]))
        for (company, year), last in highest.items():
            series, _new = NumberSeries.objects.get_or_create(company_id=company, year=year)
            if series.last < last:
                series.last = last
                series.save(update_fields=["last"])

    def _leave_traces(self, pairs: Sequence[tuple[Finding, Entry]]) -> None:
        record_many(by=self.by, acts=(self._act(*pair) for pair in pairs), at=self.options.at)
        marks: set[tuple[int, int]] = set()
        for finding, _entry in pairs:
            days = (finding.found_on, finding.first_due_on, finding.closed_on)
            marks.add((finding.unit_id, NOW))
            marks |= {(finding.unit_id, month_of(day)) for day in days if day is not None}
        FindingMark.objects.bulk_create(
            (FindingMark(unit_id=unit, month=month) for unit, month in sorted(marks)),
            batch_size=AT_ONCE,
        )

    def _act(self, finding: Finding, entry: Entry) -> Act:
        data: dict[str, Any] = {"source": self.source, "row": entry.row.number}
        verb = "inspections.finding_imported"
        return Act(verb, FINDING, finding.pk, str(finding), finding.unit_path, "", data)
