"""Writes what a file of people changes."""

from dutyline.kernel.organisation.imports.people_plan import Entry, PeoplePlanner
from dutyline.kernel.organisation.imports.write_appointments import write_appointments
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.organisation.operations.people import depart, take_back
from dutyline.kernel.organisation.operations.versions import PART
from dutyline.kernel.organisation.ports import Act, By, record_many
from dutyline.kernel.registry.imports import Options


def write_people(planner: PeoplePlanner, options: Options, by: By) -> None:
    """Create, change and let go people; begin and end their appointments."""
    reason = f"{planner.source}, {options.as_of.isoformat()}"
    acts: list[Act] = []
    _create([each for each in planner.entries.values() if each.person.known is None], reason, acts)
    for entry in planner.entries.values():
        if entry.person.known is not None:
            entry.person.pk = entry.person.known.pk
        if entry.person.returns:
            person = Person.objects.get(pk=entry.person.pk)
            take_back(by=by, person=person, on=options.as_of, at=options.at)
    _change([each for each in planner.entries.values() if each.changes], reason, acts)
    write_appointments(planner.changes, by, options.at, reason, acts)
    _let_go(planner, options, by, reason)
    people = [entry.person for entry in planner.entries.values()]
    ids = [person.pk for person in people]
    opened = [person.pk for person in people if person.known is None]
    planner.families.leave("person", ids, opened, options.as_of, min(ids, default=0))
    record_many(by=by, acts=acts, at=options.at)
    options.progress(1, 1)


def _create(entries: list[Entry], reason: str, acts: list[Act]) -> None:
    rows = [Person(number=entry.person.number or None, **entry.facts) for entry in entries]
    for entry, row in zip(entries, Person.objects.bulk_create(rows, PART), strict=True):
        entry.person.pk = row.pk
        acts.append(_act("organisation.person_entered", row, reason))


def _change(entries: list[Entry], reason: str, acts: list[Act]) -> None:
    rows = Person.objects.in_bulk([entry.person.pk for entry in entries])
    for entry in entries:
        row = rows[entry.person.pk]
        for name, value in entry.changes.items():
            setattr(row, name, value)
        acts.append(_act("organisation.person_changed", row, reason))
    Person.objects.bulk_update(rows.values(), ["name", "email", "phone", "joined_on"], 500)


def _let_go(planner: PeoplePlanner, options: Options, by: By, reason: str) -> None:
    leaving = [(person.pk, options.as_of) for person in planner.leaving]
    leaving += [
        (entry.person.pk, entry.left_on)
        for entry in planner.entries.values()
        if entry.left_on is not None and planner.leaves(entry)
    ]
    for pk, day in leaving:
        depart(by=by, person=Person.objects.get(pk=pk), on=day, at=options.at, reason=reason)


def _act(verb: str, person: Person, reason: str) -> Act:
    return Act(verb, "organisation.person", person.pk, person.name, "/", reason)
