"""Duties and what they ask, for whoever manages them and whoever sees a post that owes them."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.duties.schemas import DutyChanges, DutyNew, DutyOut, Retirement
from dutyline.api.scope import places_for, posts_for
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import NotThere, actor_of, seen_by
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Duty, DutyVersion, Measure, Origin, PostDuty
from dutyline.kernel.duties.operations import change_duty, define_duty, retire_duty
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, Words, as_json
from dutyline.toolkit.rest.versions import require_match, with_etag

router = Router()
EMPTY = ("within_unit", "comparison")
"""Choices the model keeps as empty text where there is none."""


class DutiesAsked(Asked):
    """Which duties."""

    on: Day | None = Field(None, description="in force on this day; today without")
    q: Words = Field("", description="a part of the text, or the key")
    standard_post: str = Field("", max_length=60)
    measure: Measure | None = None
    origin: Origin | None = None


@router.get("/duties", response=Listing[DutyOut], summary="Duties in force")
def list_duties(request: HttpRequest, asked: Query[DutiesAsked]) -> dict[str, Any]:
    """List what duties ask on a day, by key; for whoever manages duties anywhere."""
    seen_by(actor_of(request), Access.DUTIES_MANAGE)
    found = DutyVersion.objects.on(asked.on or timezone.localdate()).select_related("duty")
    if asked.q:
        words = Q(text_en__icontains=asked.q) | Q(text_zh__icontains=asked.q)
        found = found.filter(words | Q(duty__key__iexact=asked.q))
    if asked.standard_post:
        found = found.filter(duty__standard_post=asked.standard_post)
    if asked.measure is not None:
        found = found.filter(measure=asked.measure)
    if asked.origin is not None:
        found = found.filter(duty__origin=asked.origin)
    return listing(found, ("duty__key", "id"), asked)


@router.get("/duties/{duty_id}", response=DutyOut, summary="One duty")
def read_duty(request: HttpRequest, response: HttpResponse, duty_id: Id) -> DutyOut:
    """Return what a duty asks by its latest version."""
    duty = get_object_or_404(duties_for(actor_of(request)), pk=duty_id)
    return with_etag(response, DutyOut.from_orm(latest(duty)))


@router.get("/duties/{duty_id}/versions", response=Listing[DutyOut], summary="A duty through time")
def list_versions(request: HttpRequest, duty_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List what a duty asked and asks, the latest first."""
    duty = get_object_or_404(duties_for(actor_of(request)), pk=duty_id)
    return listing(duty.versions.select_related("duty"), ("-number", "-id"), asked)


@router.post("/duties", response={201: DutyOut}, summary="Define a duty")
def new_duty(request: HttpRequest, body: DutyNew) -> Status[dict[str, Any]]:
    """Define a duty of one's own; nobody owes it until posts take it up."""
    actor = actor_of(request)
    seen_by(actor, Access.DUTIES_MANAGE)

    def act() -> dict[str, Any]:
        asks = _asks(actor, body, body.model_dump(exclude={"reason"}))
        return as_json(DutyOut, latest(define_duty(by=actor, at=timezone.now(), **asks)))

    return Status(201, once_per_key(request, act))


@router.post("/duties/{duty_id}/changes", response={201: DutyOut}, summary="Change a duty")
def new_change(request: HttpRequest, duty_id: Id, body: DutyChanges) -> Status[dict[str, Any]]:
    """Change what a duty asks from a day on; only the fields sent change."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        duty = _to_change(request, duty_id)
        asks = _asks(actor, body, body.model_dump(exclude_unset=True))
        return as_json(DutyOut, change_duty(by=actor, duty=duty, at=timezone.now(), **asks))

    return Status(201, once_per_key(request, act))


@router.post("/duties/{duty_id}/retirement", response=DutyOut, summary="End a duty")
def new_retirement(request: HttpRequest, duty_id: Id, body: Retirement) -> dict[str, Any]:
    """End a duty on a day; running periods run out, or end with it."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        duty = _to_change(request, duty_id)
        ended = retire_duty(by=actor, duty=duty, at=timezone.now(), **body.model_dump())
        return as_json(DutyOut, ended)

    return once_per_key(request, act)


def duties_for(actor: Actor) -> QuerySet[Duty]:
    """Return the duties the actor may read: all for who manages them, else his posts'."""
    if actor.can(Access.DUTIES_MANAGE):
        return Duty.objects.all()
    owed = PostDuty.objects.filter(post__in=posts_for(actor))
    return Duty.objects.filter(pk__in=owed.values("duty"))


def latest(duty: Duty) -> DutyVersion:
    """Return the latest version of a duty."""
    return duty.versions.select_related("duty").latest("number")


def _to_change(request: HttpRequest, duty_id: int) -> Duty:
    duty = get_object_or_404(duties_for(actor_of(request)), pk=duty_id)
    if "If-Match" in request.headers:
        Duty.objects.select_for_update().get(pk=duty_id)
        require_match(request, DutyOut.from_orm(latest(duty)))
    return duty


def _asks(actor: Actor, body: DutyChanges, asks: dict[str, Any]) -> dict[str, Any]:
    seen = set(places_for(actor).filter(pk__in=body.places).values_list("pk", flat=True))
    for place_id in body.places:
        if place_id not in seen:
            raise NotThere("places", place_id)
    return asks | {name: asks[name] or "" for name in EMPTY if name in asks}
