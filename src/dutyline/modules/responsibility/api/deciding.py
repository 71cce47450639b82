"""Cards approved, sent back, published; accepted by who holds the post."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, to_change, whole_token
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.responsibility.api.scope import (
    OWN,
    at_work_or_404,
    version_or_404,
    versions_for,
)
from dutyline.modules.responsibility.api.shown import AcceptanceOut, VersionOut, plain_version
from dutyline.modules.responsibility.api.values import Text
from dutyline.modules.responsibility.models import CardVersion
from dutyline.modules.responsibility.operations import accept_card, approve, publish, send_back
from dutyline.toolkit.rest.shapes import Day, Id, Strict, as_json

router = Router()


class Approval(Strict):
    """Approval, with a remark if there is one."""

    remark: Text = ""


class Return(Strict):
    """What is to be changed."""

    reason: Text


class Publication(Strict):
    """The first day it is in force."""

    valid_from: Day


class Acceptance(Strict):
    """What a holder takes on, in his own words."""

    words: Text


@router.post("/cards/{card_id}/approval", response=VersionOut, summary="Approve a post card")
def approval(request: HttpRequest, card_id: Id, body: Approval) -> HttpResponse:
    """Approve what waits for a review; neither who drafted it nor who holds the post may."""
    return _do(
        request,
        card_id,
        lambda actor, row: approve(by=actor, version=row, at=timezone.now(), remark=body.remark),
    )


@router.post("/cards/{card_id}/return", response=VersionOut, summary="Send a post card back")
def send_it_back(request: HttpRequest, card_id: Id, body: Return) -> HttpResponse:
    """Send what waits for a review back to be changed; it is a draft once more."""
    return _do(
        request,
        card_id,
        lambda actor, row: send_back(by=actor, version=row, reason=body.reason, at=timezone.now()),
    )


@router.post("/cards/{card_id}/publication", response=VersionOut, summary="Publish a post card")
def publication(request: HttpRequest, card_id: Id, body: Publication) -> HttpResponse:
    """Put an approved version in force from a day; the version before ends that day."""
    return _do(
        request,
        card_id,
        lambda actor, row: publish(
            by=actor, version=row, valid_from=body.valid_from, at=timezone.now()
        ),
    )


@router.post(
    "/cards/{card_id}/versions/{version_id}/acceptance",
    response={201: AcceptanceOut},
    summary="Accept one's own card",
)
def acceptance(request: HttpRequest, card_id: Id, version_id: Id, body: Acceptance) -> HttpResponse:
    """Accept the version in force of the card of a post one holds; nobody can for another."""
    actor = actor_of(request)
    whole_token(actor, *OWN)

    def act() -> dict[str, Any]:
        version, now = version_or_404(actor, card_id, version_id), timezone.now()
        given = accept_card(
            by=actor,
            version=version,
            words=body.words,
            on=timezone.localdate(),
            at=now,
            recorded_at=now,
        )
        return as_json(AcceptanceOut, given)

    return carried_out(request, act, status=201)


def _do(
    request: HttpRequest, card_id: int, verb: Callable[[Actor, CardVersion], CardVersion]
) -> HttpResponse:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        found = at_work_or_404(actor, card_id)
        row = to_change(request, versions_for(actor), found.pk, VersionOut)
        return plain_version(verb(actor, row))

    return carried_out(request, act)
