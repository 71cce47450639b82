"""Letters read: listed, one with its text, signatures and refusals. Nothing here signs or refuses.

A letter is signed, countersigned, refused and answered by a person at a screen of his own.
"""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named_or_none, seen_by, whole_token
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.responsibility.api.letters.shown import (
    LetterOut,
    RefusalOut,
    SignatureOut,
    TextOut,
    letters_for,
    with_names,
)
from dutyline.modules.responsibility.api.scope import LETTERS_OWN, units_with
from dutyline.modules.responsibility.models import Letter, LetterText
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id

router = Router()
LETTER = "/letters/{letter_id}"
State = Literal["", "waiting", "open", "held", "signed", "stale", "refused", "ended"]


class LettersAsked(Asked):
    """Which letters."""

    year: int | None = Field(None, ge=2000, le=2100, description="this year without one")
    unit: Id | None = Field(None, description="this unit with everything under it")
    round: Id | None = Field(None, description="of this round")
    state: State = Field("", description="without one, everything that did not end")
    overdue: bool = Field(False, description="only what somebody should have signed before today")
    arrived: bool = Field(False, description="only of who came or moved and has not signed since")


@router.get("/letters", response=Listing[LetterOut], summary="Letters of a year")
def list_letters(request: HttpRequest, asked: Query[LettersAsked]) -> dict[str, Any]:
    """List letters in scope, in the order they were made."""
    actor, today = actor_of(request), timezone.localdate()
    seen_by(actor, Responsibility.LETTER_VIEW)
    rows = letters_for(actor).filter(round__year=asked.year or today.year)
    units = units_with(actor, Responsibility.LETTER_VIEW)
    unit: Unit | None = named_or_none(units, "unit", asked.unit)
    if unit is not None:
        rows = rows.within(unit.path)
    if asked.round is not None:
        rows = rows.filter(round=asked.round)
    rows = rows.in_state(asked.state) if asked.state else rows.running()
    rows = rows.overdue(today) if asked.overdue else rows
    rows = rows.arrived() if asked.arrived else rows
    return listing(rows, ("id",), asked)


@router.get("/my/letters", response=Listing[LetterOut], summary="One's own letters")
def list_own(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List the caller's letters of all years, the newest first, ended ones too."""
    actor = actor_of(request)
    whole_token(actor, *LETTERS_OWN)
    rows = Letter.objects.filter(person=actor.person.pk if actor.person else None)
    return listing(with_names(rows), ("-id",), asked)


@router.get(
    "/my/people/letters", response=Listing[LetterOut], summary="Letters one signs as the superior"
)
def list_below(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List the letters the caller signs as the superior, or as the partner of the head."""
    actor = actor_of(request)
    whole_token(actor, *LETTERS_OWN)
    if actor.person is None:
        return listing(with_names(Letter.objects.none()), ("id",), asked)
    return listing(with_names(Letter.objects.running().signed_with(actor)), ("id",), asked)


@router.get(LETTER, response=LetterOut, summary="One letter")
def read(request: HttpRequest, letter_id: Id) -> Letter:
    """Return a letter in scope as it stands now."""
    return _found(request, letter_id)


@router.get(f"{LETTER}/text", response=TextOut, summary="What a letter says")
def text(request: HttpRequest, letter_id: Id) -> LetterText:
    """Return the text that holds now, word for word."""
    return LetterText.objects.get(pk=_found(request, letter_id).text_id)


@router.get(f"{LETTER}/texts", response=Listing[TextOut], summary="What a letter said before")
def texts(request: HttpRequest, letter_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List every text of the letter's post, the newest first, each with what changed."""
    letter = _found(request, letter_id)
    rows = LetterText.objects.filter(round=letter.round_id, post=letter.post_id)
    return listing(rows, ("-number",), asked)


@router.get(f"{LETTER}/signatures", response=Listing[SignatureOut], summary="Who signed a letter")
def signatures(request: HttpRequest, letter_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the signatures under all its texts, the oldest first."""
    rows = _found(request, letter_id).signatures.select_related("person", "text")
    return listing(rows.defer("text__content", "text__marks"), ("id",), asked)


@router.get(f"{LETTER}/refusals", response=Listing[RefusalOut], summary="Who refused, and why")
def refusals(request: HttpRequest, letter_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the refusals of a letter with the superior's answers, the oldest first."""
    rows = _found(request, letter_id).refusals.select_related("text").prefetch_related("answers")
    return listing(rows.defer("text__content", "text__marks"), ("id",), asked)


def _found(request: HttpRequest, letter_id: int) -> Letter:
    actor = actor_of(request)
    whole_token(actor, *LETTERS_OWN)
    letter: Letter = get_object_or_404(letters_for(actor), pk=letter_id)
    return letter
