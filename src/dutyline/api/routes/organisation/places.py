"""Places."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.people_schemas import (
    PlaceFacts,
    PlaceMove,
    PlaceNew,
    PlaceOut,
)
from dutyline.api.routes.organisation.schemas import Ending
from dutyline.api.scope import places_for, units_for
from dutyline.kernel.access.callers import actor_of, named, named_or_none, to_change
from dutyline.kernel.organisation.operations import (
    change_place,
    close_place,
    create_place,
    move_place,
)
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Words, as_json
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class PlacesAsked(Asked):
    """Which places."""

    q: Words = Field("", description="a part of the name, or the code")
    unit: Id | None = None
    under: Id | None = Field(None, description="only in this unit's subtree")
    within: Id | None = Field(None, description="only what is part of this place")


@router.get("/places", response=Listing[PlaceOut], summary="Places in use")
def list_places(request: HttpRequest, asked: Query[PlacesAsked]) -> dict[str, Any]:
    """List the places in scope, by name."""
    actor = actor_of(request)
    found = places_for(actor).on(timezone.localdate())
    if asked.q:
        found = found.filter(Q(name__icontains=asked.q) | Q(code__iexact=asked.q))
    if asked.unit is not None:
        found = found.filter(unit=named(units_for(actor), "unit", asked.unit))
    if asked.under is not None:
        top = named(units_for(actor), "under", asked.under)
        found = found.filter(within([top.path], "unit_path"))
    if asked.within is not None:
        found = found.filter(within=named(places_for(actor), "within", asked.within))
    return listing(found, ("name", "id"), asked)


@router.get("/places/{place_id}", response=PlaceOut, summary="One place")
def read_place(request: HttpRequest, response: HttpResponse, place_id: Id) -> PlaceOut:
    """Return a place in scope."""
    place = get_object_or_404(places_for(actor_of(request)), pk=place_id)
    return with_etag(response, PlaceOut.from_orm(place))


@router.post("/places", response={201: PlaceOut}, summary="Create a place")
def new_place(request: HttpRequest, body: PlaceNew) -> Status[dict[str, Any]]:
    """Create a place a unit answers for."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = named(units_for(actor), "unit_id", body.unit_id)
        around = named_or_none(places_for(actor), "within_id", body.within_id)
        facts = body.model_dump(exclude={"unit_id", "within_id"})
        place = create_place(by=actor, unit=unit, within=around, at=timezone.now(), **facts)
        return as_json(PlaceOut, place)

    return Status(201, once_per_key(request, act))


@router.put("/places/{place_id}/facts", response=PlaceOut, summary="Correct a place")
def new_facts(request: HttpRequest, place_id: Id, body: PlaceFacts) -> dict[str, Any]:
    """Correct name, kind and surroundings of a place; its printed code stays good."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        place = to_change(request, places_for(actor), place_id, PlaceOut)
        around = named_or_none(places_for(actor), "within_id", body.within_id)
        facts = body.model_dump(exclude={"within_id"})
        changed = change_place(by=actor, place=place, within=around, at=timezone.now(), **facts)
        return as_json(PlaceOut, changed)

    return once_per_key(request, act)


@router.put("/places/{place_id}/unit", response=PlaceOut, summary="Give a place to another unit")
def new_unit(request: HttpRequest, place_id: Id, body: PlaceMove) -> dict[str, Any]:
    """Let another unit answer for a place."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        place = to_change(request, places_for(actor), place_id, PlaceOut)
        unit = named(units_for(actor), "unit_id", body.unit_id)
        moved = move_place(by=actor, place=place, unit=unit, on=body.on, at=timezone.now())
        return as_json(PlaceOut, moved)

    return once_per_key(request, act)


@router.post("/places/{place_id}/closure", response=PlaceOut, summary="Take a place out of use")
def new_closure(request: HttpRequest, place_id: Id, body: Ending) -> dict[str, Any]:
    """End the use of a place on a day."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        place = to_change(request, places_for(actor), place_id, PlaceOut)
        return as_json(
            PlaceOut, close_place(by=actor, place=place, at=timezone.now(), **body.model_dump())
        )

    return once_per_key(request, act)
