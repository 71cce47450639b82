"""Places."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.schemas import Ending, PlaceNew, PlaceOut
from dutyline.api.scope import places_for, units_for
from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.operations import close_place, create_place
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing

router = Router()


class PlacesAsked(Asked):
    """Which places."""

    q: str = Field("", max_length=100, description="a part of the name, or the code")
    unit: int | None = None


@router.get("/places", response=Listing[PlaceOut], summary="Places in use")
def list_places(request: HttpRequest, asked: Query[PlacesAsked]) -> dict[str, Any]:
    """List the places in scope, by name."""
    found = places_for(actor_of(request)).on(timezone.localdate())
    if asked.q:
        found = found.filter(name__icontains=asked.q) | found.filter(code__iexact=asked.q)
    if asked.unit is not None:
        found = found.filter(unit=asked.unit)
    return listing(found, ("name", "id"), asked)


@router.get("/places/{place_id}", response=PlaceOut, summary="One place")
def read_place(request: HttpRequest, place_id: int) -> Place:
    """Return a place in scope."""
    return get_object_or_404(places_for(actor_of(request)), pk=place_id)


@router.post("/places", response={201: PlaceOut}, summary="Create a place")
def new_place(request: HttpRequest, body: PlaceNew) -> Status[dict[str, Any]]:
    """Create a place a unit answers for."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        within = body.within_id and named(places_for(actor), "within_id", body.within_id)
        place = create_place(
            by=actor,
            name=body.name,
            kind=body.kind,
            unit=named(units_for(actor), "unit_id", body.unit_id),
            on=body.on,
            at=timezone.now(),
            code=body.code,
            within=within or None,
        )
        return PlaceOut.from_orm(place).model_dump(mode="json")

    return Status(201, once_per_key(request, act))


@router.post("/places/{place_id}/closure", response=PlaceOut, summary="Take a place out of use")
def new_closure(request: HttpRequest, place_id: int, body: Ending) -> Place:
    """End the use of a place on a day."""
    actor = actor_of(request)
    place = get_object_or_404(places_for(actor), pk=place_id)
    return close_place(by=actor, place=place, on=body.on, at=timezone.now(), reason=body.reason)
