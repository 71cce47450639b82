"""People are entered, change, leave and come back."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.models import Appointment, Leave, Person, Post, Unit
from dutyline.kernel.organisation.operations.appointments import appoint
from dutyline.kernel.organisation.operations.endings import end_appointments
from dutyline.kernel.organisation.operations.guards import EVERYWHERE
from dutyline.kernel.organisation.operations.versions import end, reaching_past
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import (
    AlreadyDeparted,
    BeforeHistory,
    NeverLeft,
    NumberTaken,
)


@transaction.atomic
def create_person(
    *,
    by: By,
    name: str,
    at: datetime,
    number: str | None = None,
    email: str = "",
    phone: str = "",
    language: str = "",
    joined_on: date | None = None,
    unit: Unit | None = None,
    begins: tuple[Post, date] | None = None,
) -> Person:
    """Enter a person; `unit` is where the act belongs, and where the right is needed.

    Where he `begins` in a post on a day he is appointed to it in the same step; what `appoint`
    refuses lets nobody be entered. Refuses a personnel number already taken.
    """
    by.require(Organisation.MANAGE, unit.path if unit else "")
    _require_free_number(number, None)
    person = Person.objects.create(
        name=name,
        number=number or None,
        email=email,
        phone=phone,
        language=language,
        joined_on=joined_on,
    )
    _tell(by, "organisation.person_entered", person, unit.path if unit else EVERYWHERE, at)
    if begins is not None:
        post, since = begins
        appoint(by=by, person=person, post=post, on=since, at=at)
    return person


@transaction.atomic
def change_person(
    *,
    by: By,
    person: Person,
    on: date,
    at: datetime,
    name: str,
    number: str | None,
    email: str,
    phone: str,
    language: str,
) -> Person:
    """Correct what is known about a person; it takes the right in one of his units of that day.

    Refuses a personnel number already taken.
    """
    path = _require_over_one(by, person, on)
    person = Person.objects.select_for_update().get(pk=person.pk)
    _require_free_number(number, person)
    person.name, person.number, person.email = name, number or None, email
    person.phone, person.language = phone, language
    person.save()
    _tell(by, "organisation.person_changed", person, path, at)
    return person


@transaction.atomic
def depart(*, by: By, person: Person, on: date, at: datetime, reason: str = "") -> Person:
    """Record that a person left; `on` is the first day he no longer works here.

    Ends his appointments and leave; it takes the right over every post he holds. His account is
    closed by `access`. Refuses somebody who left before, or a day before he came.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.left_on is not None:
        raise AlreadyDeparted(person=person, day=person.left_on)
    if person.joined_on is not None and on < person.joined_on:
        raise BeforeHistory(name=person, since=person.joined_on)
    held = list(
        reaching_past(Appointment.objects.filter(person=person), on)
        .select_related("post__unit", "person")
        .order_by("acting", "id")
    )
    for each in held:
        by.require(Organisation.MANAGE, each.post.unit.path)
    if not held:
        by.require(Organisation.MANAGE)
    end_appointments(by, held, on, at, reason)
    end(Leave, "person", [person.pk], on)
    person.left_on = on
    person.save(update_fields=["left_on"])
    path = held[0].post.unit.path if held else EVERYWHERE
    _tell(by, "organisation.person_departed", person, path, at, reason=reason, day=on.isoformat())
    return person


@transaction.atomic
def take_back(*, by: By, person: Person, on: date, at: datetime) -> Person:
    """Record that a person who left works here again from the day `on`.

    Refuses somebody who never left, or a day before he left.
    """
    by.require(Organisation.MANAGE)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.left_on is None:
        raise NeverLeft(person=person)
    if on < person.left_on:
        raise BeforeHistory(name=person, since=person.left_on)
    left = person.left_on
    person.joined_on, person.left_on = on, None
    person.save(update_fields=["joined_on", "left_on"])
    _tell(
        by,
        "organisation.person_returned",
        person,
        EVERYWHERE,
        at,
        day=on.isoformat(),
        left=left.isoformat(),
    )
    return person


def _require_free_number(number: str | None, person: Person | None) -> None:
    taken = Person.objects.filter(number=number)
    if person is not None:
        taken = taken.exclude(pk=person.pk)
    if number and taken.exists():
        raise NumberTaken(number=number)


def _require_over_one(by: By, person: Person, on: date) -> str:
    """Return the path of a unit of the person over which the actor has the right."""
    paths = list(
        Appointment.objects.on(on)
        .filter(person=person)
        .order_by("acting", "id")
        .values_list("post__unit__path", flat=True)
    )
    if not paths:
        by.require(Organisation.MANAGE)
        return EVERYWHERE
    mine = [path for path in paths if by.can(Organisation.MANAGE, path)]
    if not mine:
        by.require(Organisation.MANAGE, paths[0])
    return mine[0]


def _tell(
    by: By, verb: str, person: Person, path: str, at: datetime, *, reason: str = "", **data: str
) -> None:
    record(
        by=by,
        verb=verb,
        subject=("organisation.person", person.pk, person.name),
        unit_path=path,
        at=at,
        reason=reason,
        **data,
    )
