"""Rounds listed, read, and begun where nobody planned one."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, named_or_none
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.rounds.scope import whole_rounds, with_answers
from dutyline.modules.inspections.api.rounds.shown import (
    ItemAsked,
    RoundLine,
    RoundOut,
    plain_round,
)
from dutyline.modules.inspections.api.scope import (
    places_with,
    require_listed,
    rounds_for,
    units_with,
)
from dutyline.modules.inspections.api.values import Key
from dutyline.modules.inspections.models import Checklist
from dutyline.modules.inspections.operations import begin_unplanned
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.rounds import ROUND_ORDER
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, Strict
from dutyline.toolkit.rest.versions import with_etag

router = Router()
SOONEST = ("due_at", "id")


class RoundsAsked(Asked):
    """Which rounds: one's own to walk, those due, missed or done, or all."""

    which: Literal["mine", "due", "missed", "done", "all"] = "all"
    unit: Id | None = Field(None, description="this unit with everything under it")
    plan: Id | None = None
    place: Id | None = None
    due_from: Day | None = None
    due_to: Day | None = Field(None, description="the first day no longer meant")


class RoundNew(Strict):
    """A round nobody planned: by which checklist, at a place or in a unit."""

    checklist_id: Id
    place_id: Id | None = None
    unit_id: Id | None = None
    kind: Key = ""
    second_id: Id | None = None


@router.get("/rounds", response=Listing[RoundLine], summary="Rounds due, walked and missed")
def list_rounds(request: HttpRequest, asked: Query[RoundsAsked]) -> dict[str, Any]:
    """List the rounds in scope: those to walk soonest first, all others newest first."""
    actor = actor_of(request)
    rows = rounds_for(actor)
    if asked.unit is not None:
        unit = named(units_with(actor, Inspections.ROUND_VIEW), "unit", asked.unit)
        rows = rows.filter(subtree(unit.path, "unit_path"))
    for name in ("plan", "place"):
        if getattr(asked, name) is not None:
            rows = rows.filter(**{name: getattr(asked, name)})
    if asked.due_from is not None:
        rows = rows.filter(due_on__gte=asked.due_from)
    if asked.due_to is not None:
        rows = rows.filter(due_on__lt=asked.due_to)
    order = SOONEST if asked.which in ("mine", "due") else ROUND_ORDER
    return listing(_narrowed(rows, asked.which, actor), order, asked)


@router.post("/rounds", response={201: RoundOut}, summary="Begin a round nobody planned")
def begin(request: HttpRequest, body: RoundNew) -> HttpResponse:
    """Begin a round at a place or in a unit, with the newest version of a checklist."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        may, today = Inspections.ROUND_WALK, timezone.localdate()
        require_listed("kind", "inspection_kind", [body.kind], today)
        place = named_or_none(places_with(actor, may), "place_id", body.place_id)
        unit = named_or_none(units_with(actor, may), "unit_id", body.unit_id)
        path = unit.path if unit else place.unit_path if place else "/"
        walk = begin_unplanned(
            by=actor,
            checklist=named(Checklist.objects.usable_in(path), "checklist_id", body.checklist_id),
            place=place,
            unit=unit,
            kind=body.kind,
            second=named_or_none(Person.objects.employed(today), "second_id", body.second_id),
            at=timezone.now(),
        )
        return plain_round(whole_rounds(actor).get(pk=walk.pk))

    return carried_out(request, act, status=201)


@router.get("/rounds/{round_id}", response=RoundOut, summary="One round")
def read(request: HttpRequest, response: HttpResponse, round_id: Id) -> RoundOut:
    """Return a round in scope."""
    walk = get_object_or_404(whole_rounds(actor_of(request)), pk=round_id)
    return with_etag(response, RoundOut.from_orm(walk))


@router.get("/rounds/{round_id}/items", response=Listing[ItemAsked], summary="What a round asks")
def list_items(request: HttpRequest, round_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the items of a round in order, with what was answered and photographed."""
    walk = get_object_or_404(rounds_for(actor_of(request)), pk=round_id)
    items = walk.version.items.select_related("section")
    page = listing(items, ("position", "id"), asked)
    return {**page, "items": with_answers(walk, page["items"])}


def _narrowed(rows: Any, which: str, actor: Actor) -> Any:
    now = timezone.now()
    if which == "mine":
        hours = float(criterion("inspections.round_grace_hours", timezone.localdate()))
        return rows.owed_now_by(actor, now, grace_hours=hours)
    if which == "due":
        return rows.waiting(now).filter(due_at__gt=now)
    if which == "missed":
        return rows.missed(now)
    return rows.done() if which == "done" else rows
