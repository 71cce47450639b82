"""Lists of responsibility written to a file."""

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
from dutyline.modules.responsibility.api.goals.reading import State as GoalState
from dutyline.modules.responsibility.api.scope import units_with
from dutyline.modules.responsibility.budget_export import BUDGET
from dutyline.modules.responsibility.card_export import CARDS
from dutyline.modules.responsibility.exporting import Workbook
from dutyline.modules.responsibility.goal_export import GOALS
from dutyline.toolkit.rest.shapes import Id, Strict, Words

router = Router()


class UnitAsked(Strict):
    """Which part of the organisation."""

    unit_id: Id | None = Field(None, description="this unit with everything under it")


class ExportNew(UnitAsked):
    """Which posts."""

    state: State = ""
    q: Words = Field("", description="a part of the post's title or code")


class YearAsked(UnitAsked):
    """Which year."""

    year: int | None = Field(None, ge=2000, le=2100, description="this year without one")


class GoalsNew(YearAsked):
    """Which goals."""

    state: GoalState = Field("", description="without one, everything that was not withdrawn")


class ErrandAsked(Schema):
    """The errand that writes it: ask for it until it is done, then fetch its file."""

    errand_id: int
    state: str


@router.post(
    "/cards/exports", response={202: ErrandAsked}, summary="Have post cards written to a workbook"
)
def export_cards(request: HttpRequest, body: ExportNew) -> HttpResponse:
    """Ask the worker to write the cards the caller may see; the workbook can be imported again."""
    return _asked(request, CARDS, body.unit_id, state=body.state, q=body.q.strip())


@router.post(
    "/goals/exports", response={202: ErrandAsked}, summary="Have goals written to a workbook"
)
def export_goals(request: HttpRequest, body: GoalsNew) -> HttpResponse:
    """Ask the worker to write the goals of a year the caller may see, with steps and results."""
    return _asked(request, GOALS, body.unit_id, year=_year(body), state=body.state)


@router.post(
    "/safety-budget/exports",
    response={202: ErrandAsked},
    summary="Have the safety budget written to a workbook",
)
def export_budget(request: HttpRequest, body: YearAsked) -> HttpResponse:
    """Ask the worker to write the plan and every use of a year the caller may see."""
    return _asked(request, BUDGET, body.unit_id, year=_year(body))


def _year(body: YearAsked) -> int:
    return body.year or timezone.localdate().year


def _asked(
    request: HttpRequest, book: Workbook, unit_id: int | None, **asked: str | int
) -> HttpResponse:
    actor = actor_of(request)
    seen_by(actor, book.permission)

    def act() -> dict[str, Any]:
        unit = named_or_none(units_with(actor, book.permission), "unit_id", unit_id)
        path = unit.path if unit else ""
        parameters = {**asked, "unit": path, "language": get_language() or ""}
        errand = ask_errand(by=actor, kind=book.key, parameters=parameters, at=timezone.now())
        return {"errand_id": errand.pk, "state": errand.state}

    return carried_out(request, act, status=202)
