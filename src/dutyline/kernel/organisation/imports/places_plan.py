"""Finds out what a file of places changes."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dutyline.kernel.organisation.imports import fields
from dutyline.kernel.organisation.imports.circles import on_circles
from dutyline.kernel.organisation.imports.families import Families
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.imports.whereabouts import Unplaced, Whereabouts
from dutyline.kernel.organisation.models import Place, PlaceKind, Unit
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By
from dutyline.kernel.registry.imports import (
    ColumnsMissing,
    Options,
    Record,
    RefusedRow,
    Remark,
    Report,
    Sheet,
)
from dutyline.toolkit.spreadsheets.values.choices import Choice, parse_choice
from dutyline.toolkit.spreadsheets.values.problem import CellProblem

KINDS = (
    Choice(PlaceKind.AREA, PlaceKind.AREA.label, ("区域", "场所", "部位", "room", "building")),
    Choice(PlaceKind.EQUIPMENT, PlaceKind.EQUIPMENT.label, ("设备", "装置", "machine")),
    Choice(PlaceKind.POINT, PlaceKind.POINT.label, ("点位", "检查点", "点")),
)
LONGEST = {"code": 60, "name": 200, "unit_code": 100, "within_code": 60}


@dataclass(eq=False)
class Entry:
    """A place as the file tells of it."""

    row: int
    code: str
    name: str
    kind: str
    unit: Unit
    within: str
    known: Place | None = None
    within_said: str = ""
    pk: int = 0

    @property
    def reopens(self) -> bool:
        """Say whether it is out of use, and comes back into it."""
        return self.known is not None and self.known.valid_to is not None


class _Refused(Exception):
    def __init__(self, column: str, reason: object, value: str = "") -> None:
        super().__init__(column)
        self.column, self.reason, self.value = column, reason, value


def _repeated(code: str, name: str, row: int) -> _Refused:
    """Return why a place cannot come twice, by the cell that names it again."""
    if code:
        return _Refused("code", _("The code stands in row {row} already.").format(row=row), code)
    return _Refused("name", _("The place stands in row {row} already.").format(row=row), name)


class PlacesPlanner:
    """Turns rows into places and what changes about them."""

    def __init__(self, sheet: Sheet, options: Options, by: By) -> None:
        """Keep what every step needs; refuse a file that names no units."""
        by.require(Organisation.PLACES_MANAGE)
        if not {"unit_code", *(each.key for each in fields.UNIT_NAMES)} & sheet.headers.keys():
            raise ColumnsMissing(fields=str(fields.UNIT_CODE.label))
        self.sheet, self.options, self.by = sheet, options, by
        self.report = Report(decisions=list(sheet.decisions))
        self.report.tally("place")
        self.source = sheet.mapping.source or "places"
        self.families = Families(self.source)
        self.entries: dict[str, Entry] = {}
        self.closing: list[Place] = []
        self.named: set[str] = set()
        self.blind = False

    def plan(self) -> "PlacesPlanner":
        """Read every row, compare it with what is known, find what is missing."""
        self.where = Whereabouts(self.options.as_of)
        self.units = {unit.pk: unit for unit in Unit.objects.order_by("id")}
        self.codes = {folded(place.code): place for place in Place.objects.order_by("id")}
        self.spots = {
            (place.unit_id, folded(place.name)): place
            for place in self.codes.values()
            if place.valid_to is None
        }
        for record in self.sheet:
            try:
                self._read(record)
            except _Refused as problem:
                self._refuse(record.number, problem)
        self._check_surroundings()
        here = [entry.known.pk for entry in self.entries.values() if entry.known]
        self.families.join("place", here)
        if not self.options.partial:
            self._find_missing()
        self._count()
        self.report.refused.sort(key=lambda refused: refused.row)
        return self

    def _read(self, record: Record) -> None:
        code, name = self._text(record, "code"), self._text(record, "name")
        self.named.add(folded(code))
        if not name:
            raise _Refused("name", _("The place has no name."))
        chain = [text for each in fields.UNIT_NAMES if (text := self._text(record, each.key))]
        try:
            unit = self.units[self.where.find(self._text(record, "unit_code"), chain)]
        except Unplaced as problem:
            raise _Refused("unit_code", problem, chain[-1] if chain else "") from problem
        known = self.codes.get(folded(code)) if code else self.spots.get((unit.pk, folded(name)))
        if known is not None:
            self.named.add(folded(known.code))
        paths = [unit.path, *([known.unit_path] if known else [])]
        if not all(self.by.can(Organisation.PLACES_MANAGE, path) for path in paths):
            raise _Refused("unit_code", _("You cannot change this part of the tree."), name)
        if known is not None and known.valid_from > self.options.as_of:
            raise _Refused("code", _("The place comes into use only later."), known.code)
        entry = Entry(
            record.number,
            code,
            name,
            self._kind(record) or (known.kind if known else PlaceKind.AREA),
            unit,
            folded(self._text(record, "within_code")),
            known,
            self._text(record, "within_code"),
        )
        key = folded(code) or f"{unit.pk}/{folded(name)}"
        if key in self.entries:
            raise _repeated(code, name, self.entries[key].row)
        self.entries[key] = entry

    def _kind(self, record: Record) -> str | None:
        try:
            return parse_choice(record.values.get("kind"), KINDS)
        except CellProblem as problem:
            raise _Refused("kind", problem) from problem

    def _text(self, record: Record, column: str) -> str:
        limit = LONGEST.get(column, 200)
        try:
            return record.text(column, limit)
        except CellProblem as problem:
            self.blind = self.blind or column in {"code", "name"}
            raise _Refused(column, problem) from problem

    def _check_surroundings(self) -> None:
        above = {key: entry.within for key, entry in self.entries.items() if entry.within}
        for key in on_circles(above):
            entry = self.entries.pop(key)
            reason = _("The places around lead in a circle back to this one.")
            self._refuse(entry.row, _Refused("within_code", reason, entry.within_said))
        for key, entry in list(self.entries.items()):
            there = entry.within in self.entries or entry.within in self.codes
            if entry.within and not there:
                self.entries.pop(key)
                reason = _("The place around does not exist.")
                self._refuse(entry.row, _Refused("within_code", reason, entry.within_said))

    def _find_missing(self) -> None:
        self.families.require_order(self.options.as_of)
        if self.blind:
            text = _("Some rows do not say which place they are about: nothing is closed.")
            self.report.decisions.append(Remark("blind", text))
            return
        opened = set(self.families.opened("place"))
        self.closing = [
            place
            for place in self.codes.values()
            if place.pk in opened
            and place.valid_to is None
            and folded(place.code) not in self.named
            and self.by.can(Organisation.PLACES_MANAGE, place.unit_path)
        ]

    def differs(self, entry: Entry) -> bool:
        """Say whether a known place is to change."""
        place = entry.known
        if place is None:
            return False
        around = self.codes.get(entry.within)
        within = around.pk if around else None
        same_place = entry.within == "" or (place.within_id == within and within is not None)
        return (
            entry.reopens
            or not same_place
            or ((place.name, place.kind, place.unit_id) != (entry.name, entry.kind, entry.unit.pk))
        )

    def _count(self) -> None:
        tally = self.report.tally("place")
        tally.closed = len(self.closing)
        for entry in self.entries.values():
            if entry.known is None or entry.reopens:
                tally.created += 1
            elif self.differs(entry):
                tally.changed += 1
            else:
                tally.unchanged += 1

    def _refuse(self, row: int, problem: _Refused) -> None:
        header = self.sheet.headers.get(problem.column, problem.column)
        self.report.refused.append(RefusedRow(row, header, str(problem.reason), problem.value))
        self.report.tally("place").refused += 1
