"""Accounts for many at once."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import open_account
from dutyline.kernel.organisation.models import Person

UNTYPED = re.compile(r"[^A-Za-z0-9@.+_-]+")


@transaction.atomic
def open_accounts(*, by: Actor, people: Sequence[Person], at: datetime) -> int:
    """Open an account for each person; the user name is the personnel number, else the name.

    Returns how many were opened. Raises what `open_account` raises, and opens none then.
    """
    for person in people:
        open_account(by=by, person=person, username=_free_name(person), at=at)
    return len(people)


def _free_name(person: Person) -> str:
    plain = UNTYPED.sub(".", (person.number or person.name).strip()).strip(".").lower()[:100]
    wanted = plain or f"person-{person.pk}"
    if Account.objects.filter(username__iexact=wanted).exists():
        return f"{wanted}-{person.pk}"
    return wanted
