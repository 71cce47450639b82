"""Giving the repair to somebody with the five implementations, and his receipt."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import named, named_or_none
from dutyline.kernel.actions.rules import Five
from dutyline.modules.inspections.api.findings.doing import REPAIRING, do
from dutyline.modules.inspections.api.findings.shown import FindingOut
from dutyline.modules.inspections.api.scope import colleagues
from dutyline.modules.inspections.api.values import Money, Nothing, Reason, Text
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.rectifying import (
    accept_notice,
    assign_finding,
    reassign_finding,
)
from dutyline.toolkit.rest.shapes import Day, Id, Strict

router = Router()


class AssignmentNew(Strict):
    """The five implementations: responsibility, measures, funds, time limit, plan.

    Without `verifier_id` the verifier so far stays; at first it is who found the danger, if he may
    verify there, else who assigns it, else the superior of who repairs it.
    """

    owner_id: Id
    due_on: Day
    measures: Text = ""
    funds: Money | None = None
    contingency_plan: Text = ""
    interim_control: Text = ""
    verifier_id: Id | None = None


class ReassignmentNew(AssignmentNew):
    """Somebody else, or other terms, with the reason."""

    reason: Reason


@router.post("/findings/{finding_id}/assignment", response=FindingOut, summary="Assign the repair")
def assignment(request: HttpRequest, finding_id: Id, body: AssignmentNew) -> HttpResponse:
    """Give the repair to the person who answers for it, with a numbered notice."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: assign_finding(
            by=actor, finding=finding, five=_five(actor, finding, body), at=at
        ),
    )


@router.post(
    "/findings/{finding_id}/reassignment", response=FindingOut, summary="Assign the repair anew"
)
def reassignment(request: HttpRequest, finding_id: Id, body: ReassignmentNew) -> HttpResponse:
    """Give a repair that is not done to somebody else, or on other terms."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: reassign_finding(
            by=actor, finding=finding, five=_five(actor, finding, body), at=at, reason=body.reason
        ),
    )


@router.post(
    "/findings/{finding_id}/receipt", response=FindingOut, summary="Acknowledge the notice"
)
def receipt(request: HttpRequest, finding_id: Id, body: Nothing) -> HttpResponse:
    """Say that the notice has arrived."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: accept_notice(by=actor, finding=finding, at=at),
        own=REPAIRING,
    )


def _five(actor: Actor, finding: Finding, body: AssignmentNew) -> Five:
    people = colleagues(actor, finding.company.path, timezone.localdate())
    return Five(
        owner=named(people, "owner_id", body.owner_id),
        verifier=named_or_none(people, "verifier_id", body.verifier_id),
        due_on=body.due_on,
        measures=body.measures,
        funds=body.funds,
        contingency_plan=body.contingency_plan,
        interim_control=body.interim_control,
    )
