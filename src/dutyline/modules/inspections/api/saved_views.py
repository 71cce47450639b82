"""Saved views of the ledger: named filters, one's own or shared with a unit."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named_or_none, to_change
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.findings.filters import (
    Filters,
    FilterSaid,
    said_of,
    wanted_of,
)
from dutyline.modules.inspections.api.scope import require_ledger, units_with
from dutyline.modules.inspections.api.values import Named
from dutyline.modules.inspections.models import SavedView
from dutyline.modules.inspections.operations.saved_views import (
    change_view,
    drop_view,
    save_view,
    views_of,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Strict
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class ViewOut(Schema):
    """A saved view; `filter` is null where a later version no longer understands it."""

    id: int
    name: str
    owner: Named
    unit_id: int | None
    saved_at: datetime
    filter: Filters | None

    @staticmethod
    def resolve_filter(obj: Any) -> dict[str, Any] | None:
        """Return the filter as bodies and parameters say it."""
        return said_of(obj.query)


class ViewShared(Strict):
    """The filter a view keeps, and with whose people it is shared; with nobody's by default."""

    filter: FilterSaid
    unit_id: Id | None = None


class ViewNew(ViewShared):
    """A filter to keep under a name."""

    name: str = Field(min_length=1, max_length=100)


@router.get("/saved-views", response=Listing[ViewOut], summary="Saved views of the ledger")
def list_views(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List one's own views and those shared with the units one works in, by name."""
    actor = _keeper(request)
    return listing(views_of(actor), ("name", "id"), asked)


@router.get("/saved-views/{view_id}", response=ViewOut, summary="One saved view")
def read(request: HttpRequest, response: HttpResponse, view_id: Id) -> ViewOut:
    """Return a view of one's own, or one that is shared."""
    row = get_object_or_404(views_of(_keeper(request)), pk=view_id)
    return with_etag(response, ViewOut.from_orm(row))


@router.post("/saved-views", response={201: ViewOut}, summary="Save a view")
def save(request: HttpRequest, body: ViewNew) -> HttpResponse:
    """Keep a filter under a name, for oneself or shared with a unit and everything under it."""
    actor = _keeper(request)

    def act() -> dict[str, Any]:
        view = save_view(by=actor, name=body.name, at=timezone.now(), **_shared(actor, body))
        return _plain(view)

    return carried_out(request, act, status=201)


@router.put("/saved-views/{view_id}", response=ViewOut, summary="Change a view")
def change(request: HttpRequest, view_id: Id, body: ViewShared) -> HttpResponse:
    """Keep another filter under the name of one's own view, or share it otherwise."""
    actor = _keeper(request)

    def act() -> dict[str, Any]:
        view = to_change(request, _own(actor), view_id, ViewOut)
        return _plain(change_view(by=actor, view=view, at=timezone.now(), **_shared(actor, body)))

    return carried_out(request, act)


@router.delete("/saved-views/{view_id}", response={204: None}, summary="Forget a view")
def forget(request: HttpRequest, view_id: Id) -> HttpResponse:
    """Forget one's own view; those it was shared with lose it too."""
    actor = _keeper(request)
    drop_view(by=actor, view=get_object_or_404(_own(actor), pk=view_id))
    return HttpResponse(status=204)


def _keeper(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    require_ledger(actor)
    if actor.person is None:
        raise Http404
    return actor


def _own(actor: Actor) -> QuerySet[SavedView]:
    return views_of(actor).filter(owner=actor.person)


def _shared(actor: Actor, body: ViewShared) -> dict[str, Any]:
    units = units_with(actor, Inspections.VIEW_SHARE)
    return {
        "wanted": wanted_of(actor, body.filter),
        "unit": named_or_none(units, "unit_id", body.unit_id),
    }


def _plain(view: SavedView) -> dict[str, Any]:
    return ViewOut.from_orm(view).model_dump(mode="json")
