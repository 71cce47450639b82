"""One act on every card of a unit; what cannot be done is named with its reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.responsibility.api.scope import units_with
from dutyline.modules.responsibility.operations import draft_missing_cards
from dutyline.modules.responsibility.operations.together import (
    Together,
    approve_all,
    ask_review_of_all,
    publish_all,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.shapes import Day, Id, Strict

router = Router()


class Where(Strict):
    """Of which unit."""

    unit_id: Id = Field(description="this unit with everything under it")


class WhereAndWhen(Where):
    """Of which unit, and the first day in force."""

    valid_from: Day


class Drafted(Schema):
    """How many cards were drafted."""

    drafted: int


class RefusedCard(Schema):
    """A card that stayed as it was, and why."""

    post: str
    reason: str


class TogetherOut(Schema):
    """How many cards went on, and those that did not."""

    done: int
    refused: list[RefusedCard]


@router.post(
    "/cards/together/drafts", response={201: Drafted}, summary="Draft every card that is missing"
)
def drafts(request: HttpRequest, body: Where) -> HttpResponse:
    """Begin a card for every post of a unit and everything under it that has none."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = named(units_with(actor, Responsibility.CARD_WRITE), "unit_id", body.unit_id)
        today, now = timezone.localdate(), timezone.now()
        return {"drafted": draft_missing_cards(by=actor, unit=unit, on=today, at=now)}

    return carried_out(request, act, status=201)


@router.post(
    "/cards/together/review", response=TogetherOut, summary="Ask for a review of every draft"
)
def review(request: HttpRequest, body: Where) -> HttpResponse:
    """Hand over every draft of a unit and everything under it, up to 500."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        path = _path(actor, Responsibility.CARD_WRITE, body)
        return _plain(ask_review_of_all(by=actor, path=path, at=timezone.now()))

    return carried_out(request, act)


@router.post(
    "/cards/together/approval", response=TogetherOut, summary="Approve every card in review"
)
def approval(request: HttpRequest, body: Where) -> HttpResponse:
    """Approve everything that waits for a review in a unit and under it, up to 500."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        path = _path(actor, Responsibility.CARD_REVIEW, body)
        return _plain(approve_all(by=actor, path=path, at=timezone.now()))

    return carried_out(request, act)


@router.post(
    "/cards/together/publication", response=TogetherOut, summary="Publish every approved card"
)
def publication(request: HttpRequest, body: WhereAndWhen) -> HttpResponse:
    """Put everything approved in a unit and under it in force from a day, up to 500."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        path = _path(actor, Responsibility.CARD_PUBLISH, body)
        now = timezone.now()
        return _plain(publish_all(by=actor, path=path, valid_from=body.valid_from, at=now))

    return carried_out(request, act)


def _path(actor: Actor, permission: str, body: Where) -> str:
    return str(named(units_with(actor, permission), "unit_id", body.unit_id).path)


def _plain(together: Together) -> dict[str, Any]:
    refused = [{"post": post, "reason": reason} for post, reason in together.refused]
    return {"done": together.done, "refused": refused}
