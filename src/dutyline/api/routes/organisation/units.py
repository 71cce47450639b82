"""Units, today and as of any day."""

from datetime import date
from typing import Any

from django.http import HttpRequest
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
)
from dutyline.api.scope import units_for
from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.line import units_on
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.operations import (
    close_unit,
    create_unit,
    merge_unit,
    move_unit,
    rename_unit,
)
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing

router = Router()


class UnitsAsked(Asked):
    """Which units."""

    q: str = Field("", max_length=100, description="a part of the name or code")
    under: int | None = Field(None, description="only in this unit's subtree")


class UnitsThenAsked(Asked):
    """Which day."""

    on: date


@router.get("/units", response=Listing[UnitOut], summary="Units of today")
def list_units(request: HttpRequest, asked: Query[UnitsAsked]) -> dict[str, Any]:
    """List the units in scope, by path."""
    actor = actor_of(request)
    found = units_for(actor).on(timezone.localdate())
    if asked.q:
        found = found.filter(name__icontains=asked.q) | found.filter(code__iexact=asked.q)
    if asked.under is not None:
        found = found.filter(subtree(named(units_for(actor), "under", asked.under).path))
    return listing(found, ("path", "id"), asked)


@router.get("/units/as-of", response=Listing[UnitThen], summary="Units as they were on a day")
def list_units_then(request: HttpRequest, asked: Query[UnitsThenAsked]) -> dict[str, Any]:
    """List the units that existed on `on` under the paths of that day."""
    paths = actor_of(request).paths(Access.ORGANISATION_VIEW)
    return listing(units_on(asked.on, paths), ("path", "id"), asked)


@router.get("/units/{unit_id}", response=UnitOut, summary="One unit")
def read_unit(request: HttpRequest, unit_id: int) -> Unit:
    """Return a unit in scope."""
    return get_object_or_404(units_for(actor_of(request)), pk=unit_id)


@router.post("/units", response={201: UnitOut}, summary="Create a unit")
def new_unit(request: HttpRequest, body: UnitNew) -> Status[dict[str, Any]]:
    """Create a unit under another one from a day on."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        parent = named(units_for(actor), "parent_id", body.parent_id)
        unit = create_unit(
            by=actor,
            name=body.name,
            kind=body.kind,
            parent=parent,
            on=body.on,
            at=timezone.now(),
            code=body.code,
            time_zone=body.time_zone,
        )
        return UnitOut.from_orm(unit).model_dump(mode="json")

    return Status(201, once_per_key(request, act))


@router.put("/units/{unit_id}/name", response=UnitOut, summary="Rename a unit from a day on")
def new_name(request: HttpRequest, unit_id: int, body: UnitName) -> Unit:
    """Give a unit another name; days before keep the old one."""
    actor = actor_of(request)
    unit = get_object_or_404(units_for(actor), pk=unit_id)
    return rename_unit(
        by=actor, unit=unit, name=body.name, on=body.on, at=timezone.now(), reason=body.reason
    )


@router.put("/units/{unit_id}/parent", response=UnitOut, summary="Move a unit from a day on")
def new_parent(request: HttpRequest, unit_id: int, body: UnitMove) -> Unit:
    """Put a unit with everything under it below another one."""
    actor = actor_of(request)
    unit = get_object_or_404(units_for(actor), pk=unit_id)
    parent = named(units_for(actor), "parent_id", body.parent_id)
    return move_unit(
        by=actor, unit=unit, parent=parent, on=body.on, at=timezone.now(), reason=body.reason
    )


@router.post("/units/{unit_id}/merger", response=UnitOut, summary="Merge a unit into another")
def new_merger(request: HttpRequest, unit_id: int, body: UnitMerge) -> Unit:
    """Let another unit take this one over from a day on."""
    actor = actor_of(request)
    unit = get_object_or_404(units_for(actor), pk=unit_id)
    return merge_unit(
        by=actor,
        unit=unit,
        into=named(units_for(actor), "into_id", body.into_id),
        on=body.on,
        at=timezone.now(),
        reappoint=body.reappoint,
        reason=body.reason,
    )


@router.post("/units/{unit_id}/closure", response=UnitOut, summary="Close a unit")
def new_closure(request: HttpRequest, unit_id: int, body: UnitEnding) -> Unit:
    """End a unit on a day."""
    actor = actor_of(request)
    return close_unit(
        by=actor,
        unit=get_object_or_404(units_for(actor), pk=unit_id),
        on=body.on,
        at=timezone.now(),
        with_contents=body.with_contents,
        reason=body.reason,
    )
