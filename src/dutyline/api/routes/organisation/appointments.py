"""Who holds which post."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.people_schemas import AppointmentNew, AppointmentOut
from dutyline.api.routes.organisation.schemas import Ending
from dutyline.api.scope import appointments_for, people_for, posts_for
from dutyline.kernel.access.callers import actor_of, named, named_or_none, to_change
from dutyline.kernel.organisation.operations import appoint, end_appointment
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, as_json
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class AppointmentsAsked(Asked):
    """Which appointments."""

    on: Day | None = Field(None, description="those running on this day; today without")
    ever: bool = Field(False, description="past and coming ones too")
    post: Id | None = None
    person: Id | None = None


@router.get("/appointments", response=Listing[AppointmentOut], summary="Appointments on a day")
def list_appointments(request: HttpRequest, asked: Query[AppointmentsAsked]) -> dict[str, Any]:
    """List the appointments in scope that run on a day, or ever did, the latest first."""
    actor = actor_of(request)
    found = appointments_for(actor)
    if not asked.ever:
        found = found.on(asked.on or timezone.localdate())
    if asked.post is not None:
        found = found.filter(post=named(posts_for(actor), "post", asked.post))
    if asked.person is not None:
        found = found.filter(person=named(people_for(actor), "person", asked.person))
    return listing(found, ("-valid_from", "id"), asked)


@router.get("/appointments/{appointment_id}", response=AppointmentOut, summary="One appointment")
def read_appointment(
    request: HttpRequest, response: HttpResponse, appointment_id: Id
) -> AppointmentOut:
    """Return an appointment to a post in scope."""
    found = get_object_or_404(appointments_for(actor_of(request)), pk=appointment_id)
    return with_etag(response, AppointmentOut.from_orm(found))


@router.post("/appointments", response={201: AppointmentOut}, summary="Appoint a person")
def new_appointment(request: HttpRequest, body: AppointmentNew) -> Status[dict[str, Any]]:
    """Appoint a person to a post from a day on, or let him act for its holder."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        appointment = appoint(
            by=actor,
            person=named(people_for(actor), "person_id", body.person_id),
            post=named(posts_for(actor), "post_id", body.post_id),
            on=body.on,
            until=body.until,
            share=body.share,
            acting=body.acting,
            acting_for=named_or_none(appointments_for(actor), "acting_for_id", body.acting_for_id),
            at=timezone.now(),
        )
        return as_json(AppointmentOut, appointment)

    return Status(201, once_per_key(request, act))


@router.post(
    "/appointments/{appointment_id}/end", response=AppointmentOut, summary="End an appointment"
)
def new_end(request: HttpRequest, appointment_id: Id, body: Ending) -> dict[str, Any]:
    """End an appointment; `on` is the first day it no longer runs."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        found = to_change(request, appointments_for(actor), appointment_id, AppointmentOut)
        ended = end_appointment(by=actor, appointment=found, at=timezone.now(), **body.model_dump())
        return as_json(AppointmentOut, ended)

    return once_per_key(request, act)
