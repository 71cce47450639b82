"""What came due, for whom, and what was shown for it."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.duties.schemas import (
    ObligationOut,
    ObligationWhole,
    WaiverNew,
    WaiverOut,
)
from dutyline.api.scope import people_for, posts_for, units_for
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, whole_token
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.duties.models import Discharge, Obligation, State, Waiver
from dutyline.kernel.duties.operations import rule_out, waive
from dutyline.kernel.duties.queries import ObligationQuerySet
from dutyline.kernel.duties.reading import BEHIND_ORDER, Item, items, readings
from dutyline.kernel.organisation.models import Level
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, as_json

router = Router()
USUAL_DAYS = 30
MOST_PIECES = 200


class ObligationsAsked(Asked):
    """Which obligations: those due on `first` to `last`, both included."""

    first: Day | None = Field(None, description="29 days before `last` without")
    last: Day | None = Field(None, description="today without")
    under: Id | None = Field(None, description="only of posts of this unit's subtree")
    post: Id | None = None
    person: Id | None = Field(None, description="only what he owes himself")
    state: list[State] = Field(default_factory=list, max_length=7)
    level: Level | None = None
    kind: str = Field("", max_length=60, description="evidence kind or indicator")


@router.get("/obligations", response=Listing[ObligationOut], summary="Obligations")
def list_obligations(request: HttpRequest, asked: Query[ObligationsAsked]) -> dict[str, Any]:
    """List obligations the caller answers for or stands above, by unit and day due."""
    actor = actor_of(request)
    last = asked.last or timezone.localdate()
    first = asked.first or last - timedelta(days=USUAL_DAYS - 1)
    rows = obligations_for(actor).due_between(first, last).filter(_chosen(actor, asked))
    if asked.state:
        rows = rows.in_states(*asked.state)
    if asked.kind:
        rows = rows.of_kind(asked.kind)
    rows = rows.select_related("version__duty", "person", "post", "unit")
    page = listing(rows, BEHIND_ORDER, asked)
    now = timezone.now()
    return page | {"items": with_readings(items(page["items"], now), now)}


@router.get("/obligations/{obligation_id}", response=ObligationWhole, summary="One obligation")
def read_obligation(request: HttpRequest, obligation_id: Id) -> dict[str, Any]:
    """Return an obligation with its evidence, excuses and corrections."""
    rows = obligations_for(actor_of(request)).select_related(
        "version__duty", "person", "post", "unit", "waiver__by", "cancellation"
    )
    found = get_object_or_404(rows, pk=obligation_id)
    pieces = Discharge.objects.filter(obligation=found, dropped_at=None)
    now = timezone.now()
    (shown,) = with_readings(items([found], now), now)
    return shown | {
        "basis": clause_words(found.version.basis),
        "settled_at": found.settled_at,
        "closed_at": found.closed_at,
        "evidence": pieces.select_related("evidence").order_by("evidence__occurred_at", "id")[
            :MOST_PIECES
        ],
        "waiver": getattr(found, "waiver", None),
        "cancellation": getattr(found, "cancellation", None),
        "corrections": found.corrections.order_by("-at", "-id")[:MOST_PIECES],
    }


@router.post(
    "/obligations/{obligation_id}/waiver", response={201: WaiverOut}, summary="Waive an obligation"
)
def new_waiver(request: HttpRequest, obligation_id: Id, body: WaiverNew) -> Status[dict[str, Any]]:
    """Set an open or missed obligation aside, for a reason; never one's own."""
    return _set_aside(request, obligation_id, body, waive)


@router.post(
    "/obligations/{obligation_id}/not-applicable",
    response={201: WaiverOut},
    summary="Decide that an obligation does not apply",
)
def new_ruling(request: HttpRequest, obligation_id: Id, body: WaiverNew) -> Status[dict[str, Any]]:
    """Decide that an open or missed obligation does not apply, for a reason; never one's own."""
    return _set_aside(request, obligation_id, body, rule_out)


def _set_aside(
    request: HttpRequest, obligation_id: int, body: WaiverNew, decide: Callable[..., Waiver]
) -> Status[dict[str, Any]]:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        found = get_object_or_404(obligations_for(actor), pk=obligation_id)
        decided = decide(by=actor, obligation=found, reason=body.reason, at=timezone.now())
        return as_json(WaiverOut, decided)

    return Status(201, once_per_key(request, act))


def with_readings(shown: Iterable[Item], now: datetime) -> list[dict[str, Any]]:
    """Return obligations as routes tell them, indicators with their readings."""
    rows = list(shown)
    read = readings(rows, now)
    return [asdict(each) | {"reading": read.get(each.id)} for each in rows]


def obligations_for(actor: Actor) -> ObligationQuerySet:
    """Return the obligations the actor may read; a token must be given the right to his own too."""
    whole_token(actor, Access.LINE_VIEW, Access.ORGANISATION_VIEW)
    return Obligation.objects.visible_to(actor)


def _chosen(actor: Actor, asked: ObligationsAsked) -> Q:
    chosen = Q()
    if asked.under is not None:
        path = named(units_for(actor), "under", asked.under).path
        chosen &= subtree(path, "unit_path")
    if asked.post is not None:
        chosen &= Q(post=named(posts_for(actor), "post", asked.post))
    if asked.person is not None:
        chosen &= Q(person=named(people_for(actor), "person", asked.person))
    if asked.level is not None:
        chosen &= Q(level=asked.level)
    return chosen
