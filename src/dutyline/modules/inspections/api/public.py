"""Reports without an account: the key of a printed code is all it takes, as on the page.

What is said here is exactly what the page says to whoever holds the key or the follow-up code, and
both draw on the same limits by address and place. No session and no token counts.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import File, Form, Router, Schema
from ninja.errors import HttpError
from ninja.files import UploadedFile
from pydantic import Field, StringConstraints

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.operations import follow_report, report_danger
from dutyline.modules.inspections.operations.photographing import photograph_report
from dutyline.modules.inspections.operations.refusals import CodeUnknown, TooManyReports
from dutyline.modules.inspections.operations.reports import place_scanned
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.rest.shapes import Strict

router = Router(auth=None)
TOO_MANY = 429
Sent = Annotated[
    list[UploadedFile], File(default_factory=list, description="photos, told by their content")
]
Step = Literal["received", "taken_up", "in_work", "repaired", "verified", "closed", "answered"]


class PlaceScanned(Schema):
    """The place of a printed code."""

    name: str
    unit_name: str


class DangerSaid(Strict):
    """What is dangerous in one sentence; a name or phone only from who likes to leave it."""

    sentence: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
    contact: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""


class ReportSent(Schema):
    """The code by which the report is followed, shown only this once, and the page it opens."""

    code: str
    page: str


class ReportFollowed(Schema):
    """How a report stands, never who found fault with whom."""

    place_name: str
    sentence: str
    at: datetime
    step: Step
    number: str = Field(description="of the hidden danger it became; empty before")
    reply: str


@router.get(
    "/public/places/{public_key}", response=PlaceScanned, summary="The place of a printed code"
)
def read_place(request: HttpRequest, public_key: str) -> dict[str, str]:
    """Say which place a printed code belongs to, while it is in use."""
    place = _place(public_key)
    return {"name": place.name, "unit_name": place.unit.name}


@router.post(
    "/public/places/{public_key}/reports",
    response={201: ReportSent},
    summary="Report a hidden danger without an account",
)
def send_report(
    request: HttpRequest, public_key: str, said: Form[DangerSaid], photos: Sent
) -> HttpResponse:
    """Send one sentence and up to six photos; 429 when too many come from there or for there.

    A report never counts against the person who makes it.
    """
    # Nobody is asked who he is, so a page elsewhere must not make its visitors' browsers send.
    if request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}:
        raise NotPermitted(Inspections.FINDING_RECORD)
    at = timezone.now()

    def act() -> dict[str, Any]:
        sent = report_danger(
            public_key=_place(public_key).public_key,
            sentence=said.sentence,
            contact=said.contact,
            at=at,
            address=_address(request),
            language=get_language() or "",
        )
        photograph_report(report=sent.report, photos=photos, at=at)
        return {"code": sent.code, "page": reverse("inspections:follow", args=[sent.code])}

    try:
        return carried_out(request, act, status=201)
    except TooManyReports as refusal:
        raise HttpError(TOO_MANY, str(refusal)) from refusal


@router.get(
    "/public/reports/{code}", response=ReportFollowed, summary="Follow a report by its code"
)
def read_report(request: HttpRequest, code: str) -> dict[str, Any]:
    """Say how a report stands to whoever has its code; 429 when too many codes are asked for."""
    try:
        found = follow_report(code=code[:40], at=timezone.now(), address=_address(request))
    except TooManyReports as refusal:
        raise HttpError(TOO_MANY, str(refusal)) from refusal
    except CodeUnknown as refusal:
        raise Http404 from refusal
    report = found.report
    return {
        "place_name": report.place.name,
        "sentence": report.sentence,
        "at": report.at,
        "step": found.step,
        "number": found.number if found.step != "answered" else "",
        "reply": report.reply,
    }


def _place(public_key: str) -> Place:
    place = place_scanned(public_key, timezone.now())
    if place is None:
        raise Http404
    return place


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
