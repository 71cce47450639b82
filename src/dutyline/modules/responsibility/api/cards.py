"""Posts with the state of their cards; one card, and its versions listed."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named_or_none, seen_by
from dutyline.modules.responsibility.api.scope import (
    HEAVY,
    cards_for,
    units_with,
    versions_for,
)
from dutyline.modules.responsibility.api.shown import CardOut, Named, PostNamed, VersionLine
from dutyline.modules.responsibility.operations.register import cards_asked
from dutyline.modules.responsibility.operations.standing import standings
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.paging import Column
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Words
from dutyline.toolkit.rest.versions import with_etag

router = Router()
State = Literal["", "none", "draft", "review", "approved", "published", "unaccepted"]


class CardLine(Schema):
    """A post and how far its card has come; `accepted` counts today's holders who accepted."""

    post: PostNamed
    code: str
    unit: Named
    card_id: int | None
    in_force: VersionLine | None
    at_work: VersionLine | None
    holders: int
    accepted: int


class CardsAsked(Asked):
    """Which posts."""

    unit: Id | None = Field(None, description="this unit with everything under it")
    state: State = Field(
        "", description="`none` has no version, of `unaccepted` a holder has not accepted it"
    )
    q: Words = Field("", description="a part of the post's title or code")


@router.get("/cards", response=Listing[CardLine], summary="Posts and their cards")
def list_cards(request: HttpRequest, asked: Query[CardsAsked]) -> dict[str, Any]:
    """List the posts in scope by title, with the state of their cards."""
    actor, today = actor_of(request), timezone.localdate()
    seen_by(actor, Responsibility.CARD_VIEW)
    unit = named_or_none(units_with(actor, Responsibility.CARD_VIEW), "unit", asked.unit)
    path = unit.path if unit else ""
    rows = cards_asked(actor, today, path=path, state=asked.state, words=asked.q.strip())
    page = listing(rows.select_related("unit"), ("title", "id"), asked)
    return {**page, "items": [_line(each) for each in standings(page["items"], today)]}


@router.get("/cards/{card_id}", response=CardOut, summary="One post card")
def read(request: HttpRequest, response: HttpResponse, card_id: Id) -> CardOut:
    """Return a card in scope; holders of the post see what is published of it."""
    row = get_object_or_404(cards_for(actor_of(request)), pk=card_id)
    return with_etag(response, CardOut.from_orm(row))


@router.get(
    "/cards/{card_id}/versions", response=Listing[VersionLine], summary="Versions of a post card"
)
def list_versions(request: HttpRequest, card_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the versions of a card, the newest first; what is not published yet comes last."""
    actor = actor_of(request)
    card = get_object_or_404(cards_for(actor), pk=card_id)
    newest = Column("number", descending=True, nullable=True)
    return listing(versions_for(actor).filter(card=card).defer(*HEAVY), (newest, "-id"), asked)


def _line(row: Any) -> dict[str, Any]:
    return {
        "post": row.post,
        "code": row.post.code,
        "unit": row.post.unit,
        "card_id": row.card_id,
        "in_force": row.in_force,
        "at_work": row.at_work,
        "holders": row.holders,
        "accepted": row.accepted,
    }
