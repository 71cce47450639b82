"""Loads what an account may do, in three statements whatever the size of the enterprise."""

from datetime import date

from django.db.models import Q

from dutyline.kernel.access.actor import Actor, ActorKind, Reach
from dutyline.kernel.access.models import Account, CustomRole, Grant
from dutyline.kernel.access.roles import EMPLOYEE, LINE_HEAD
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.registry import roles


def actor_for(account: Account, on: date) -> Actor:
    """Return the actor behind an account on a day; an account without a person may do nothing."""
    if not account.is_active or account.person is None:
        return Actor(kind=ActorKind.PERSON, account_id=account.pk, label=account.username)
    return actor_of(account.person, on, account_id=account.pk)


def actor_of(person: Person, on: date, *, account_id: int | None = None) -> Actor:
    """Return the actor a person is on a day: his appointments and every grant that reaches him.

    Somebody who has left keeps his name and nothing else.
    """
    if person.left_on is not None and person.left_on <= on:
        return Actor(kind=ActorKind.PERSON, person=person, account_id=account_id)
    appointments = tuple(
        Appointment.objects.on(on)
        .filter(person=person)
        .select_related("post__unit", "person")
        .order_by("acting", "post__level", "id")
    )
    grants = (
        Grant.objects.on(on)
        .filter(Q(person=person) | Q(post__in=[each.post_id for each in appointments]))
        .select_related("unit")
        .order_by("id")
    )
    reaches = [*_by_appointment(appointments), *_by_grant(list(grants))]
    return Actor(
        kind=ActorKind.PERSON,
        person=person,
        appointments=appointments,
        reaches=tuple(reaches),
        account_id=account_id,
    )


def permissions_of(role_keys: set[str]) -> dict[str, frozenset[str]]:
    """Return the permissions of each role, the house's and the administrators' own."""
    known = {key: role.permissions for key, role in roles().items()}
    unknown = role_keys - known.keys()
    if unknown:
        for custom in CustomRole.objects.filter(key__in=unknown).order_by("id"):
            known[custom.key] = frozenset(custom.permissions)
    return known


def _by_appointment(appointments: tuple[Appointment, ...]) -> list[Reach]:
    known = roles()
    reaches = []
    for appointment in appointments:
        post = appointment.post
        reaches.append(Reach(known[EMPLOYEE].permissions, post.unit.path))
        if post.heads_unit:
            reaches.append(Reach(known[LINE_HEAD].permissions, post.unit.path))
    return reaches


def _by_grant(grants: list[Grant]) -> list[Reach]:
    known = permissions_of({grant.role for grant in grants})
    return [Reach(known[grant.role], grant.unit.path) for grant in grants if grant.role in known]
