"""Statistics of hidden dangers, read from the counts and never from the ledger."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.registry import Refusal
from dutyline.modules.inspections.api.scope import units_with
from dutyline.modules.inspections.api.values import Month, Named
from dutyline.modules.inspections.models import FindingClock, FindingStanding, FindingSummary
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.statistics import Figures
from dutyline.modules.inspections.rules.periods import month_of, months_between
from dutyline.toolkit.rest.shapes import Id, Strict

router = Router()
MOST_MONTHS = 60
MOST_UNITS = 200


class SpanTooLong(Refusal):
    """The months end before they begin, or there are more of them than one answer holds."""

    message = _("Ask for 1 to {most} months.")
    field = "last"


class FiguresOut(Schema):
    """Counts of a span of months and the rates they give; null where nothing is counted."""

    found: int
    found_closed: int = Field(description="of those found in the span, closed by now")
    repeats: int
    front_line: int
    closed: int
    close_days: int
    due: int
    in_time: int
    rectification_rate: float | None = Field(description="found_closed out of found")
    on_time_rate: float | None
    repeat_rate: float | None
    mean_days_to_close: float | None


class OfMonth(FiguresOut):
    """The figures of a month."""

    month: str


class OfKey(FiguresOut):
    """The figures of a grade or category."""

    key: str


class OfUnit(FiguresOut):
    """The figures of a unit directly below, with everything under it."""

    unit: Named


class StandingOut(Schema):
    """How the unit stands now."""

    open: int
    unassigned: int
    overdue: int
    to_verify: int
    to_close: int
    major: int


class StatisticsOut(Schema):
    """The figures of a unit with everything under it; `counted_at` says how old they are."""

    unit: Named
    first: str
    last: str
    counted_at: datetime | None
    standing: StandingOut
    all: FiguresOut
    months: list[OfMonth]
    grades: list[OfKey]
    categories: list[OfKey]
    units: list[OfUnit]


class StatisticsAsked(Strict):
    """Which unit, and which months, both included; this month alone without a question."""

    unit: Id | None = Field(None, description="else the highest in reach")
    first: Month | None = None
    last: Month | None = None


@router.get("/statistics", response=StatisticsOut, summary="Statistics of hidden dangers")
def read_statistics(request: HttpRequest, asked: Query[StatisticsAsked]) -> dict[str, Any]:
    """Return found, closed, on time, repeats and days to close of a unit; nine statements."""
    units = units_with(actor_of(request), Inspections.FINDING_VIEW)
    highest = units.order_by("depth", "path").first()
    if highest is None:
        raise Http404
    unit = highest if asked.unit is None else named(units, "unit", asked.unit)
    first, last = _span(asked)
    rows = FindingSummary.objects.of_unit(unit.pk).span(first, last)
    clock = FindingClock.objects.order_by("id").first()
    return {
        "unit": unit,
        "first": _written(first),
        "last": _written(last),
        "counted_at": clock.counted_at if clock else None,
        "standing": FindingStanding.objects.of_units([unit.pk])[unit.pk],
        "all": rows.figures(),
        "months": _by_month(rows.by("month"), first, last),
        "grades": _by_key(rows.by("grade")),
        "categories": _by_key(rows.by("category")),
        "units": _by_unit(unit, first, last),
    }


def plain_figures(figures: Figures) -> dict[str, Any]:
    """Return counts and rates by name."""
    return {name: getattr(figures, name) for name in FiguresOut.model_fields}


def _span(asked: StatisticsAsked) -> tuple[int, int]:
    now = month_of(timezone.localdate())
    last = _number(asked.last) if asked.last else now
    first = _number(asked.first) if asked.first else last
    years = last // 100 - first // 100
    if first > last or years * 12 + last % 100 - first % 100 >= MOST_MONTHS:
        raise SpanTooLong(most=MOST_MONTHS)
    return first, last


def _by_month(found: dict[int, Figures], first: int, last: int) -> list[dict[str, Any]]:
    months = months_between(first, last)
    return [
        {"month": _written(month), **plain_figures(found.get(month, Figures()))} for month in months
    ]


def _by_key(found: dict[str, Figures]) -> list[dict[str, Any]]:
    return [{"key": key, **plain_figures(each)} for key, each in found.items()]


def _by_unit(unit: Unit, first: int, last: int) -> list[dict[str, Any]]:
    below = Unit.objects.filter(parent=unit, valid_to__isnull=True).order_by("name", "id")
    units = list(below[:MOST_UNITS])
    rows = FindingSummary.objects.of_units([each.pk for each in units]).span(first, last)
    found = rows.by("unit_id")
    return [
        {"unit": each, **plain_figures(found.get(each.pk, Figures()))}
        for each in units
        if each.pk in found
    ]


def _number(month: str) -> int:
    return int(month.replace("-", ""))


def _written(month: int) -> str:
    return f"{month // 100}-{month % 100:02}"
