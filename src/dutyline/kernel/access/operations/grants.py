"""Roles are given and taken away."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import CustomRole, Grant
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import (
    AlreadyGranted,
    BeyondOwnRights,
    PersonOrPost,
    UnknownRole,
)
from dutyline.kernel.access.roles import BY_APPOINTMENT
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.kernel.organisation.operations.guards import require_order
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

    Nobody gives more than he has: it takes the right to manage roles there, and every
    permission of the role there.
    """
    by.require(Access.ROLES_MANAGE, unit.path)
    require_order(on, until)
    if (person is None) == (post is None):
        raise PersonOrPost
    label, permissions = _role(role)
    if not all(by.can(permission, unit.path) for permission in permissions):
        raise BeyondOwnRights(role=label, unit=unit)
    if Grant.objects.filter(
        overlapping(on, until or date.max), role=role, person=person, post=post, unit=unit
    ).exists():
        raise AlreadyGranted(role=label, to=person or post, unit=unit)
    grant = Grant.objects.create(
        role=role, person=person, post=post, unit=unit, valid_from=on, valid_to=until
    )
    record(
        by=by,
        verb="access.role_granted",
        subject=("access.grant", grant.pk, label),
        unit_path=unit.path,
        at=at,
        role=label,
        to=str(person or post),
        unit=unit.name,
    )
    return grant


def _role(key: str) -> tuple[str, frozenset[str]]:
    if key in BY_APPOINTMENT:
        raise UnknownRole(role=key)
    if key in roles():
        return str(roles()[key].label), roles()[key].permissions
    custom = CustomRole.objects.filter(key=key).first()
    if custom is None:
        raise UnknownRole(role=key)
    return custom.label, frozenset(custom.permissions)
