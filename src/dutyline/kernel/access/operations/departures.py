"""Somebody leaves the enterprise: his posts, leave, roles and account end with him."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account, Grant
from dutyline.kernel.access.operations.accounts import close_account
from dutyline.kernel.access.operations.grants import withdraw_role
from dutyline.kernel.access.operations.guards import require_administrator_left
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.organisation.operations import depart
from dutyline.kernel.organisation.periods import overlapping

DEPARTURE = Actor.system("departure")
"""Whoever may let a person go may not manage accounts or roles; they end by themselves."""
MOST = 500


@transaction.atomic
def let_go(*, by: Actor, person: Person, on: date, at: datetime, reason: str = "") -> Person:
    """Record that a person leaves; `on` is the first day he no longer works here.

    Ends his appointments, his leave and the roles given to him. His account closes at once where
    that day has come, else on it. Refuses to let the last administrator go.
    """
    person = depart(by=by, person=person, on=on, at=at, reason=reason)
    grants = Grant.objects.filter(overlapping(on, date.max), person=person)
    for grant in grants.order_by("id"):
        withdraw_role(by=DEPARTURE, grant=grant, on=on, at=at, reason=reason)
    if not by.is_system:
        require_administrator_left(on)
    _close(person, timezone.localdate(at), at)
    return person


def close_departed(now: datetime) -> int:
    """Close the accounts of people whose last day is over; return how many."""
    today = day_of_enterprise(now)
    gone = Person.objects.filter(left_on__lte=today, account__is_active=True).order_by("id")
    return sum(_close(person, today, now) for person in gone[:MOST])


def _close(person: Person, today: date, at: datetime) -> bool:
    account = Account.objects.filter(person=person, is_active=True).first()
    if account is None or person.left_on is None or person.left_on > today:
        return False
    close_account(by=DEPARTURE, account=account, at=at)
    return True
