"""The coverage matrix: which places rounds reach, week by week."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named, seen_by
from dutyline.modules.inspections.api.scope import units_with
from dutyline.modules.inspections.api.values import Named
from dutyline.modules.inspections.operations import coverage
from dutyline.modules.inspections.operations.coverage import MOST_WEEKS
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.periods import monday_of
from dutyline.toolkit.rest.listing import Asked
from dutyline.toolkit.rest.shapes import Id

router = Router()


class CellOut(Schema):
    """The rounds of one place and week: finished, missed, still to be done."""

    done: int
    missed: int
    waiting: int


class CoverageRow(Schema):
    """A place, when it was last reached, and its weeks, the oldest first."""

    place: Named
    unit: Named
    standing: str
    last_on: date | None
    cells: list[CellOut]


class CoverageOut(Schema):
    """A page of places; `weeks` are the Mondays, `counts` how all places in reach stand."""

    weeks: list[date]
    counts: dict[str, int]
    items: list[CoverageRow]
    next: str | None


class CoverageAsked(Asked):
    """Where, how far back, and which places."""

    unit: Id | None = Field(None, description="this unit with everything under it")
    weeks: int = Field(26, ge=1, le=MOST_WEEKS)
    standing: Literal["", "blind", "never", "overdue", "covered"] = ""


@router.get("/coverage", response=CoverageOut, summary="Which places rounds reach")
def read_coverage(request: HttpRequest, asked: Query[CoverageAsked]) -> dict[str, Any]:
    """List the places in scope by weeks; `blind` are those never covered or overdue."""
    actor = actor_of(request)
    seen_by(actor, Inspections.ROUND_VIEW)
    units = units_with(actor, Inspections.ROUND_VIEW)
    found = coverage(
        by=actor,
        now=timezone.now(),
        path="/" if asked.unit is None else named(units, "unit", asked.unit).path,
        weeks=asked.weeks,
        standing=asked.standing,
        cursor=asked.cursor,
        size=asked.limit,
    )
    rows = [
        {
            "place": row.place,
            "unit": row.place.unit,
            "standing": row.standing,
            "last_on": row.last_on,
            "cells": row.cells,
        }
        for row in found.rows
    ]
    weeks = [monday_of(week) for week in found.weeks]
    return {"weeks": weeks, "counts": found.counts, "items": rows, "next": found.page.next}
