"""The line board: who owes what under a unit, level by level and unit by unit."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.api.routes.duties.spans import SpanAsked
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.duties.reading import board
from dutyline.kernel.organisation.models import Unit
from dutyline.toolkit.rest.shapes import Id

router = Router()


class BoardAsked(SpanAsked):
    """Which days, and only what is measured by one kind."""

    kind: str = Field("", max_length=60, description="evidence kind or indicator")


class FiguresOut(Schema):
    """How many obligations are in each state; `on_time_share` is null where none is decided."""

    owed: int
    decided: int
    open: int
    on_time: int
    late: int
    missed: int
    excused: int
    not_applicable: int
    waived: int
    on_time_share: float | None


class HeadOut(Schema):
    """Who heads a unit today."""

    post_id: int
    title: str
    names: list[str]
    acting: list[str]
    vacant: bool


class LevelOut(Schema):
    """One level of the line."""

    level: int
    posts: int
    figures: FiguresOut


class BoardUnitOut(Schema):
    """A unit directly under the board's, with everything under it."""

    unit_id: int
    name: str
    closed: bool
    head: HeadOut | None
    figures: FiguresOut


class DayOut(Schema):
    """What fell due on a day, by how it reads; states with none are left out."""

    on: date | None
    counts: dict[str, int]


class BoardOut(Schema):
    """A board; the counts are as of `counted_at`, `own` are those of the unit's own posts."""

    unit_id: int
    first: date
    last: date
    counted_at: datetime | None
    head: HeadOut | None
    figures: FiguresOut
    own: FiguresOut
    levels: list[LevelOut]
    units: list[BoardUnitOut]
    line: list[DayOut]


@router.get("/units/{unit_id}/board", response=BoardOut, summary="Line board of a unit")
def read_board(request: HttpRequest, unit_id: Id, asked: Query[BoardAsked]) -> Any:
    """Return the board of a unit the caller answers for; its numbers open /obligations."""
    actor, today = actor_of(request), timezone.localdate()
    units = visible_to(Unit.objects.all(), actor, Access.LINE_VIEW, path_field="path")
    unit = get_object_or_404(units, pk=unit_id)
    first, last = asked.days(today)
    return board(by=actor, unit=unit, first=first, last=last, today=today, kind=asked.kind)
