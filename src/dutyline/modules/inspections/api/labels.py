"""What the printed labels of places carry: a key that says nothing about the place."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.paths import subtree
from dutyline.modules.inspections.api.scope import places_with, units_with
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id

router = Router()


class LabelOut(Schema):
    """A place in use, with the key and the address its printed code carries."""

    place_id: int
    code: str
    name: str
    public_key: str
    address: str


class LabelsAsked(Asked):
    """Labels of which places."""

    unit: Id | None = Field(None, description="this unit with everything under it")


@router.get("/place-labels", response=Listing[LabelOut], summary="Labels of places")
def list_labels(request: HttpRequest, asked: Query[LabelsAsked]) -> dict[str, Any]:
    """List the places in use the caller may open, by name, with what their labels carry."""
    actor = actor_of(request)
    rows = places_with(actor, Access.ORGANISATION_VIEW)
    if asked.unit is not None:
        unit = named(units_with(actor, Access.ORGANISATION_VIEW), "unit", asked.unit)
        rows = rows.filter(subtree(unit.path, "unit_path"))
    page = listing(rows, ("name", "id"), asked)
    return {**page, "items": [_label(request, place) for place in page["items"]]}


@router.get("/places/{place_id}/label", response=LabelOut, summary="The label of a place")
def read_label(request: HttpRequest, place_id: Id) -> dict[str, Any]:
    """Return what the printed label of a place carries."""
    rows = places_with(actor_of(request), Access.ORGANISATION_VIEW)
    return _label(request, get_object_or_404(rows, pk=place_id))


def _label(request: HttpRequest, place: Place) -> dict[str, Any]:
    path = reverse("inspections:scan", args=[place.public_key])
    origin = str(settings.ORIGIN).rstrip("/")
    return {
        "place_id": place.pk,
        "code": place.code,
        "name": place.name,
        "public_key": place.public_key,
        "address": f"{origin}{path}" if origin else request.build_absolute_uri(path),
    }
