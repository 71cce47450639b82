"""Reports made without sign-in: read, taken up, counted towards a known danger, answered."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named, seen_by, to_change
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.photos import PhotoOut
from dutyline.modules.inspections.api.scope import (
    CATEGORY,
    place_reports_for,
    require_listed,
    units_with,
)
from dutyline.modules.inspections.api.values import Key, Line, Named, Reason, RiskLevel, Why
from dutyline.modules.inspections.keys import REPORT
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations import Details, decline_report, take_up_report
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Strict
from dutyline.toolkit.rest.versions import with_etag

router = Router()
NEWEST = ("-at", "-id")


class PlaceReportOut(Schema):
    """One sentence about a danger, and what was decided about it."""

    id: int
    place: Named
    unit: Named
    sentence: str
    contact: str
    language: str
    at: datetime
    state: str
    finding_id: int | None
    reply: str
    decided_by: Named | None
    decided_at: datetime | None


class PlaceReportsAsked(Asked):
    """Which reports: those that wait, or all."""

    which: Literal["waiting", "all"] = "waiting"
    unit: Id | None = Field(None, description="this unit with everything under it")


class TakenUp(Strict):
    """What the reporter could not know; place, time and words come from the report."""

    title: Line = Field("", description="empty: the reporter's sentence")
    category: Key = ""
    risk: RiskLevel = ""
    grade: Literal["", "major"] = ""
    grade_reason: Why = ""
    reply: Why = Field("", description="words to the reporter")


class CountedTowards(Strict):
    """A report says what is known already: it counts towards that hidden danger."""

    finding_id: Id
    reply: Why = ""


class Answered(Strict):
    """An answer to a report that is no hidden danger."""

    reply: Reason


@router.get(
    "/place-reports", response=Listing[PlaceReportOut], summary="Reports made without sign-in"
)
def list_reports(request: HttpRequest, asked: Query[PlaceReportsAsked]) -> dict[str, Any]:
    """List the reports of the units where the caller takes them up, the newest first."""
    actor = actor_of(request)
    seen_by(actor, Inspections.REPORT_DECIDE)
    rows = place_reports_for(actor)
    if asked.unit is not None:
        unit = named(units_with(actor, Inspections.REPORT_DECIDE), "unit", asked.unit)
        rows = rows.filter(subtree(unit.path, "unit_path"))
    if asked.which == "waiting":
        rows = rows.filter(state="waiting")
    return listing(rows, NEWEST, asked)


@router.get("/place-reports/{report_id}", response=PlaceReportOut, summary="One report")
def read(request: HttpRequest, response: HttpResponse, report_id: Id) -> PlaceReportOut:
    """Return a report the caller takes up."""
    row = get_object_or_404(place_reports_for(actor_of(request)), pk=report_id)
    return with_etag(response, PlaceReportOut.from_orm(row))


@router.get(
    "/place-reports/{report_id}/photos", response=Listing[PhotoOut], summary="Photos of a report"
)
def list_photos(request: HttpRequest, report_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the photos that were sent with a report."""
    row = get_object_or_404(place_reports_for(actor_of(request)), pk=report_id)
    photos = Attachment.objects.of(REPORT, row.pk).filter(media_type__startswith="image/")
    return listing(photos, ("id",), asked)


@router.post(
    "/place-reports/{report_id}/finding", response=PlaceReportOut, summary="Take a report up"
)
def take_up(request: HttpRequest, report_id: Id, body: TakenUp) -> HttpResponse:
    """Turn a report into a hidden danger; the reporter sees how it goes on."""
    require_listed("category", CATEGORY, [body.category], timezone.localdate())
    details = Details(**body.model_dump(exclude={"reply"}))
    return _do(
        request,
        report_id,
        lambda actor, row: take_up_report(
            by=actor, report=row, details=details, reply=body.reply, at=timezone.now()
        ),
    )


@router.post(
    "/place-reports/{report_id}/merger",
    response=PlaceReportOut,
    summary="Count a report towards a known danger",
)
def count_towards(request: HttpRequest, report_id: Id, body: CountedTowards) -> HttpResponse:
    """Count a report towards an open hidden danger at the same place."""

    def verb(actor: Any, row: Any) -> object:
        near = Finding.objects.visible_to(actor).open().filter(place=row.place)
        return take_up_report(
            by=actor,
            report=row,
            finding=named(near, "finding_id", body.finding_id),
            reply=body.reply,
            at=timezone.now(),
        )

    return _do(request, report_id, verb)


@router.post("/place-reports/{report_id}/reply", response=PlaceReportOut, summary="Answer a report")
def reply(request: HttpRequest, report_id: Id, body: Answered) -> HttpResponse:
    """Answer a report that is no hidden danger, in words the reporter reads with his code."""
    return _do(
        request,
        report_id,
        lambda actor, row: decline_report(
            by=actor, report=row, reply=body.reply, at=timezone.now()
        ),
    )


def _do(request: HttpRequest, report_id: int, verb: Any) -> HttpResponse:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        verb(actor, to_change(request, place_reports_for(actor), report_id, PlaceReportOut))
        row = place_reports_for(actor).get(pk=report_id)
        return PlaceReportOut.from_orm(row).model_dump(mode="json")

    return carried_out(request, act)
