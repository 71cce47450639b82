"""The papers of the pages through the API: above both, which know nothing of each other."""

from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named_or_none, seen_by
from dutyline.kernel.access.permissions import Access
from dutyline.modules.inspections import api
from dutyline.modules.inspections.api.scope import statistics_reports_for, token_for, units_with
from dutyline.modules.inspections.models import Finding, StatisticsReport
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.exports import statistics_workbook
from dutyline.modules.inspections.views.finding_scope import finding_or_404
from dutyline.modules.inspections.views.labels import MOST, labels_paper
from dutyline.modules.inspections.views.papers import (
    notice_paper,
    record_paper,
    statistics_paper,
)
from dutyline.toolkit.pdf.sent import PAPER
from dutyline.toolkit.rest.shapes import Id, Strict
from dutyline.toolkit.spreadsheets.write import XLSX

router = Router()
router.add_router("", api.router)
SHEET = {"responses": {200: {"description": "The workbook", "content": {XLSX: {}}}}}


class LabelsPrinted(Strict):
    """Which places, and how they are laid out."""

    unit: Id | None = Field(None, description="this unit with everything under it")
    place: list[Id] = Field(default_factory=list, max_length=MOST, description="only these")
    sheet: Literal["3x7", "2x4"] = Field("3x7", description="labels across and down a sheet")
    cut: bool = Field(False, description="with lines to cut along")


@router.get(
    "/findings/{finding_id}/notice.pdf", summary="The notice of rectification", openapi_extra=PAPER
)
def read_notice(request: HttpRequest, finding_id: Id) -> HttpResponse:
    """Send the latest notice with the receipt to sign; nothing is there before one was sent."""
    return notice_paper(_finding(request, finding_id))


@router.get(
    "/findings/{finding_id}/record.pdf", summary="A hidden danger on paper", openapi_extra=PAPER
)
def read_record(request: HttpRequest, finding_id: Id) -> HttpResponse:
    """Send everything on record about a hidden danger."""
    return record_paper(actor_of(request), _finding(request, finding_id))


@router.get(
    "/statistics-reports/{report_id}/report.pdf",
    summary="A statistics report on paper",
    openapi_extra=PAPER,
)
def read_statistics(request: HttpRequest, report_id: Id) -> HttpResponse:
    """Send a report as it goes to the authority; nothing is there before its figures are made."""
    return statistics_paper(_report(request, report_id))


@router.get(
    "/statistics-reports/{report_id}/report.xlsx",
    summary="A statistics report as a workbook",
    openapi_extra=SHEET,
)
def read_workbook(request: HttpRequest, report_id: Id) -> HttpResponseBase:
    """Send a report with one sheet a table; nothing is there before its figures are made."""
    return statistics_workbook(_report(request, report_id))


@router.get("/place-labels.pdf", summary="Labels of places to print", openapi_extra=PAPER)
def read_labels(request: HttpRequest, asked: Query[LabelsPrinted]) -> HttpResponse:
    """Send labels of places the caller may open, by unit and name, as many as the page prints."""
    actor = actor_of(request)
    seen_by(actor, Access.ORGANISATION_VIEW)
    unit = named_or_none(units_with(actor, Access.ORGANISATION_VIEW), "unit", asked.unit)
    return labels_paper(request, unit, asked.place, asked.sheet, cut_lines=asked.cut)


def _finding(request: HttpRequest, finding_id: int) -> Finding:
    actor = actor_of(request)
    token_for(actor, Inspections.FINDING_VIEW)
    return finding_or_404(actor, finding_id)


def _report(request: HttpRequest, report_id: int) -> StatisticsReport:
    return get_object_or_404(statistics_reports_for(actor_of(request)), pk=report_id)
