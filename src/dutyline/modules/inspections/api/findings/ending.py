"""How a finding ends or changes its standing: closed, void, merged, graded, amended."""

from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from dutyline.kernel.access.callers import named
from dutyline.modules.inspections.api.findings.doing import TELLING, VERIFYING, do
from dutyline.modules.inspections.api.findings.shown import FindingOut
from dutyline.modules.inspections.api.scope import CATEGORY, KIND, require_listed
from dutyline.modules.inspections.api.values import (
    Key,
    Line,
    Reason,
    Reasoned,
    RiskLevel,
    Text,
    Title,
    Why,
)
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.amending import amend_finding
from dutyline.modules.inspections.operations.closing import close_finding
from dutyline.modules.inspections.operations.grading import raise_grade
from dutyline.modules.inspections.operations.merging import merge_findings
from dutyline.modules.inspections.operations.reopening import reopen_finding
from dutyline.modules.inspections.operations.voiding import void_finding
from dutyline.toolkit.rest.shapes import Day, Id, Strict

router = Router()


class ClosureNew(Strict):
    """The end of a finding's way."""

    note: Text = ""


class ReopeningNew(Strict):
    """What shows that the repair did not hold, and by when it is mended anew."""

    reason: Reason
    due_on: Day


class MergerNew(Strict):
    """Which other finding is the same."""

    into_id: Id
    reason: Why = ""


class AmendmentNew(Strict):
    """The words put right; what is left out stays as it is."""

    title: Title | None = None
    description: Text | None = None
    spot: Line | None = None
    thing: Line | None = None
    kind: Key | None = None
    category: Key | None = None
    nature: Literal["", "people", "things", "environment", "management"] | None = None
    basis: Literal["", "management", "site"] | None = None
    clause: Line | None = None
    risk: RiskLevel | None = None
    risk_note: Line | None = None
    accident_type: Line | None = None
    proposed_measures: Text | None = None
    interim_control: Text | None = None
    reason: Reason = Field(description="history keeps it beside what stood there before")


@router.post("/findings/{finding_id}/closure", response=FindingOut, summary="Close it")
def closure(request: HttpRequest, finding_id: Id, body: ClosureNew) -> HttpResponse:
    """Close a verified finding; of two who close at once one succeeds."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: close_finding(by=actor, finding=finding, at=at, note=body.note),
    )


@router.post("/findings/{finding_id}/reopening", response=FindingOut, summary="Reopen it")
def reopening(request: HttpRequest, finding_id: Id, body: ReopeningNew) -> HttpResponse:
    """Reopen a verified or closed finding whose repair did not hold; what was proved stays."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: reopen_finding(
            by=actor, finding=finding, due_on=body.due_on, reason=body.reason, at=at
        ),
        own=VERIFYING,
    )


@router.post("/findings/{finding_id}/void", response=FindingOut, summary="Declare it void")
def void(request: HttpRequest, finding_id: Id, body: Reasoned) -> HttpResponse:
    """Declare a finding void; it stays on record with its number."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: void_finding(
            by=actor, finding=finding, reason=body.reason, at=at
        ),
    )


@router.post("/findings/{finding_id}/merger", response=FindingOut, summary="Merge it into another")
def merger(request: HttpRequest, finding_id: Id, body: MergerNew) -> HttpResponse:
    """Merge a finding into another of the same thing; both stay on record."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: merge_findings(
            by=actor,
            finding=finding,
            into=named(Finding.objects.visible_to(actor), "into_id", body.into_id),
            at=at,
            reason=body.reason,
        ),
    )


@router.post("/findings/{finding_id}/grade", response=FindingOut, summary="Grade it major")
def grade(request: HttpRequest, finding_id: Id, body: Reasoned) -> HttpResponse:
    """Raise a finding to a major hidden danger; a grade is never lowered again."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: raise_grade(
            by=actor, finding=finding, reason=body.reason, at=at
        ),
    )


@router.post("/findings/{finding_id}/amendment", response=FindingOut, summary="Put its words right")
def amendment(request: HttpRequest, finding_id: Id, body: AmendmentNew) -> HttpResponse:
    """Put the words of an open finding right; place, time, finder and grade are facts."""
    said = body.model_dump(exclude={"reason"}, exclude_none=True)
    today = timezone.localdate()
    require_listed("category", CATEGORY, [said.get("category", "")], today)
    require_listed("kind", KIND, [said.get("kind", "")], today)
    return do(
        request,
        finding_id,
        lambda actor, finding, at: amend_finding(
            by=actor, finding=finding, changes=said, reason=body.reason, at=at
        ),
        own=TELLING,
    )
