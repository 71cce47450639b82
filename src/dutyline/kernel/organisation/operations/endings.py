"""Ends what a unit or post leaves behind when it closes."""

from collections.abc import Sequence
from datetime import date, datetime

from dutyline.kernel.organisation.models import (
    Appointment,
    Post,
    PostVersion,
    Shift,
    Unit,
    UnitVersion,
)
from dutyline.kernel.organisation.operations.versions import PART, end, reaching_past
from dutyline.kernel.organisation.ports import Act, By, record_many


def end_units(ids: Sequence[int], on: date) -> None:
    """End units with their versions and calendars."""
    for rows, column in ((UnitVersion, "unit"), (Shift, "unit"), (Unit, "pk")):
        end(rows, column, ids, on)


def end_posts(by: By, ids: Sequence[int], on: date, at: datetime, reason: str) -> None:
    """End posts with their versions and the appointments to them."""
    for start in range(0, len(ids), PART):
        held = Appointment.objects.filter(post__in=ids[start : start + PART])
        end_appointments(
            by, list(reaching_past(held, on).select_related("person", "post__unit")), on, at, reason
        )
    for rows, column in ((PostVersion, "post"), (Post, "pk")):
        end(rows, column, ids, on)


def end_appointments(
    by: By, appointments: Sequence[Appointment], on: date, at: datetime, reason: str
) -> None:
    """End appointments, each with its own line of history; person, post and unit are loaded."""
    end(Appointment, "pk", [each.pk for each in appointments], on)
    record_many(by=by, acts=[_ended(each, on, reason) for each in appointments], at=at)


def _ended(appointment: Appointment, on: date, reason: str) -> Act:
    post = appointment.post
    return Act(
        "organisation.appointment_ended",
        "organisation.person",
        appointment.person_id,
        appointment.person.name,
        post.unit.path,
        reason,
        {
            "post": post.title,
            "unit": post.unit.name,
            "day": max(on, appointment.valid_from).isoformat(),
            "post_id": post.pk,
        },
    )
