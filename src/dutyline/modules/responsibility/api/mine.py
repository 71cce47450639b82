"""The caller's own cards."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema

from dutyline.kernel.access.callers import actor_of, whole_token
from dutyline.modules.responsibility.api.scope import HEAVY, OWN, versions_for
from dutyline.modules.responsibility.api.shown import PostNamed, VersionLine
from dutyline.toolkit.rest.listing import Asked, Listing, listing

router = Router()


class OwnCard(Schema):
    """The card in force of a post the caller holds, and whether he accepted it."""

    card_id: int
    post: PostNamed
    version: VersionLine
    accepted: bool


@router.get("/my/cards", response=Listing[OwnCard], summary="One's own post cards")
def list_own(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List the cards in force of the posts the caller holds."""
    actor, today = actor_of(request), timezone.localdate()
    whole_token(actor, *OWN)
    held = [each.post_id for each in actor.appointments]
    rows = versions_for(actor).on(today).filter(card__post__in=held)  # type: ignore[attr-defined]
    accepted = rows.model.acceptances.rel.related_model.objects.filter(
        version=OuterRef("pk"), person=actor.person.pk if actor.person else None
    )
    page = listing(rows.defer(*HEAVY).annotate(mine=Exists(accepted)), ("id",), asked)
    items = [
        {"card_id": row.card_id, "post": row.card.post, "version": row, "accepted": row.mine}
        for row in page["items"]
    ]
    return {**page, "items": items}
