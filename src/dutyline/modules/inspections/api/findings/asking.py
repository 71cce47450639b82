"""More time and money: asked for by the owner, decided by the line."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from dutyline.kernel.actions.refusals import NothingToDecide
from dutyline.modules.inspections.api.findings.doing import DECIDING, REPAIRING, do
from dutyline.modules.inspections.api.findings.shown import FindingOut
from dutyline.modules.inspections.api.values import Money, Reason, Text, Why
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.rectifying import (
    ask_extension,
    ask_funds,
    decide_extension,
    decide_funds,
)
from dutyline.modules.inspections.operations.shared import repair_of
from dutyline.toolkit.rest.shapes import Day, Id, Strict

router = Router()


class ExtensionNew(Strict):
    """More time, with the reason and what keeps people safe until then."""

    to_on: Day
    reason: Reason
    interim_control: Text


class ExtensionDecision(Strict):
    """Grant or refuse more time; a refusal says why."""

    granted: bool
    note: Why = ""


class FundsNew(Strict):
    """Money for the repair."""

    amount: Annotated[Decimal, Field(gt=0, max_digits=14, decimal_places=2)]
    purpose: Reason


class FundsDecision(Strict):
    """An amount granted; 0 refuses, and says why."""

    granted: Money
    note: Why = ""


@router.post("/findings/{finding_id}/extension", response=FindingOut, summary="Ask for more time")
def extension(request: HttpRequest, finding_id: Id, body: ExtensionNew) -> HttpResponse:
    """Ask the line for a later deadline."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: ask_extension(
            by=actor, finding=finding, at=at, **body.model_dump()
        ),
        own=REPAIRING,
    )


@router.post(
    "/findings/{finding_id}/extension/decision",
    response=FindingOut,
    summary="Decide on more time",
)
def extension_decision(
    request: HttpRequest, finding_id: Id, body: ExtensionDecision
) -> HttpResponse:
    """Grant or refuse the time asked for last."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: decide_extension(
            by=actor,
            finding=finding,
            extension=_last(finding, "extensions"),
            at=at,
            **body.model_dump(),
        ),
        own=DECIDING,
    )


@router.post("/findings/{finding_id}/funds", response=FindingOut, summary="Ask for money")
def funds(request: HttpRequest, finding_id: Id, body: FundsNew) -> HttpResponse:
    """Ask the line for the money the repair needs."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: ask_funds(by=actor, finding=finding, at=at, **body.model_dump()),
        own=REPAIRING,
    )


@router.post(
    "/findings/{finding_id}/funds/decision", response=FindingOut, summary="Decide on money"
)
def funds_decision(request: HttpRequest, finding_id: Id, body: FundsDecision) -> HttpResponse:
    """Grant an amount of the money asked for last, or refuse it."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: decide_funds(
            by=actor,
            finding=finding,
            request=_last(finding, "funds_requests"),
            at=at,
            **body.model_dump(),
        ),
        own=DECIDING,
    )


def _last(finding: Finding, what: str) -> Any:
    asked = getattr(repair_of(finding), what).order_by("-id").first()
    if asked is None:
        raise NothingToDecide
    return asked
