"""Responsibility decay: how far down the line duty is done on time."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.api.routes.duties.boards import FiguresOut, HeadOut
from dutyline.api.routes.duties.spans import SpanAsked
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.duties.reading import Figures, decay
from dutyline.kernel.organisation.models import Unit
from dutyline.toolkit.rest.shapes import Id

router = Router()


class DecayAsked(SpanAsked):
    """Which days, and only one level of the line."""

    level: int | None = Field(None, ge=1, le=5, description="1 company leaders … 5 front line")


class ThinningOut(Schema):
    """The steepest step down the line: the on-time share falls by `fall`, of one."""

    above: int
    level: int
    fall: float


class MonthOut(Schema):
    """What fell due in a month, by its first day."""

    month: date
    figures: FiguresOut


class DecayLevelOut(Schema):
    """One level of the line under the unit's head."""

    level: int
    figures: FiguresOut
    months: list[MonthOut]

    @staticmethod
    def resolve_months(row: Any) -> list[dict[str, object]]:
        """Return the months in order."""
        return _in_order(row.months)


class OfLevelOut(Schema):
    """What one level under a leader owed."""

    level: int
    figures: FiguresOut


class LedOut(Schema):
    """A unit directly under it, named and headed as on the last day; `before` headed it earlier."""

    unit_id: int
    name: str
    closed: bool
    head: HeadOut | None
    before: HeadOut | None
    figures: FiguresOut
    months: list[MonthOut]
    levels: list[OfLevelOut]
    thins: ThinningOut | None

    @staticmethod
    def resolve_months(row: Any) -> list[dict[str, object]]:
        """Return the months in order."""
        return _in_order(row.months)

    @staticmethod
    def resolve_levels(row: Any) -> list[dict[str, object]]:
        """Return the levels from the top down."""
        return [{"level": level, "figures": row.levels[level]} for level in sorted(row.levels)]


class DecayOut(Schema):
    """Levels and leaders under a unit's head; `own` are its own posts, `thins` null where none."""

    unit_id: int
    first: date
    last: date
    counted_at: datetime | None
    head: HeadOut | None
    before: HeadOut | None
    figures: FiguresOut
    own: FiguresOut
    levels: list[DecayLevelOut]
    led: list[LedOut]
    thins: ThinningOut | None


@router.get("/units/{unit_id}/decay", response=DecayOut, summary="Responsibility decay of a unit")
def read_decay(request: HttpRequest, unit_id: Id, asked: Query[DecayAsked]) -> Any:
    """Return each level and leader under a unit the caller answers for, month by month."""
    actor = actor_of(request)
    units = visible_to(Unit.objects.all(), actor, Access.LINE_VIEW, path_field="path")
    unit = get_object_or_404(units, pk=unit_id)
    first, last = asked.days(timezone.localdate())
    return decay(by=actor, unit=unit, first=first, last=last, level=asked.level)


def _in_order(months: Mapping[date, Figures]) -> list[dict[str, object]]:
    return [{"month": month, "figures": months[month]} for month in sorted(months)]
