"""Rectifications of everything: who mends what until when, and how it went.

Their verbs stand at the routes of what is mended: they change its ledger too.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from dutyline.api.routes.actions.schemas import (
    EscalationOut,
    ExtensionOut,
    FundsOut,
    NoticeOut,
    RectificationOut,
    RepairOut,
)
from dutyline.api.scope import people_for, units_for
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, whole_token
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.actions.models.rectification import State
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.queries import RectificationQuerySet
from dutyline.kernel.organisation.paths import subtree
from dutyline.toolkit.rest.listing import Asked, Listing, listing, whole
from dutyline.toolkit.rest.shapes import Id
from dutyline.toolkit.rest.versions import with_etag

router = Router()
MOST = 200


class RectificationsAsked(Asked):
    """Which rectifications."""

    source: str = Field("", max_length=80, description="for example inspections.finding:12")
    state: list[State] = Field(default_factory=list, max_length=6)
    overdue: bool = False
    under: Id | None = Field(None, description="only in this unit's subtree")
    owner: Id | None = None
    verifier: Id | None = None


@router.get(
    "/rectifications", response=Listing[RectificationOut], summary="Rectifications by deadline"
)
def list_rectifications(request: HttpRequest, asked: Query[RectificationsAsked]) -> dict[str, Any]:
    """List rectifications in scope, and those the caller owns or verifies, nearest first."""
    actor = actor_of(request)
    found = rectifications_for(actor)
    if asked.source:
        found = found.filter(source=asked.source)
    if asked.state:
        found = found.filter(state__in=asked.state)
    if asked.overdue:
        found = found.overdue(timezone.now())
    if asked.under is not None:
        path = named(units_for(actor), "under", asked.under).path
        found = found.filter(subtree(path, "unit_path"))
    if asked.owner is not None:
        found = found.filter(owner=named(people_for(actor), "owner", asked.owner))
    if asked.verifier is not None:
        found = found.filter(verifier=named(people_for(actor), "verifier", asked.verifier))
    return listing(found, ("due_at", "id"), asked)


@router.get(
    "/rectifications/{rectification_id}", response=RectificationOut, summary="One rectification"
)
def read_rectification(
    request: HttpRequest, response: HttpResponse, rectification_id: Id
) -> RectificationOut:
    """Return a rectification in scope."""
    return with_etag(response, RectificationOut.from_orm(_one(request, rectification_id)))


@router.get(
    "/rectifications/{rectification_id}/repairs",
    response=Listing[RepairOut],
    summary="Repairs and what was found of them",
)
def list_repairs(request: HttpRequest, rectification_id: Id) -> dict[str, Any]:
    """Return the repair of each round with its verification."""
    repairs = _one(request, rectification_id).repairs.select_related("verification")
    return _whole(repairs, "round")


@router.get(
    "/rectifications/{rectification_id}/extensions",
    response=Listing[ExtensionOut],
    summary="More time asked for",
)
def list_extensions(request: HttpRequest, rectification_id: Id) -> dict[str, Any]:
    """Return every later deadline asked for, with what was decided."""
    return _whole(_one(request, rectification_id).extensions.all(), "asked_at")


@router.get(
    "/rectifications/{rectification_id}/funds",
    response=Listing[FundsOut],
    summary="Money asked for",
)
def list_funds(request: HttpRequest, rectification_id: Id) -> dict[str, Any]:
    """Return every amount asked for, with what was decided."""
    return _whole(_one(request, rectification_id).funds_requests.all(), "asked_at")


@router.get(
    "/rectifications/{rectification_id}/notices",
    response=Listing[NoticeOut],
    summary="Notices and receipts",
)
def list_notices(request: HttpRequest, rectification_id: Id) -> dict[str, Any]:
    """Return every notice sent, with its receipt."""
    return _whole(_one(request, rectification_id).notices.select_related("receipt"), "sent_at")


@router.get(
    "/rectifications/{rectification_id}/escalations",
    response=Listing[EscalationOut],
    summary="Steps of the ladder",
)
def list_escalations(request: HttpRequest, rectification_id: Id) -> dict[str, Any]:
    """Return who was told that a deadline passed, step by step."""
    return _whole(_one(request, rectification_id).escalations.all(), "at")


def rectifications_for(actor: Actor) -> RectificationQuerySet:
    """Return the rectifications in the actor's scope and those he has a part in."""
    whole_token(actor, Actions.VIEW)
    own = Q(pk__in=[])
    if actor.person is not None:
        own = Q(owner=actor.person.pk) | Q(verifier=actor.person.pk)
    return visible_to(Rectification.objects.all(), actor, Actions.VIEW, involved=own)


def _one(request: HttpRequest, rectification_id: int) -> Rectification:
    return get_object_or_404(rectifications_for(actor_of(request)), pk=rectification_id)


def _whole(rows: QuerySet[Any], order: str) -> dict[str, Any]:
    return whole(list(rows.order_by(order, "id")[:MOST]))
