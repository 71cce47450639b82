"""Who holds which post."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status

from dutyline.api.routes.organisation.schemas import AppointmentNew, AppointmentOut, Ending
from dutyline.api.scope import appointments_for, people_for, posts_for
from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.operations import appoint, end_appointment
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing

router = Router()


class AppointmentsAsked(Asked):
    """Which appointments; `on` defaults to today."""

    on: date | None = None
    post: int | None = None
    person: int | None = None


@router.get("/appointments", response=Listing[AppointmentOut], summary="Appointments on a day")
def list_appointments(request: HttpRequest, asked: Query[AppointmentsAsked]) -> dict[str, Any]:
    """List the appointments in scope that run on a day, in order of their beginning."""
    found = appointments_for(actor_of(request)).on(asked.on or timezone.localdate())
    if asked.post is not None:
        found = found.filter(post=asked.post)
    if asked.person is not None:
        found = found.filter(person=asked.person)
    return listing(found, ("-valid_from", "id"), asked)


@router.post("/appointments", response={201: AppointmentOut}, summary="Appoint a person")
def new_appointment(request: HttpRequest, body: AppointmentNew) -> Status[dict[str, Any]]:
    """Appoint a person to a post from a day on, or let him act for its holder."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        acting_for = body.acting_for_id and named(
            appointments_for(actor), "acting_for_id", body.acting_for_id
        )
        appointment = appoint(
            by=actor,
            person=named(people_for(actor), "person_id", body.person_id),
            post=named(posts_for(actor), "post_id", body.post_id),
            on=body.on,
            until=body.until,
            share=body.share,
            acting=body.acting,
            acting_for=acting_for or None,
            at=timezone.now(),
        )
        return AppointmentOut.from_orm(appointment).model_dump(mode="json")

    return Status(201, once_per_key(request, act))


@router.post(
    "/appointments/{appointment_id}/end", response=AppointmentOut, summary="End an appointment"
)
def new_end(request: HttpRequest, appointment_id: int, body: Ending) -> Appointment:
    """End an appointment; `on` is the first day it no longer runs."""
    actor = actor_of(request)
    return end_appointment(
        by=actor,
        appointment=get_object_or_404(appointments_for(actor), pk=appointment_id),
        on=body.on,
        at=timezone.now(),
        reason=body.reason,
    )
