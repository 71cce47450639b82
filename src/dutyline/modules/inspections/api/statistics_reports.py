"""Quarterly and yearly statistics reports of companies: read, made, signed."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema

from dutyline.kernel.access.callers import actor_of, seen_by, to_change
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.scope import statistics_reports_for
from dutyline.modules.inspections.api.statistics import FiguresOut, plain_figures
from dutyline.modules.inspections.api.values import Named, Nothing
from dutyline.modules.inspections.models import StatisticsReport
from dutyline.modules.inspections.operations.statistics_reports import (
    make_figures,
    sign_statistics,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.statistics import Figures
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id
from dutyline.toolkit.rest.versions import with_etag

router = Router()
NEWEST = ("-last_month", "period", "-id")


class ReportLine(Schema):
    """A report of a company and period: when it is due, was made and signed."""

    id: int
    company: Named
    period: str
    first_month: int
    last_month: int
    due_on: date
    opened_at: datetime
    made_at: datetime | None
    signed_by: Named | None
    signed_at: datetime | None


class ReportOut(ReportLine):
    """A report with its figures: in all, by grade, category and month."""

    figures: dict[str, Any]


class FiguresRead(Schema):
    """The figures of a report with the rates they give."""

    all: FiguresOut
    grade: dict[str, FiguresOut]
    category: dict[str, FiguresOut]
    month: dict[str, FiguresOut]


@router.get("/statistics-reports", response=Listing[ReportLine], summary="Statistics reports")
def list_reports(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List the reports of the companies in scope, the newest first."""
    actor = actor_of(request)
    seen_by(actor, Inspections.FINDING_VIEW)
    return listing(statistics_reports_for(actor), NEWEST, asked)


@router.get("/statistics-reports/{report_id}", response=ReportOut, summary="One statistics report")
def read(request: HttpRequest, response: HttpResponse, report_id: Id) -> ReportOut:
    """Return a report with its figures as they were made."""
    row = get_object_or_404(statistics_reports_for(actor_of(request)), pk=report_id)
    return with_etag(response, ReportOut.from_orm(row))


@router.get(
    "/statistics-reports/{report_id}/figures",
    response=FiguresRead,
    summary="Figures and rates of a report",
)
def read_figures(request: HttpRequest, report_id: Id) -> dict[str, Any]:
    """Return the figures of a report with rates; all nought before they are made."""
    row = get_object_or_404(statistics_reports_for(actor_of(request)), pk=report_id)
    parts: dict[str, Any] = {
        name: {key: _rates(each) for key, each in row.figures.get(name, {}).items()}
        for name in ("grade", "category", "month")
    }
    return {"all": _rates(row.figures.get("all", {})), **parts}


@router.post(
    "/statistics-reports/{report_id}/figures", response=ReportOut, summary="Make the figures"
)
def figures(request: HttpRequest, report_id: Id, body: Nothing) -> HttpResponse:
    """Put the figures of the period into a report; again renews them until it is signed."""
    return _do(request, report_id, make_figures)


@router.post(
    "/statistics-reports/{report_id}/signature", response=ReportOut, summary="Sign a report"
)
def signature(request: HttpRequest, report_id: Id, body: Nothing) -> HttpResponse:
    """Sign a report as the principal; its figures stand from then on."""
    return _do(request, report_id, sign_statistics)


def _do(
    request: HttpRequest, report_id: int, verb: Callable[..., StatisticsReport]
) -> HttpResponse:
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        row = to_change(request, statistics_reports_for(actor), report_id, ReportOut)
        done = verb(by=actor, report=row, at=timezone.now())
        return ReportOut.from_orm(done).model_dump(mode="json")

    return carried_out(request, act)


def _rates(counts: dict[str, int]) -> dict[str, Any]:
    return plain_figures(Figures(**counts))
