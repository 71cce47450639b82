"""People take posts and leave them."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.organisation.models import Appointment, Person, Post
from dutyline.kernel.organisation.operations.guards import require_order, require_running
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record, require_appointable
from dutyline.kernel.organisation.refusals import (
    ActsForOther,
    ActsForWhom,
    AlreadyAppointed,
    AlreadyClosed,
    Departed,
    WrongShare,
)


@transaction.atomic
def appoint(
    *,
    by: By,
    person: Person,
    post: Post,
    on: date,
    at: datetime,
    until: date | None = None,
    share: Decimal | int = 1,
    acting: bool = False,
    acting_for: Appointment | None = None,
) -> Appointment:
    """Appoint a person to a post from the day `on`, or let him act in it.

    `acting_for` names the holder stood in for and is left out only while the post is vacant.
    Refuses a second appointment of the same kind over the same days, and oneself for a post that
    carries rights one does not hold.
    """
    by.require(Organisation.MANAGE, post.unit.path)
    require_order(on, until)
    post = Post.objects.select_for_update().select_related("unit").get(pk=post.pk)
    require_running(post, on, until)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not 0 < share <= 1:
        raise WrongShare
    if person.left_on is not None and (until is None or until > person.left_on):
        raise Departed(person=person, day=until or on)
    _refuse_twice(person, post, on, until, acting=acting)
    require_appointable(by=by, person=person, post=post, on=on, until=until)
    if acting:
        _check_stand_in(person, post, on, acting_for)
    # Ended on its first day it never ran: that row begins again.
    appointment, _new = Appointment.objects.update_or_create(
        person=person,
        post=post,
        acting=acting,
        valid_from=on,
        defaults={"valid_to": until, "share": share, "acting_for": acting_for},
    )
    record(
        by=by,
        verb="organisation.acting_appointed" if acting else "organisation.appointed",
        subject=("organisation.person", person.pk, person.name),
        unit_path=post.unit.path,
        at=at,
        post=post.title,
        unit=post.unit.name,
        day=on.isoformat(),
        post_id=post.pk,
    )
    return appointment


@transaction.atomic
def end_appointment(
    *, by: By, appointment: Appointment, on: date, at: datetime, reason: str = ""
) -> Appointment:
    """End an appointment; `on` is the first day it is no longer held.

    Ended on its first day it never ran. Refuses one that already ended by then.
    """
    appointment = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("post__unit", "person")
        .get(pk=appointment.pk)
    )
    by.require(Organisation.MANAGE, appointment.post.unit.path)
    if appointment.valid_to is not None and appointment.valid_to <= on:
        raise AlreadyClosed(name=appointment.post)
    appointment.valid_to = max(on, appointment.valid_from)
    appointment.save(update_fields=["valid_to"])
    record(
        by=by,
        verb="organisation.appointment_ended",
        subject=("organisation.person", appointment.person_id, appointment.person.name),
        unit_path=appointment.post.unit.path,
        at=at,
        reason=reason,
        post=appointment.post.title,
        unit=appointment.post.unit.name,
        day=on.isoformat(),
        post_id=appointment.post_id,
    )
    return appointment


def _refuse_twice(
    person: Person, post: Post, on: date, until: date | None, *, acting: bool
) -> None:
    same = Appointment.objects.filter(
        overlapping(on, until or date.max), person=person, post=post, acting=acting
    ).first()
    if same is not None:
        raise AlreadyAppointed(person=person, post=post, since=same.valid_from)


def _check_stand_in(person: Person, post: Post, on: date, acting_for: Appointment | None) -> None:
    if acting_for is None:
        if Appointment.objects.on(on).filter(post=post, acting=False).exists():
            raise ActsForWhom(post=post, person=person)
        return
    if (
        acting_for.post_id != post.pk
        or acting_for.person_id == person.pk
        or acting_for.acting
        or not acting_for.runs_on(on)
    ):
        raise ActsForOther(person=person, post=post)
