"""Catalogues: lists people choose from, with entries of one's own."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.crypto import get_random_string
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.criteria.schemas import CatalogueOut, EntryFacts, EntryNew, EntryOut
from dutyline.api.routes.criteria.values import DayAsked
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.models import Catalogue, CatalogueItem
from dutyline.kernel.criteria.operations import retire_catalogue_item, save_catalogue_item
from dutyline.kernel.criteria.reworded import said_on
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listed, whole
from dutyline.toolkit.rest.shapes import Day, Reason, Strict, Words, as_json
from dutyline.toolkit.rest.versions import require_match, with_etag

router = Router()


class EntriesAsked(Asked):
    """Which entries."""

    on: Day | None = Field(None, description="as the list stood on this day; today without")
    q: Words = Field("", description="a part of key or label")
    parent: str | None = Field(None, max_length=100, description="only directly under this entry")


class Retired(Strict):
    """The first day an entry is off its list."""

    on: Day
    note: Reason = ""


@dataclass(frozen=True)
class _InOrder:
    """An entry with the text it is paged by: its place in the list, then its key."""

    order: str
    row: CatalogueItem


@router.get("/catalogues", response=Listing[CatalogueOut], summary="Catalogues")
def list_catalogues(request: HttpRequest) -> dict[str, Any]:
    """Return every catalogue as the strongest pack declares it, by kind."""
    strongest: dict[str, Catalogue] = {}
    for each in Catalogue.objects.order_by("-rank", "kind", "id"):
        strongest.setdefault(each.kind, each)
    return whole([strongest[kind] for kind in sorted(strongest)])


@router.get(
    "/catalogues/{kind}/entries", response=Listing[EntryOut], summary="Entries of a catalogue"
)
def list_entries(request: HttpRequest, kind: str, asked: Query[EntriesAsked]) -> dict[str, Any]:
    """List the entries on a day, in the order they are shown."""
    catalogue_or_404(kind)
    on = asked.on or timezone.localdate()
    found = [
        _InOrder(f"{row.position:010} {row.key}", row)
        for row in said_on(kind, catalogue(kind, on), on)
        if asked.q.lower() in f"{row.key} {row.label_en} {row.label_zh}".lower()
        and (asked.parent is None or row.parent == asked.parent)
    ]
    page = listed(found, "order", asked)
    return page | {"items": [each.row for each in page["items"]]}


@router.get("/catalogues/{kind}/entries/{key}", response=EntryOut, summary="One entry on a day")
def read_entry(
    request: HttpRequest, response: HttpResponse, kind: str, key: str, asked: Query[DayAsked]
) -> EntryOut:
    """Return an entry that is on its list on a day."""
    row = _entry(kind, key, asked.on)
    if asked.on is not None:
        (row,) = said_on(kind, [row], asked.on)
    return with_etag(response, EntryOut.from_orm(row))


@router.post(
    "/catalogues/{kind}/entries", response={201: EntryOut}, summary="Add an entry of one's own"
)
def new_entry(request: HttpRequest, kind: str, body: EntryNew) -> Status[dict[str, Any]]:
    """Add an entry from a day on."""
    catalogue_or_404(kind)

    def act() -> dict[str, Any]:
        facts = body.model_dump() | {"key": body.key or f"own.{get_random_string(8).lower()}"}
        row = save_catalogue_item(by=actor_of(request), kind=kind, at=timezone.now(), **facts)
        return as_json(EntryOut, row)

    return Status(201, once_per_key(request, act))


@router.put("/catalogues/{kind}/entries/{key}", response=EntryOut, summary="Change an entry")
def change_entry(request: HttpRequest, kind: str, key: str, body: EntryFacts) -> dict[str, Any]:
    """Put an entry of one's own in the place of the one of this key, from a day on."""

    def act() -> dict[str, Any]:
        require_match(request, EntryOut.from_orm(_entry(kind, key)))
        row = save_catalogue_item(
            by=actor_of(request), kind=kind, key=key, at=timezone.now(), **body.model_dump()
        )
        return as_json(EntryOut, row)

    return once_per_key(request, act)


@router.post(
    "/catalogues/{kind}/entries/{key}/retirement", response=EntryOut, summary="Retire an entry"
)
def new_retirement(request: HttpRequest, kind: str, key: str, body: Retired) -> dict[str, Any]:
    """Take an entry off its list; what was recorded with it keeps its name."""

    def act() -> dict[str, Any]:
        require_match(request, EntryOut.from_orm(_entry(kind, key)))
        row = retire_catalogue_item(
            by=actor_of(request), kind=kind, key=key, at=timezone.now(), **body.model_dump()
        )
        return as_json(EntryOut, row)

    return once_per_key(request, act)


def catalogue_or_404(kind: str) -> Catalogue:
    """Return the catalogue of a kind as the strongest pack declares it."""
    found = Catalogue.objects.filter(kind=kind[:40]).order_by("-rank", "id")[:1]
    return get_object_or_404(found)


def _entry(kind: str, key: str, on: Day | None = None) -> CatalogueItem:
    for row in catalogue(kind, on or timezone.localdate()):
        if row.key == key:
            return row
    raise Http404
