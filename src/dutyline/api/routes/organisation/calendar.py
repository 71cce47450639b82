"""When units work."""

from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from dutyline.api.routes.organisation.schemas import OnDay, ShiftNew, ShiftOut
from dutyline.api.scope import shifts_for, units_for
from dutyline.kernel.access.callers import actor_of, to_change
from dutyline.kernel.organisation.calendar import shift_runs, zone_of
from dutyline.kernel.organisation.models import Shift
from dutyline.kernel.organisation.operations import create_shift, end_shift
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing, whole
from dutyline.toolkit.rest.shapes import Day, Id, Strict, as_json

router = Router()
WEEK = 7


class CalendarAsked(Strict):
    """Which days."""

    first: Day
    days: int = Field(WEEK, ge=1, le=31)


class ShiftRun(Schema):
    """One shift of one day, with its two moments."""

    shift_id: int
    name: str
    day: date
    starts_at: datetime
    ends_at: datetime


@router.get("/units/{unit_id}/shifts", response=Listing[ShiftOut], summary="Shifts of a unit")
def list_shifts(request: HttpRequest, unit_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List a unit's own shifts, past ones too; without any it works those of the unit above."""
    unit = get_object_or_404(units_for(actor_of(request)), pk=unit_id)
    return listing(Shift.objects.filter(unit=unit), ("-valid_from", "id"), asked)


@router.get("/units/{unit_id}/calendar", response=Listing[ShiftRun], summary="When a unit works")
def read_calendar(request: HttpRequest, unit_id: Id, asked: Query[CalendarAsked]) -> dict[str, Any]:
    """Return every shift a unit works over some days, its own or those of the unit above."""
    unit = get_object_or_404(units_for(actor_of(request)), pk=unit_id)
    zone = zone_of(unit)
    end = asked.first + timedelta(days=asked.days)
    runs = [
        {
            "shift_id": shift.pk,
            "name": shift.name,
            "day": starts.astimezone(zone).date(),
            "starts_at": starts,
            "ends_at": ends,
        }
        for shift, starts, ends in shift_runs(unit, asked.first, end)
    ]
    return whole(runs)


@router.post("/units/{unit_id}/shifts", response={201: ShiftOut}, summary="Give a unit a shift")
def new_shift(request: HttpRequest, unit_id: Id, body: ShiftNew) -> Status[dict[str, Any]]:
    """Add a shift to a unit's calendar from a day on."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = get_object_or_404(units_for(actor), pk=unit_id)
        shift = create_shift(by=actor, unit=unit, at=timezone.now(), **body.model_dump())
        return as_json(ShiftOut, shift)

    return Status(201, once_per_key(request, act))


@router.post("/shifts/{shift_id}/end", response=ShiftOut, summary="End a shift")
def new_end(request: HttpRequest, shift_id: Id, body: OnDay) -> dict[str, Any]:
    """End a shift; a changed shift is a new one."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        shift = to_change(request, shifts_for(actor), shift_id, ShiftOut)
        return as_json(ShiftOut, end_shift(by=actor, shift=shift, on=body.on, at=timezone.now()))

    return once_per_key(request, act)
