"""Post cards written to a file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named_or_none, seen_by
from dutyline.kernel.errands.operations import ask_errand
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.responsibility.api.cards import State
from dutyline.modules.responsibility.api.scope import units_with
from dutyline.modules.responsibility.card_export import EXPORT
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.shapes import Id, Strict, Words

router = Router()


class ExportNew(Strict):
    """Which posts."""

    unit_id: Id | None = Field(None, description="this unit with everything under it")
    state: State = ""
    q: Words = Field("", description="a part of the post's title or code")


class ErrandAsked(Schema):
    """The errand that writes it: ask for it until it is done, then fetch its file."""

    errand_id: int
    state: str


@router.post(
    "/cards/exports", response={202: ErrandAsked}, summary="Have post cards written to a workbook"
)
def export_cards(request: HttpRequest, body: ExportNew) -> HttpResponse:
    """Ask the worker to write the cards the caller may see; the workbook can be imported again."""
    actor = actor_of(request)
    seen_by(actor, Responsibility.CARD_VIEW)

    def act() -> dict[str, Any]:
        unit = named_or_none(units_with(actor, Responsibility.CARD_VIEW), "unit_id", body.unit_id)
        parameters = {
            "unit": unit.path if unit else "",
            "state": body.state,
            "q": body.q.strip(),
            "language": get_language() or "",
        }
        errand = ask_errand(by=actor, kind=EXPORT, parameters=parameters, at=timezone.now())
        return {"errand_id": errand.pk, "state": errand.state}

    return carried_out(request, act, status=202)
