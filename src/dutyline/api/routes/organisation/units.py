"""Units, today and as of any day."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.schemas import (
    UnitEnding,
    UnitMerge,
    UnitMove,
    UnitName,
    UnitNew,
    UnitOut,
    UnitThen,
    UnitZone,
)
from dutyline.api.scope import units_for
from dutyline.kernel.access.callers import actor_of, named, to_change
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.line import units_on
from dutyline.kernel.organisation.models import UnitVersion
from dutyline.kernel.organisation.operations import (
    close_unit,
    create_unit,
    merge_unit,
    move_unit,
    rename_unit,
    set_time_zone,
)
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, Words, as_json
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class UnitsAsked(Asked):
    """Which units."""

    q: Words = Field("", description="a part of the name, or the code")
    under: Id | None = Field(None, description="only in this unit's subtree")
    parent: Id | None = Field(None, description="only directly under this unit")


class UnitsThenAsked(Asked):
    """Which day."""

    on: Day


@router.get("/units", response=Listing[UnitOut], summary="Units of today")
def list_units(request: HttpRequest, asked: Query[UnitsAsked]) -> dict[str, Any]:
    """List the units in scope, by path."""
    actor = actor_of(request)
    found = units_for(actor).on(timezone.localdate())
    if asked.q:
        found = found.filter(Q(name__icontains=asked.q) | Q(code__iexact=asked.q))
    if asked.under is not None:
        found = found.filter(subtree(named(units_for(actor), "under", asked.under).path))
    if asked.parent is not None:
        found = found.filter(parent=named(units_for(actor), "parent", asked.parent))
    return listing(found, ("path", "id"), asked)


@router.get("/units/as-of", response=Listing[UnitThen], summary="Units as they were on a day")
def list_units_then(request: HttpRequest, asked: Query[UnitsThenAsked]) -> dict[str, Any]:
    """List the units that existed on `on` under the paths of that day."""
    paths = actor_of(request).paths(Access.ORGANISATION_VIEW)
    return listing(units_on(asked.on, paths), ("path", "id"), asked)


@router.get("/units/{unit_id}", response=UnitOut, summary="One unit")
def read_unit(request: HttpRequest, response: HttpResponse, unit_id: Id) -> UnitOut:
    """Return a unit in scope."""
    unit = get_object_or_404(units_for(actor_of(request)), pk=unit_id)
    return with_etag(response, UnitOut.from_orm(unit))


@router.get("/units/{unit_id}/versions", response=Listing[UnitThen], summary="A unit through time")
def list_versions(request: HttpRequest, unit_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List what a unit was, is and will be, the latest first."""
    unit = get_object_or_404(units_for(actor_of(request)), pk=unit_id)
    return listing(UnitVersion.objects.filter(unit=unit), ("-valid_from", "-id"), asked)


@router.post("/units", response={201: UnitOut}, summary="Create a unit")
def new_unit(request: HttpRequest, body: UnitNew) -> Status[dict[str, Any]]:
    """Create a unit under another one from a day on."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        parent = named(units_for(actor), "parent_id", body.parent_id)
        facts = body.model_dump(exclude={"parent_id"})
        return as_json(UnitOut, create_unit(by=actor, parent=parent, at=timezone.now(), **facts))

    return Status(201, once_per_key(request, act))


@router.put("/units/{unit_id}/name", response=UnitOut, summary="Rename a unit from a day on")
def new_name(request: HttpRequest, unit_id: Id, body: UnitName) -> dict[str, Any]:
    """Give a unit another name; days before keep the old one."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = to_change(request, units_for(actor), unit_id, UnitOut)
        facts = body.model_dump() | {"kind": body.kind or ""}
        return as_json(UnitOut, rename_unit(by=actor, unit=unit, at=timezone.now(), **facts))

    return once_per_key(request, act)


@router.put("/units/{unit_id}/time-zone", response=UnitOut, summary="Set a unit's time zone")
def new_time_zone(request: HttpRequest, unit_id: Id, body: UnitZone) -> dict[str, Any]:
    """Say in which time zone a unit lives."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = to_change(request, units_for(actor), unit_id, UnitOut)
        changed = set_time_zone(by=actor, unit=unit, time_zone=body.time_zone, at=timezone.now())
        return as_json(UnitOut, changed)

    return once_per_key(request, act)


@router.put("/units/{unit_id}/parent", response=UnitOut, summary="Move a unit from a day on")
def new_parent(request: HttpRequest, unit_id: Id, body: UnitMove) -> dict[str, Any]:
    """Put a unit with everything under it below another one."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = to_change(request, units_for(actor), unit_id, UnitOut)
        parent = named(units_for(actor), "parent_id", body.parent_id)
        facts = body.model_dump(exclude={"parent_id"})
        moved = move_unit(by=actor, unit=unit, parent=parent, at=timezone.now(), **facts)
        return as_json(UnitOut, moved)

    return once_per_key(request, act)


@router.post("/units/{unit_id}/merger", response=UnitOut, summary="Merge a unit into another")
def new_merger(request: HttpRequest, unit_id: Id, body: UnitMerge) -> dict[str, Any]:
    """Let another unit take this one over from a day on; return the one that stays."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = to_change(request, units_for(actor), unit_id, UnitOut)
        into = named(units_for(actor), "into_id", body.into_id)
        facts = body.model_dump(exclude={"into_id"})
        merged = merge_unit(by=actor, unit=unit, into=into, at=timezone.now(), **facts)
        return as_json(UnitOut, merged)

    return once_per_key(request, act)


@router.post("/units/{unit_id}/closure", response=UnitOut, summary="Close a unit")
def new_closure(request: HttpRequest, unit_id: Id, body: UnitEnding) -> dict[str, Any]:
    """End a unit on a day."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = to_change(request, units_for(actor), unit_id, UnitOut)
        return as_json(
            UnitOut, close_unit(by=actor, unit=unit, at=timezone.now(), **body.model_dump())
        )

    return once_per_key(request, act)
