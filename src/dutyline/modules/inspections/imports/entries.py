"""What an import of a ledger would enter: rows with everything they speak of found."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.models import Person, Place, Unit, UnitKind
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.registry.imports import Options, Sheet
from dutyline.modules.inspections.imports.known import Known, Unknown
from dutyline.modules.inspections.imports.reading import LedgerReader
from dutyline.modules.inspections.imports.rows import LedgerRow, Notes
from dutyline.modules.inspections.imports.settings import Settings
from dutyline.modules.inspections.imports.standing import Standing, note_deadline, standing_of

NOON = time(12)
LONGEST_PLACE = 200


@dataclass
class Entry:
    """A finding to be entered; `place_name` is a place still to be made."""

    row: LedgerRow
    unit: Unit
    company: Unit
    tz: ZoneInfo
    place: Place | None
    place_name: str
    found_at: datetime
    recorded_at: datetime
    clause: str
    standing: Standing
    finder: Person | None
    second_finder: Person | None
    owner: Person | None
    verifier: Person | None
    closer: Person | None
    owner_unit: Unit | None
    key: str

    @property
    def found_on(self) -> date:
        """Return the local day it was found."""
        return self.found_at.astimezone(self.tz).date()


class LedgerEntries:
    """Turns the rows of a sheet into entries, refusing those nobody could enter."""

    def __init__(self, sheet: Sheet, options: Options, by: Actor, notes: Notes) -> None:
        """Read the settings and load what rows may speak of."""
        self.settings = Settings.read(sheet.mapping.settings)
        self.sheet, self.options, self.notes = sheet, options, notes
        self.source = sheet.mapping.source or sheet.name
        self.reader = LedgerReader(sheet, self.settings, notes)
        self.known = Known(by, self.settings, notes, options.as_of)
        self.companies: dict[int, Unit] = {}
        self.zones: dict[int, ZoneInfo] = {}

    @property
    def own(self) -> bool:
        """Say whether this is an export of our own."""
        return self.reader.own

    def entries(self) -> Iterator[Entry]:
        """Yield what is to be entered; rows alike in everything are refused after the first."""
        seen: dict[str, int] = {}
        for row in self.reader.rows():
            try:
                entry = self._entry(row)
            except Unknown as problem:
                header = self.sheet.headers.get(problem.column, problem.column)
                self.notes.refuse(row.number, header, problem.reason, problem.value)
                continue
            if entry.key in seen:
                reason = _("The same as row {row}.").format(row=seen[entry.key])
                header = self.sheet.headers["title"]
                self.notes.refuse(row.number, header, reason, row.text("title"))
                continue
            seen[entry.key] = row.number
            yield entry

    def _entry(self, row: LedgerRow) -> Entry:
        unit = self.known.unit(row)
        place = self.known.place(row, unit)
        unit = place.unit if place and not row.text("unit_code") else unit
        tz = self._zone(unit)
        found_at = self._moment(row, "found_at", tz)
        if found_at > self.options.at:
            raise Unknown(
                "found_at",
                _("It cannot have been found later than now."),
                found_at.date().isoformat(),
            )
        note_deadline(row, self.notes)
        unmade = row.text("place") if place is None and self.settings.places == "create" else ""
        name = self.settings.place_name.format(place=unmade) if unmade else ""
        if len(name) > LONGEST_PLACE:
            self.notes.decide("place_words", _("Places with long names stay words."), row.number)
            name = ""
        return Entry(
            row=row,
            unit=unit,
            company=self._company(unit),
            tz=tz,
            place=place,
            place_name=name,
            found_at=found_at,
            recorded_at=self._recorded_at(row, tz, found_at),
            clause=self._clause(row),
            standing=standing_of(row, self.settings, self.notes, own=self.own),
            finder=self.known.person(row, "finder_names", "finder_number"),
            second_finder=self.known.person(row, "", "second_finder_number"),
            owner=self.known.person(row, "owner", "owner_number"),
            verifier=self.known.person(row, "verifier", "verifier_number"),
            closer=self.known.person(row, "closed_by", "closed_by_number"),
            owner_unit=self.known.owner_unit(row),
            key=self._key(row, unit, found_at),
        )

    def _key(self, row: LedgerRow, unit: Unit, found_at: datetime) -> str:
        """Return what makes a row this finding and no other, however often it is imported."""
        if self.own:
            parts: list[Any] = ["number", self._company(unit).pk, row.text("number")]
        else:
            # Never the name of the file: the same ledger comes again as "ledger (1).csv".
            parts = [self.sheet.mapping.source, unit.pk, found_at.isoformat()]
            names = ("place", "place_code", "spot", "thing", "title", "description", "clause")
            parts += [row.text(name) for name in (*names, "owner", "measures")]
        return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()

    def _clause(self, row: LedgerRow) -> str:
        clause = written = row.text("clause")
        for old, new in self.settings.clauses:
            clause = clause.replace(old, new)
        if clause != written:
            sentence = _("Clauses are written as the mapping says, “{clause}” and the like.")
            example = self.__dict__.setdefault("_example", clause)
            self.notes.decide("clause_read_as", sentence.format(clause=example), row.number)
        return clause[:200]

    def _moment(self, row: LedgerRow, name: str, tz: ZoneInfo) -> datetime:
        value: Any = row.said[name]
        if isinstance(value, datetime):
            return value.replace(tzinfo=value.tzinfo or tz)
        # A day without a time: noon, but never later than the import of the same day.
        noon = datetime.combine(value, NOON, tzinfo=tz)
        midnight = noon - timedelta(hours=12)
        return noon if noon <= self.options.at else min(midnight, noon)

    def _recorded_at(self, row: LedgerRow, tz: ZoneInfo, found_at: datetime) -> datetime:
        if row.said.get("recorded_at") is None:
            return self.options.at
        told = self._moment(row, "recorded_at", tz)
        return min(max(told, found_at), self.options.at)

    def _company(self, unit: Unit) -> Unit:
        if unit.pk not in self.companies:
            line = ancestors(unit.path)
            above = {each.pk: each for each in Unit.objects.filter(pk__in=line)}
            nearest = (above[pk] for pk in reversed(line) if above[pk].kind == UnitKind.COMPANY)
            self.companies[unit.pk] = next(nearest, above[line[0]])
        return self.companies[unit.pk]

    def _zone(self, unit: Unit) -> ZoneInfo:
        if unit.pk not in self.zones:
            self.zones[unit.pk] = zone_of(unit)
        return self.zones[unit.pk]
