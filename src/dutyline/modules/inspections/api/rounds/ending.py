"""How a round ends: finished, broken off, or declared void."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, to_change
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.rounds.scope import whole_rounds
from dutyline.modules.inspections.api.rounds.shown import RoundOut, plain_round
from dutyline.modules.inspections.api.scope import WALKING, token_for
from dutyline.modules.inspections.api.values import Moment, Reasoned
from dutyline.modules.inspections.models import Round
from dutyline.modules.inspections.operations import abandon_round, finish_round, void_round
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()


class FinishNew(Strict):
    """The end of a round; when it was walked, if that was not just now."""

    started_at: Moment | None = None
    finished_at: Moment | None = None


@router.post("/rounds/{round_id}/finish", response=RoundOut, summary="Finish a round")
def finish(request: HttpRequest, round_id: Id, body: FinishNew) -> HttpResponse:
    """Finish a round: faults become findings, each inspector gets his evidence."""
    return _do(
        request,
        round_id,
        lambda actor, walk: finish_round(
            by=actor, walk=walk, at=timezone.now(), **body.model_dump()
        ),
        WALKING,
    )


@router.post("/rounds/{round_id}/abandonment", response=RoundOut, summary="Break a round off")
def abandonment(request: HttpRequest, round_id: Id, body: Reasoned) -> HttpResponse:
    """Break a round off; what was already seen becomes findings all the same."""
    return _do(
        request,
        round_id,
        lambda actor, walk: abandon_round(
            by=actor, walk=walk, reason=body.reason, at=timezone.now()
        ),
        WALKING,
    )


@router.post("/rounds/{round_id}/void", response=RoundOut, summary="Declare a round void")
def void(request: HttpRequest, round_id: Id, body: Reasoned) -> HttpResponse:
    """Declare a finished round void; its evidence is withdrawn, its findings stay."""
    return _do(
        request,
        round_id,
        lambda actor, walk: void_round(by=actor, walk=walk, reason=body.reason, at=timezone.now()),
    )


def _do(
    request: HttpRequest,
    round_id: int,
    verb: Callable[[Actor, Round], object],
    own: tuple[str, ...] = (),
) -> HttpResponse:
    actor = actor_of(request)
    if own:
        token_for(actor, *own)

    def act() -> dict[str, Any]:
        verb(actor, to_change(request, whole_rounds(actor), round_id, RoundOut))
        return plain_round(whole_rounds(actor).get(pk=round_id))

    return carried_out(request, act)
