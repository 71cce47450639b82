"""People and their leave."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.schemas import LeaveNew, LeaveOut, PersonNew, PersonOut
from dutyline.api.scope import people_for, units_for
from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.organisation.models import Leave, Person
from dutyline.kernel.organisation.operations import create_person, record_leave
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing

router = Router()


class PeopleAsked(Asked):
    """Which people."""

    q: str = Field("", max_length=100, description="a part of the name, or the number")


@router.get("/people", response=Listing[PersonOut], summary="People")
def list_people(request: HttpRequest, asked: Query[PeopleAsked]) -> dict[str, Any]:
    """List the people in scope, by name."""
    found = people_for(actor_of(request))
    if asked.q:
        found = found.filter(name__icontains=asked.q) | found.filter(number__iexact=asked.q)
    return listing(found, ("name", "id"), asked)


@router.get("/people/{person_id}", response=PersonOut, summary="One person")
def read_person(request: HttpRequest, person_id: int) -> Person:
    """Return a person in scope."""
    return get_object_or_404(people_for(actor_of(request)), pk=person_id)


@router.post("/people", response={201: PersonOut}, summary="Enter a person")
def new_person(request: HttpRequest, body: PersonNew) -> Status[dict[str, Any]]:
    """Enter a person; an appointment is made apart."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        person = create_person(
            by=actor,
            name=body.name,
            number=body.number,
            email=body.email,
            phone=body.phone,
            joined_on=body.joined_on,
            unit=named(units_for(actor), "unit_id", body.unit_id),
            at=timezone.now(),
        )
        return PersonOut.from_orm(person).model_dump(mode="json")

    return Status(201, once_per_key(request, act))


@router.get("/people/{person_id}/leave", response=Listing[LeaveOut], summary="Leave of a person")
def list_leave(request: HttpRequest, person_id: int, asked: Query[Asked]) -> dict[str, Any]:
    """List the approved leave of a person, newest first."""
    person = get_object_or_404(people_for(actor_of(request)), pk=person_id)
    return listing(Leave.objects.filter(person=person), ("-valid_from", "id"), asked)


@router.post("/people/{person_id}/leave", response={201: LeaveOut}, summary="Record leave")
def new_leave(request: HttpRequest, person_id: int, body: LeaveNew) -> Status[dict[str, Any]]:
    """Record approved leave; nobody approves his own."""
    actor = actor_of(request)
    person = get_object_or_404(people_for(actor), pk=person_id)

    def act() -> dict[str, Any]:
        leave = record_leave(
            by=actor,
            person=person,
            since=body.since,
            until=body.until,
            reason=body.reason,
            at=timezone.now(),
        )
        return LeaveOut.from_orm(leave).model_dump(mode="json")

    return Status(201, once_per_key(request, act))
