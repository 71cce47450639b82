"""Leave: days away, seen by the person himself and by those who may approve it."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.people_schemas import LeaveCut, LeaveNew, LeaveOut
from dutyline.api.scope import leave_for, people_for
from dutyline.kernel.access.callers import actor_of, named, to_change
from dutyline.kernel.organisation.operations import cut_leave_short, record_leave
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, as_json

router = Router()


class LeaveAsked(Asked):
    """Which leave."""

    on: Day | None = Field(None, description="that covers this day; today without")
    ever: bool = Field(False, description="past and coming leave too")
    person: Id | None = None


@router.get("/leave", response=Listing[LeaveOut], summary="Who is away")
def list_all_leave(request: HttpRequest, asked: Query[LeaveAsked]) -> dict[str, Any]:
    """List one's own leave and that of those whose leave one approves, newest first."""
    actor = actor_of(request)
    found = leave_for(actor)
    if not asked.ever:
        found = found.on(asked.on or timezone.localdate())
    if asked.person is not None:
        found = found.filter(person=named(people_for(actor), "person", asked.person))
    return listing(found, ("-valid_from", "id"), asked)


@router.get("/people/{person_id}/leave", response=Listing[LeaveOut], summary="Leave of a person")
def list_leave(request: HttpRequest, person_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the approved leave of a person, newest first; empty for whom it does not concern."""
    actor = actor_of(request)
    person = get_object_or_404(people_for(actor), pk=person_id)
    return listing(leave_for(actor).filter(person=person), ("-valid_from", "id"), asked)


@router.post("/people/{person_id}/leave", response={201: LeaveOut}, summary="Record leave")
def new_leave(request: HttpRequest, person_id: Id, body: LeaveNew) -> Status[dict[str, Any]]:
    """Record approved leave; nobody approves his own."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        person = get_object_or_404(people_for(actor), pk=person_id)
        leave = record_leave(by=actor, person=person, at=timezone.now(), **body.model_dump())
        return as_json(LeaveOut, leave)

    return Status(201, once_per_key(request, act))


@router.post("/leave/{leave_id}/cut", response=LeaveOut, summary="Cut leave short")
def new_cut(request: HttpRequest, leave_id: Id, body: LeaveCut) -> dict[str, Any]:
    """Record that a person is back already."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        leave = to_change(request, leave_for(actor), leave_id, LeaveOut)
        cut = cut_leave_short(by=actor, leave=leave, back_on=body.back_on, at=timezone.now())
        return as_json(LeaveOut, cut)

    return once_per_key(request, act)
