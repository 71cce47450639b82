"""Sets an obligation aside, by somebody who may and for a reason."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.keys import OBLIGATION, obligation_subject
from dutyline.kernel.duties.models import Discharge, Obligation, Reason, Ruling, State, Waiver
from dutyline.kernel.duties.operations.matching import match
from dutyline.kernel.duties.refusals import (
    NothingToWaive,
    OwnObligation,
    ReasonNeeded,
    WaiverIsAPersons,
)
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.line import chain_of
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.periods import as_of
from dutyline.toolkit.wording import both

WAIVABLE = (State.OPEN, State.MISSED)
VERBS = {Ruling.WAIVED: "duties.waived", Ruling.NOT_APPLICABLE: "duties.ruled_out"}


@transaction.atomic
def waive(*, by: Actor, obligation: Obligation, reason: str, at: datetime) -> Waiver:
    """Waive an open or missed obligation for a reason.

    Refuses whoever answers for it, holds the post, or stands under one who does; and what is
    kept, set aside or closed.
    """
    return _rule(by, obligation, Ruling.WAIVED, reason, at)


@transaction.atomic
def rule_out(*, by: Actor, obligation: Obligation, reason: str, at: datetime) -> Waiver:
    """Decide that an open or missed obligation does not apply this time, for a reason.

    By whom and of what is as with waiving: it lets somebody off just as much.
    """
    return _rule(by, obligation, Ruling.NOT_APPLICABLE, reason, at)


def _rule(by: Actor, obligation: Obligation, ruling: Ruling, reason: str, at: datetime) -> Waiver:
    if not reason.strip():
        raise ReasonNeeded
    obligation = (
        Obligation.objects.select_for_update(of=("self",))
        .select_related("version", "post", "unit", "person")
        .get(pk=obligation.pk)
    )
    by.require(Access.OBLIGATION_WAIVE, obligation.unit_path)
    if by.person is None:
        raise WaiverIsAPersons
    on = at.astimezone(zone_of(obligation.unit)).date()
    concerned = _concerned(obligation, on)
    _refuse_own(by, obligation, concerned, on)
    if obligation.state not in WAIVABLE or obligation.closed_at is not None:
        raise NothingToWaive
    waiver = Waiver.objects.create(
        obligation=obligation, by=by.person, ruling=ruling, reason=reason, at=at
    )
    _set_aside(obligation, ruling, at)
    record(
        by=by,
        verb=VERBS[ruling],
        subject=obligation_subject(obligation),
        unit_path=obligation.unit_path,
        at=at,
        reason=reason,
        period=obligation.period,
        post=obligation.post.title,
        person=obligation.person.name if obligation.person else obligation.post.title,
    )
    notify(
        persons=concerned,
        kind=VERBS[ruling],
        subject=(OBLIGATION, obligation.pk),
        key=f"{VERBS[ruling]}:{obligation.pk}",
        at=at,
        duty=both(obligation.version, "text"),
        by=by.name,
        reason=reason,
    )
    return waiver


def _concerned(obligation: Obligation, on: date) -> list[Person]:
    """Return who answers for an obligation on a day."""
    if obligation.person is not None:
        return [obligation.person]
    posts = [obligation.post_id, obligation.covered_by_id]
    holders = Person.objects.filter(
        as_of(on, "appointments__"), appointments__post__in=[pk for pk in posts if pk]
    )
    return list(holders.distinct().order_by("id"))


def _refuse_own(by: Actor, obligation: Obligation, concerned: list[Person], on: date) -> None:
    if any(by.is_person(person.pk) for person in concerned):
        raise OwnObligation
    if by.holds([obligation.post_id, obligation.covered_by_id]):
        raise OwnObligation
    posts = {obligation.post_id, obligation.covered_by_id}
    of_them = Appointment.objects.filter(as_of(on), person__in=concerned)
    posts |= set(of_them.values_list("post_id", flat=True))
    for appointment in by.appointments:
        if any(superior.pk in posts for superior in chain_of(appointment.post, on)):
            raise OwnObligation


def _set_aside(obligation: Obligation, ruling: Ruling, at: datetime) -> None:
    Discharge.objects.filter(obligation=obligation).delete()
    obligation.state, obligation.done, obligation.settled_at = State(ruling), 0, at
    if ruling == Ruling.NOT_APPLICABLE:
        obligation.reason = Reason.DECIDED
    obligation.recount = True
    obligation.save(update_fields=["state", "reason", "done", "settled_at", "recount"])
    # What it had taken of evidence in its grace is free for the periods after it.
    same = Q(person=obligation.person_id) if obligation.person_id else Q(person=None)
    match(
        same
        & Q(
            post=obligation.post_id,
            version__duty=obligation.version.duty_id,
            about=obligation.about,
            grace_until__gte=obligation.starts_at,
        ),
        now=at,
    )
