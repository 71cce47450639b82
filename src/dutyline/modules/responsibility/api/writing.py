"""Cards drafted, written, thrown away, handed over for review."""

from typing import Annotated, Any

from annotated_types import Len
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from pydantic import Field, StringConstraints

from dutyline.kernel.access.callers import actor_of, named, to_change
from dutyline.kernel.receipts.per_key import carried_out

# What has one address stands in one router.
from dutyline.modules.responsibility.api.cards import router
from dutyline.modules.responsibility.api.scope import (
    at_work_or_404,
    cards_for,
    posts_with,
    versions_for,
)
from dutyline.modules.responsibility.api.shown import VersionOut, plain_version
from dutyline.modules.responsibility.api.values import Nothing
from dutyline.modules.responsibility.models import LONGEST
from dutyline.modules.responsibility.operations import (
    ask_review,
    discard_draft,
    draft_card,
    draft_next,
    write_draft,
)
from dutyline.modules.responsibility.operations.deputies import MOST as MOST_DEPUTIES
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.shapes import Id, Strict

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST)]
Deputies = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
DeputyPosts = Annotated[list[Id], Len(max_length=MOST_DEPUTIES)]
UNSAID = "one sentence a line; left out, it stays as it is"


class CardNew(Strict):
    """The post whose card is to be drafted."""

    post_id: Id


class WordsSent(Strict):
    """A part in one language or in both."""

    en: Said | None = Field(None, description=UNSAID)
    zh: Said | None = Field(None, description=UNSAID)


class WordsWritten(Strict):
    """Parts of a card; one left out stays as it is."""

    job: WordsSent | None = None
    general: WordsSent | None = None
    safety: WordsSent | None = None
    authority: WordsSent | None = None
    scope: WordsSent | None = None
    qualification: WordsSent | None = None
    risk: WordsSent | None = None
    emergency: WordsSent | None = None
    assessment: WordsSent | None = None

    def columns(self) -> dict[str, str]:
        """Return what is said by columns."""
        said = self.model_dump(exclude_none=True)
        return {
            f"{part}_{language}": words
            for part, languages in said.items()
            for language, words in languages.items()
        }


class DraftWritten(Strict):
    """What a draft is to say; what is left out stays as it is."""

    words: WordsWritten = WordsWritten()
    deputies: Deputies | None = Field(
        None, description="who stands in and is no post here, in words; left out, it stays"
    )
    deputy_posts: DeputyPosts | None = Field(
        None, description="the posts that stand in, by id; left out, they stay"
    )


@router.post("/cards", response={201: VersionOut}, summary="Draft a post card")
def begin(request: HttpRequest, body: CardNew) -> HttpResponse:
    """Begin the card of a post with the words of its standard post and the duties it owes."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = named(posts_with(actor, Responsibility.CARD_WRITE), "post_id", body.post_id)
        draft = draft_card(by=actor, post=post, on=timezone.localdate(), at=timezone.now())
        return plain_version(draft)

    return carried_out(request, act, status=201)


@router.post("/cards/{card_id}/next", response={201: VersionOut}, summary="Begin the next version")
def begin_next(request: HttpRequest, card_id: Id, body: Nothing) -> HttpResponse:
    """Begin the next version: the words of the last, the duties and the place of today."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        card = get_object_or_404(cards_for(actor), pk=card_id)
        today, now = timezone.localdate(), timezone.now()
        return plain_version(draft_next(by=actor, card=card, on=today, at=now))

    return carried_out(request, act, status=201)


@router.put("/cards/{card_id}/draft", response=VersionOut, summary="Write the draft")
def write(request: HttpRequest, card_id: Id, body: DraftWritten) -> HttpResponse:
    """Write parts of the draft; its duties and place become those of today."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        found = at_work_or_404(actor, card_id)
        draft = to_change(request, versions_for(actor), found.pk, VersionOut)
        written = write_draft(
            by=actor,
            version=draft,
            words=body.words.columns(),
            deputies=body.deputies,
            deputy_posts=body.deputy_posts,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        return plain_version(written)

    return carried_out(request, act)


@router.delete("/cards/{card_id}/draft", response={204: None}, summary="Throw the draft away")
def discard(request: HttpRequest, card_id: Id) -> HttpResponse:
    """Throw the draft away; what is in force stays so."""
    actor = actor_of(request)
    discard_draft(by=actor, version=at_work_or_404(actor, card_id), at=timezone.now())
    return HttpResponse(status=204)


@router.post("/cards/{card_id}/review", response=VersionOut, summary="Ask for a review")
def review(request: HttpRequest, card_id: Id, body: Nothing) -> HttpResponse:
    """Hand the draft over for review; scope and assessment standard must be said."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        found = at_work_or_404(actor, card_id)
        draft = to_change(request, versions_for(actor), found.pk, VersionOut)
        return plain_version(ask_review(by=actor, version=draft, at=timezone.now()))

    return carried_out(request, act)
