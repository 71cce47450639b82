"""Walking a round: begun, answered item by item or all at once, photographed."""

from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named_or_none, to_change
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.findings.shown import FindingOut, plain
from dutyline.modules.inspections.api.photos import PhotosAdded, Uploaded, plain_photos
from dutyline.modules.inspections.api.rounds.scope import answer_shown, whole_rounds
from dutyline.modules.inspections.api.rounds.shown import AnswerOut, RoundOut, plain_round
from dutyline.modules.inspections.api.scope import (
    WALKING,
    all_named,
    findings_as_shown,
    rounds_for,
    token_for,
)
from dutyline.modules.inspections.api.values import Line, Reading, Text, Why
from dutyline.modules.inspections.models import Answer, Round
from dutyline.modules.inspections.operations import (
    Given,
    open_finding,
    save_answer,
    save_answers,
    start_round,
)
from dutyline.modules.inspections.operations.photographing import photograph_answer
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()


class StartNew(Strict):
    """A round begins; two may walk it together."""

    second_id: Id | None = None


class AnswerNew(Strict):
    """What was found; which field counts depends on the kind of answer."""

    verdict: Literal["", "conforms", "fault", "not_applicable"] = ""
    number: Reading | None = None
    choice: Line = ""
    text: Text = ""
    wanted_grade: Literal["", "major"] = ""
    grade_reason: Why = ""

    def given(self) -> Given:
        """Return it as the operation takes it."""
        return Given(**self.model_dump(exclude={"item_id"}))


class AnswerToItem(AnswerNew):
    """What was found at one of several items."""

    item_id: Id


class AnswersNew(Strict):
    """Answers to several items at once."""

    answers: list[AnswerToItem] = Field(min_length=1, max_length=300)


class AnswersSaved(Schema):
    """How far the round is."""

    saved: int
    answered: int
    items: int
    faults: int


@router.post("/rounds/{round_id}/start", response=RoundOut, summary="Begin a round, or join it")
def start(request: HttpRequest, round_id: Id, body: StartNew) -> HttpResponse:
    """Begin a due round, or join one that is begun."""
    actor = _walker(request)

    def act() -> dict[str, Any]:
        people = Person.objects.employed(timezone.localdate())
        walk = start_round(
            by=actor,
            walk=to_change(request, whole_rounds(actor), round_id, RoundOut),
            second=named_or_none(people, "second_id", body.second_id),
            at=timezone.now(),
        )
        return plain_round(whole_rounds(actor).get(pk=walk.pk))

    return carried_out(request, act)


@router.put("/rounds/{round_id}/answers/{item_id}", response=AnswerOut, summary="Answer one item")
def answer(request: HttpRequest, round_id: Id, item_id: Id, body: AnswerNew) -> HttpResponse:
    """Save the answer to one item; the same again changes nothing, another replaces it."""
    actor = _walker(request)

    def act() -> dict[str, Any]:
        walk = get_object_or_404(rounds_for(actor), pk=round_id)
        item = get_object_or_404(walk.version.items, pk=item_id)
        saved = save_answer(by=actor, walk=walk, item=item, given=body.given(), at=timezone.now())
        return AnswerOut.from_orm(answer_shown(saved)).model_dump(mode="json")

    return carried_out(request, act)


@router.post(
    "/rounds/{round_id}/answers", response=AnswersSaved, summary="Answer several items at once"
)
def answer_several(request: HttpRequest, round_id: Id, body: AnswersNew) -> HttpResponse:
    """Save the answers to several items together, or none of them."""
    actor = _walker(request)

    def act() -> dict[str, Any]:
        walk = get_object_or_404(rounds_for(actor), pk=round_id)
        wanted = [each.item_id for each in body.answers]
        items = {item.pk: item for item in all_named(walk.version.items.all(), "item_id", wanted)}
        given = {items[each.item_id]: each.given() for each in body.answers}
        saved = save_answers(by=actor, walk=walk, given=given, at=timezone.now())
        walk.refresh_from_db(fields=["answered", "items", "faults"])
        counts = {name: getattr(walk, name) for name in ("answered", "items", "faults")}
        return {"saved": len(saved), **counts}

    return carried_out(request, act)


@router.post(
    "/rounds/{round_id}/answers/{item_id}/photos",
    response={201: PhotosAdded},
    summary="Add photos to an answer",
)
def add_photos(request: HttpRequest, round_id: Id, item_id: Id, photos: Uploaded) -> HttpResponse:
    """Add photos to an answer of a running round; the same photo again is kept once."""
    actor = _walker(request)

    def act() -> dict[str, Any]:
        answered = _answer(actor, round_id, item_id)
        return plain_photos(
            photograph_answer(by=actor, answer=answered, photos=photos, at=timezone.now())
        )

    return carried_out(request, act, status=201)


@router.post(
    "/rounds/{round_id}/answers/{item_id}/finding",
    response={201: FindingOut},
    summary="Enter the fault of an answer at once",
)
def enter_fault(request: HttpRequest, round_id: Id, item_id: Id) -> HttpResponse:
    """Enter the fault in the ledger while the round goes on; a second time gives the same one."""
    actor = _walker(request)

    def act() -> dict[str, Any]:
        answered = _answer(actor, round_id, item_id)
        finding = open_finding(by=actor, answer=answered, at=timezone.now())
        return plain(findings_as_shown(actor).get(pk=finding.pk))

    return carried_out(request, act, status=201)


def _walker(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    token_for(actor, *WALKING)
    return actor


def _answer(actor: Actor, round_id: int, item_id: int) -> Answer:
    walk: Round = get_object_or_404(rounds_for(actor), pk=round_id)
    return get_object_or_404(Answer.objects.select_related("round"), round=walk, item=item_id)
