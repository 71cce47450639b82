"""Finds the units, places and people a ledger speaks of."""

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.imports.settings import folded
from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.kernel.registry import Refusal
from dutyline.modules.inspections.imports.rows import LedgerRow, Notes
from dutyline.modules.inspections.imports.settings import Settings
from dutyline.modules.inspections.permissions import Inspections


class Unknown(Exception):
    """Something a row speaks of is not known here; `column` and `value` say what."""

    def __init__(self, column: str, reason: str, value: str) -> None:
        """Keep where it stands and why it is refused."""
        super().__init__(column)
        self.column, self.reason, self.value = column, reason, value


class NoUnits(Refusal):
    """A ledger for a house that has no unit yet, or none where the actor may import."""

    message = gettext_lazy(
        "There is no unit here to import findings for. Bring the organisation in first."
    )


class Known:
    """Everything rows may speak of, loaded once: only units where the actor may import."""

    def __init__(self, by: Actor, settings: Settings, notes: Notes, on: date) -> None:
        """Load units, places and people of the actor's subtrees."""
        self.settings, self.notes = settings, notes
        paths = by.paths(Inspections.LEDGER_IMPORT)
        units = list(Unit.objects.within(paths).order_by("depth", "id"))
        if not units:
            raise NoUnits
        self.by_code = {folded(unit.code): unit for unit in units}
        self.by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in units:
            self.by_name[folded(unit.name)].append(unit)
        self.default = self._default(units)
        places = list(Place.objects.within(paths).select_related("unit").order_by("id"))
        self.place_codes = {folded(place.code): place for place in places}
        self.place_names = {(place.unit_id, folded(place.name)): place for place in places}
        self.people: dict[str, list[Person]] = defaultdict(list)
        self.numbers: dict[str, Person] = {}
        for person in Person.objects.employed(on).order_by("id"):
            self.people[folded(person.name)].append(person)
        for person in Person.objects.exclude(number=None).order_by("id"):
            self.numbers[folded(person.number)] = person

    def _default(self, units: list[Unit]) -> Unit | None:
        """Return the unit of rows that name none: the mapping's, else the one above all others."""
        if self.settings.unit:
            return self.by_code.get(folded(self.settings.unit))
        top = {unit.path for unit in units}
        highest = [unit for unit in units if not any(path in top for path in _above(unit.path))]
        return highest[0] if len(highest) == 1 else None

    def unit(self, row: LedgerRow) -> Unit:
        """Return the unit of a row: by code, by name, by a name that contains it, the default."""
        code, name = row.text("unit_code"), row.text("unit")
        said = self.settings.spelt("unit").get(name, code)
        if said:
            unit = self.by_code.get(folded(said))
            if unit is None:
                raise Unknown("unit_code", _("There is no unit with this code."), said)
            return unit
        if name:
            unit = self._by_name(row, name)
            if unit is not None:
                return unit
        if not name and not self.settings.unit:
            called = self.by_name.get(folded(row.text("place")), [])
            if len(called) == 1:
                sentence = _("Rows that name no unit go to the unit their place is called after.")
                self.notes.decide("unit_of_place", sentence, row.number)
                return called[0]
            responsible = self.owner_unit(row)
            if responsible is not None:
                sentence = _("Rows that name no unit go to the unit responsible for mending.")
                self.notes.decide("unit_of_owner", sentence, row.number)
                return responsible
        default = self.default
        if default is None:
            raise Unknown(
                "unit",
                _("The unit is not known. Name it in the mapping, or a unit for all rows."),
                name,
            )
        sentence = _("Rows that name no unit go to {unit}.")
        if name:
            sentence = _("The unit “{name}” is not known; its rows go to {unit}.")
        self.notes.decide("unit_default", sentence.format(name=name, unit=default.name), row.number)
        return default

    def owner_unit(self, row: LedgerRow) -> Unit | None:
        """Return the unit responsible for mending, by code or by a name only one unit has."""
        code, name = row.text("owner_unit_code"), row.text("owner_unit")
        code = self.settings.spelt("unit").get(name, code)
        unit = self.by_code.get(folded(code)) if code else None
        if unit is None and name and not code:
            try:
                unit = self._by_name(row, name)
            except Unknown:
                unit = None
            if unit is None:
                sentence = _("The responsible unit “{name}” is not known; the name stays words.")
                self.notes.decide("owner_unit_words", sentence.format(name=name), row.number)
        return unit

    def place(self, row: LedgerRow, unit: Unit) -> Place | None:
        """Return the place of a row, None where its name stays words or is still to be made."""
        code, name = row.text("place_code"), row.text("place")
        code = self.settings.spelt("place").get(name, code)
        if code:
            place = self.place_codes.get(folded(code))
            if place is None and not name:
                raise Unknown("place_code", _("There is no place with this code."), code)
            if place is not None:
                return place
        if not name:
            return None
        wanted = self.settings.place_name.format(place=name)
        place = self.place_names.get((unit.pk, folded(wanted)))
        if place is None and self.settings.places == "match":
            raise Unknown("place", _("{unit} has no such place.").format(unit=unit.name), name)
        return place

    def person(self, row: LedgerRow, name_field: str, number_field: str) -> Person | None:
        """Return a person by number, else by a name only one has; None with a decision noted."""
        number, names = row.text(number_field), row.text(name_field)
        name = names.split(", ")[0] if names else ""
        number = self.settings.spelt("person").get(name, number)
        if number:
            person = self.numbers.get(folded(number))
            if person is not None:
                return person
        if not name:
            return None
        found = self.people.get(folded(name), [])
        if len(found) == 1:
            return found[0]
        if not found and folded(name) in self.by_name:
            # A department found it: its name is kept, and nobody looks for such a person.
            return None
        sentence = (
            _("Several people are called {name}; the name is kept as words.")
            if found
            else _("Nobody here is called {name}; the name is kept as words.")
        )
        self.notes.decide("person_words", sentence.format(name=name), row.number)
        return None

    def _by_name(self, row: LedgerRow, name: str) -> Unit | None:
        exact = self.by_name.get(folded(name), [])
        if len(exact) == 1:
            return exact[0]
        if len(exact) > 1:
            raise Unknown("unit", _("Several units have this name; give the code."), name)
        wanted = folded(name)
        part = [
            unit
            for known, units in self.by_name.items()
            if len(wanted) >= 2 and (wanted in known or (len(known) >= 2 and known in wanted))
            for unit in units
        ]
        if len(part) != 1:
            return None
        sentence = _("The unit “{name}” is taken to be {unit}.")
        self.notes.decide("unit_part", sentence.format(name=name, unit=part[0].name), row.number)
        return part[0]


def _above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
