"""Administrators put roles of their own together."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import CustomRole, Grant
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import (
    ForOneself,
    RoleInUse,
    RoleKeyTaken,
    UnknownPermission,
)
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.ports import record
from dutyline.kernel.registry import manifests, roles


@transaction.atomic
def save_custom_role(
    *,
    by: Actor,
    key: str,
    label: str,
    sentence: str,
    permissions: Iterable[str],
    on: date,
    at: datetime,
) -> CustomRole:
    """Make a role, or change the one of that key; it holds wherever it was given.

    It takes the right to manage roles at the top, since a role may be given anywhere. Refuses
    the key of a built-in role, a permission nobody declares, and more for a role one has oneself.
    """
    _require_at_the_top(by)
    if key in roles():
        raise RoleKeyTaken(key=key)
    wanted = sorted(set(permissions))
    unknown = set(wanted) - known_permissions()
    if unknown:
        raise UnknownPermission(permissions=", ".join(sorted(unknown)))
    role = CustomRole.objects.select_for_update().filter(key=key).first()
    before = role.permissions if role else []
    if _has(by, key, on) and not set(wanted) <= set(before):
        raise ForOneself
    role = role or CustomRole(key=key)
    role.label, role.sentence, role.permissions = label, sentence, wanted
    role.save()
    _tell(
        by,
        "access.custom_role_saved",
        role,
        at,
        permissions=", ".join(wanted),
        before=", ".join(before),
    )
    return role


@transaction.atomic
def remove_custom_role(*, by: Actor, role: CustomRole, on: date, at: datetime) -> None:
    """Remove a role nobody has from the day `on`; what was given before stays in history."""
    _require_at_the_top(by)
    role = CustomRole.objects.select_for_update().get(pk=role.pk)
    open_grants = Grant.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), role=role.key)
    if open_grants.exists():
        raise RoleInUse(role=role, count=open_grants.count())
    _tell(by, "access.custom_role_removed", role, at)
    role.delete()


def known_permissions() -> set[str]:
    """Return every permission some module declares."""
    return {key for manifest in manifests() for key in manifest.permission_labels}


def _require_at_the_top(by: Actor) -> None:
    for root in Unit.objects.filter(parent__isnull=True).order_by("id"):
        by.require(Access.ROLES_MANAGE, root.path)


def _has(by: Actor, key: str, on: date) -> bool:
    if by.person is None:
        return False
    posts = [each.post_id for each in by.appointments]
    mine = Grant.objects.on(on).filter(Q(person=by.person) | Q(post__in=posts), role=key)
    return mine.exists()


def _tell(by: Actor, verb: str, role: CustomRole, at: datetime, **data: str) -> None:
    record(
        by=by,
        verb=verb,
        subject=("access.custom_role", role.pk, role.label),
        unit_path="/",
        at=at,
        **data,
    )
