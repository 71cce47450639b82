"""People join, change and leave."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.models import Person, Unit
from dutyline.kernel.organisation.operations.guards import EVERYWHERE
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import NumberTaken


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
) -> Person:
    """Enter a person; `unit` is where the act belongs, and where the right is needed.

    Refuses a personnel number already taken.
    """
    by.require(Organisation.MANAGE, unit.path if unit else "")
    if number and Person.objects.filter(number=number).exists():
        raise NumberTaken(number=number)
    person = Person.objects.create(
        name=name,
        number=number or None,
        email=email,
        phone=phone,
        language=language,
        joined_on=joined_on,
    )
    record(
        by=by,
        verb="organisation.person_entered",
        subject=("organisation.person", person.pk, name),
        unit_path=unit.path if unit else EVERYWHERE,
        at=at,
    )
    return person
