"""Roles, for whoever may give them."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.crypto import get_random_string
from ninja import Router, Schema, Status
from pydantic import Field

from dutyline.api.routes.access.tokens import PermissionKey
from dutyline.kernel.access.callers import actor_of, seen_by
from dutyline.kernel.access.models import CustomRole
from dutyline.kernel.access.operations import remove_custom_role, save_custom_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.roles import BY_APPOINTMENT
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.kernel.registry import roles as built_in
from dutyline.toolkit.rest.listing import Listing, whole
from dutyline.toolkit.rest.shapes import Strict

router = Router()


class RoleOut(Schema):
    """A role; `own` ones were made here, those `by_appointment` come with a post."""

    key: str
    label: str
    sentence: str
    permissions: list[str]
    own: bool
    by_appointment: bool


class RoleFacts(Strict):
    """A role made here."""

    label: str = Field(min_length=1, max_length=100)
    sentence: str = Field(min_length=1, max_length=300)
    permissions: list[PermissionKey] = Field(max_length=200)


@router.get("/roles", response=Listing[RoleOut], summary="Roles")
def list_roles(request: HttpRequest) -> dict[str, Any]:
    """List every role, those of the house first."""
    seen_by(actor_of(request), Access.ROLES_MANAGE)
    own = CustomRole.objects.order_by("label", "id")
    return whole([_of_the_house(key) for key in built_in()] + [_own(role) for role in own])


@router.get("/roles/{key}", response=RoleOut, summary="One role")
def read_role(request: HttpRequest, key: str) -> dict[str, Any]:
    """Return a role by its key."""
    seen_by(actor_of(request), Access.ROLES_MANAGE)
    if key in built_in():
        return _of_the_house(key)
    return _own(get_object_or_404(CustomRole, key=key[:60]))


@router.post("/roles", response={201: RoleOut}, summary="Make a role")
def new_role(request: HttpRequest, body: RoleFacts) -> Status[dict[str, Any]]:
    """Put a role together; it can be given anywhere, so it takes the right at the top."""
    seen_by(actor_of(request), Access.ROLES_MANAGE)
    key = f"own-{get_random_string(8).lower()}"
    return Status(201, once_per_key(request, lambda: _save(request, key, body)))


@router.put("/roles/{key}", response=RoleOut, summary="Change a role made here")
def change_role(request: HttpRequest, key: str, body: RoleFacts) -> dict[str, Any]:
    """Change a role; whoever has it may do what it now says from his next request on."""
    seen_by(actor_of(request), Access.ROLES_MANAGE)
    if key not in built_in():  # of those the operation says why not
        get_object_or_404(CustomRole, key=key[:60])
    return once_per_key(request, lambda: _save(request, key, body))


@router.delete("/roles/{key}", response={204: None}, summary="Remove a role made here")
def remove_role(request: HttpRequest, key: str) -> Status[None]:
    """Remove a role nobody has."""
    actor = actor_of(request)
    seen_by(actor, Access.ROLES_MANAGE)
    if key in built_in():
        raise Http404

    def act() -> dict[str, Any]:
        role = get_object_or_404(CustomRole, key=key[:60])
        remove_custom_role(by=actor, role=role, on=timezone.localdate(), at=timezone.now())
        return {}

    once_per_key(request, act)
    return Status(204, None)


def _save(request: HttpRequest, key: str, body: RoleFacts) -> dict[str, Any]:
    role = save_custom_role(
        by=actor_of(request),
        key=key,
        on=timezone.localdate(),
        at=timezone.now(),
        **body.model_dump(),
    )
    return _own(role)


def _of_the_house(key: str) -> dict[str, Any]:
    role = built_in()[key]
    return {
        "key": key,
        "label": str(role.label),
        "sentence": str(role.sentence),
        "permissions": sorted(str(each) for each in role.permissions),
        "own": False,
        "by_appointment": key in BY_APPOINTMENT,
    }


def _own(role: CustomRole) -> dict[str, Any]:
    return {
        "key": role.key,
        "label": role.label,
        "sentence": role.sentence,
        "permissions": sorted(role.permissions),
        "own": True,
        "by_appointment": False,
    }
