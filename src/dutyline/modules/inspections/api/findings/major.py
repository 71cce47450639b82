"""What the law wants on record about a major hidden danger."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from dutyline.kernel.access.callers import actor_of
from dutyline.modules.inspections.api.findings.doing import do
from dutyline.modules.inspections.api.findings.shown import FindingOut
from dutyline.modules.inspections.api.scope import findings_for
from dutyline.modules.inspections.api.values import Line, Named, Nothing, Text, Title
from dutyline.modules.inspections.operations.major import (
    lift_supervision,
    list_for_supervision,
    plan_major,
    report_to_authority,
    tell_staff,
)
from dutyline.modules.inspections.rules.major import missing_steps
from dutyline.toolkit.rest.shapes import Day, Id, Strict

router = Router()
NEWEST = 50


class PlanParts(Strict):
    """The principal's plan, in the parts the law names; none may be empty."""

    cause: Text
    analysis: Text
    goals: Text
    methods: Text
    means: Text
    persons: Text
    time_limit: Text
    safety: Text


class SupervisionNew(Strict):
    """Listed for supervision: by whom, until when."""

    supervisor: Title
    due_on: Day


class AuthorityNew(Strict):
    """Reported to the authority: to whom, when, under which number."""

    authority: Title
    day: Day
    number: Line = ""


class StaffNoticeNew(Strict):
    """Staff told: when and how."""

    day: Day
    how: Title


class PlanOut(Schema):
    """A plan with who made it and when."""

    cause: str
    analysis: str
    goals: str
    methods: str
    means: str
    persons: str
    time_limit: str
    safety: str
    by: Named
    at: datetime


class SupervisionOut(Schema):
    """Who supervises the removal until when; lifted or not."""

    supervisor: str
    due_on: date
    by: Named | None
    at: datetime
    lifted_by: Named | None
    lifted_at: datetime | None


class AuthorityOut(Schema):
    """A report to the authority."""

    authority: str
    reported_on: date
    number: str
    by: Named | None
    at: datetime


class StaffNoticeOut(Schema):
    """Staff told of it."""

    told_on: date
    how: str
    by: Named | None
    at: datetime


class MajorOut(Schema):
    """What is on record of a major danger, and which steps the law still wants."""

    plans: list[PlanOut]
    supervision: SupervisionOut | None
    authority_reports: list[AuthorityOut]
    staff_notices: list[StaffNoticeOut]
    missing: list[str]


@router.get(
    "/findings/{finding_id}/major", response=MajorOut, summary="What is on record of a major one"
)
def read_major(request: HttpRequest, finding_id: Id) -> dict[str, Any]:
    """Return plans, supervision, reports and notices, the newest first."""
    finding = get_object_or_404(findings_for(actor_of(request)), pk=finding_id)

    def newest(rows: Any) -> list[Any]:
        return list(rows.select_related("by").order_by("-id")[:NEWEST])

    return {
        "plans": newest(finding.major_plans),
        "supervision": getattr(finding, "supervision", None),
        "authority_reports": newest(finding.authority_reports),
        "staff_notices": newest(finding.staff_notices),
        "missing": list(missing_steps(finding)) if finding.grade == "major" else [],
    }


@router.post("/findings/{finding_id}/plan", response=FindingOut, summary="Plan the removal")
def plan(request: HttpRequest, finding_id: Id, body: PlanParts) -> HttpResponse:
    """Record the principal's plan; a newer one stands beside the older."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: plan_major(
            by=actor, finding=finding, parts=body.model_dump(), at=at
        ),
    )


@router.post(
    "/findings/{finding_id}/supervision", response=FindingOut, summary="List it for supervision"
)
def supervision(request: HttpRequest, finding_id: Id, body: SupervisionNew) -> HttpResponse:
    """List a major danger for supervision until a day."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: list_for_supervision(
            by=actor, finding=finding, at=at, **body.model_dump()
        ),
    )


@router.post(
    "/findings/{finding_id}/supervision/end", response=FindingOut, summary="End the supervision"
)
def supervision_end(request: HttpRequest, finding_id: Id, body: Nothing) -> HttpResponse:
    """Take a danger off the list of supervised ones."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: lift_supervision(by=actor, finding=finding, at=at),
    )


@router.post(
    "/findings/{finding_id}/authority",
    response=FindingOut,
    summary="Record the report to the authority",
)
def authority(request: HttpRequest, finding_id: Id, body: AuthorityNew) -> HttpResponse:
    """Record that a major danger was reported to the authority."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: report_to_authority(
            by=actor, finding=finding, at=at, **body.model_dump()
        ),
    )


@router.post(
    "/findings/{finding_id}/staff-notice",
    response=FindingOut,
    summary="Record the notice to staff",
)
def staff_notice(request: HttpRequest, finding_id: Id, body: StaffNoticeNew) -> HttpResponse:
    """Record that staff were told of a danger."""
    return do(
        request,
        finding_id,
        lambda actor, finding, at: tell_staff(
            by=actor, finding=finding, at=at, **body.model_dump()
        ),
    )
