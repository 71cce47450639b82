"""Roles are given and taken away."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import CustomRole, Grant
from dutyline.kernel.access.operations.guards import require_administrator_left
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import (
    AlreadyGranted,
    AlreadyWithdrawn,
    ForOneself,
    PersonOrPost,
    UnknownRole,
)
from dutyline.kernel.access.roles import BY_APPOINTMENT
from dutyline.kernel.organisation.models import Appointment, Person, Post, Unit
from dutyline.kernel.organisation.operations.guards import require_order, require_running
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.ports import record
from dutyline.kernel.registry import roles


@transaction.atomic
def grant_role(
    *,
    by: Actor,
    role: str,
    unit: Unit,
    on: date,
    at: datetime,
    person: Person | None = None,
    post: Post | None = None,
    until: date | None = None,
) -> Grant:
    """Give a role in `unit` and everything under it to a person, or to whoever holds a post.

    It takes the right to manage roles there. Nobody gives a role to himself or to a post he
    holds, whatever he may do: a second person has to want it.
    """
    by.require(Access.ROLES_MANAGE, unit.path)
    require_order(on, until)
    if (person is None) == (post is None):
        raise PersonOrPost
    if (person is not None and by.is_person(person.pk)) or (post and _will_hold(by, post, on)):
        raise ForOneself
    label = role_label(role)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_running(unit, on)
    if Grant.objects.filter(
        overlapping(on, until or date.max), role=role, person=person, post=post, unit=unit
    ).exists():
        raise AlreadyGranted(role=label, to=person or post, unit=unit)
    grant = Grant.objects.create(
        role=role, person=person, post=post, unit=unit, valid_from=on, valid_to=until
    )
    _tell(by, "access.role_granted", grant, at)
    return grant


@transaction.atomic
def withdraw_role(*, by: Actor, grant: Grant, on: date, at: datetime, reason: str = "") -> Grant:
    """Take a role away; `on` is the first day without it. It acts from the next request on.

    Refuses to leave the enterprise without an administrator.
    """
    grant = (
        Grant.objects.select_for_update(of=("self",))
        .select_related("unit", "person", "post")
        .get(pk=grant.pk)
    )
    by.require(Access.ROLES_MANAGE, grant.unit.path)
    if grant.valid_to is not None and grant.valid_to <= on:
        raise AlreadyWithdrawn(role=role_label(grant.role))
    grant.valid_to = max(on, grant.valid_from)
    grant.save(update_fields=["valid_to"])
    if not by.is_system:
        require_administrator_left(grant.valid_to)
    _tell(by, "access.role_withdrawn", grant, at, reason=reason)
    return grant


def _will_hold(by: Actor, post: Post, on: date) -> bool:
    """Say whether the actor holds a post now or will, from the day the role begins."""
    if by.person is None:
        return False
    theirs = Appointment.objects.filter(overlapping(on, date.max), post=post, person=by.person)
    return by.holds([post.pk]) or theirs.exists()


def role_label(key: str) -> str:
    """Return a role in words; UnknownRole for one nobody can give."""
    if key in BY_APPOINTMENT:
        raise UnknownRole(role=key)
    if key in roles():
        return str(roles()[key].label)
    custom = CustomRole.objects.filter(key=key).first()
    if custom is None:
        raise UnknownRole(role=key)
    return custom.label


def _tell(by: Actor, verb: str, grant: Grant, at: datetime, *, reason: str = "") -> None:
    kind, to = ("person", grant.person_id) if grant.person_id else ("post", grant.post_id)
    record(
        by=by,
        verb=verb,
        subject=(f"organisation.{kind}", to or 0, str(grant.person or grant.post)),
        unit_path=grant.unit.path,
        at=at,
        reason=reason,
        role=grant.role,
        unit=grant.unit.name,
    )
