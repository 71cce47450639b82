"""Leave is recorded by somebody entitled, and cut short when a person is back early."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.organisation.line import chain_of
from dutyline.kernel.organisation.models import Appointment, Leave, Person, Post
from dutyline.kernel.organisation.operations.guards import require_order
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import (
    AlreadyClosed,
    ApproverIsAPerson,
    LeaveOfSuperior,
    LeaveOverlaps,
    OwnLeave,
)


@transaction.atomic
def record_leave(
    *, by: By, person: Person, since: date, until: date, reason: str, at: datetime
) -> Leave:
    """Record approved leave from `since` up to `until`, the first day back.

    It takes the right to approve leave in a unit where the person holds a post, and is refused to
    the person himself and to everybody who reports to him, since leave excuses what he owes.
    """
    require_order(since, until)
    approver = by.person
    if approver is None:
        raise ApproverIsAPerson
    Person.objects.select_for_update().get(pk=person.pk)
    path = _require_entitled(by, person, since)
    other = Leave.objects.filter(overlapping(since, until), person=person).first()
    if other is not None:
        raise LeaveOverlaps(person=person, since=other.valid_from, until=other.valid_to)
    leave = Leave.objects.create(
        person=person,
        reason=reason,
        valid_from=since,
        valid_to=until,
        approved_by=approver,
        approved_at=at,
    )
    _tell(by, "organisation.leave_recorded", leave, path, at, reason=reason)
    return leave


@transaction.atomic
def cut_leave_short(*, by: By, leave: Leave, back_on: date, at: datetime) -> Leave:
    """Record that a person is back on `back_on` already; on its first day leave is cancelled.

    It takes the same right as recording it.
    """
    leave = Leave.objects.select_for_update(of=("self",)).select_related("person").get(pk=leave.pk)
    path = _require_entitled(by, leave.person, leave.valid_from)
    if not leave.runs_on(back_on) and back_on >= leave.valid_from:
        raise AlreadyClosed(name=leave.person)
    leave.valid_to = max(back_on, leave.valid_from)
    leave.save(update_fields=["valid_to"])
    _tell(by, "organisation.leave_cut_short", leave, path, at)
    return leave


def _require_entitled(by: By, person: Person, on: date) -> str:
    """Return the unit path that entitles the actor; refuse himself and his subordinates."""
    if by.person is not None and by.person.pk == person.pk:
        raise OwnLeave
    held = list(
        Appointment.objects.on(on)
        .filter(person=person)
        .select_related("post__unit")
        .order_by("acting", "id")
    )
    paths = [each.post.unit.path for each in held]
    entitled = [path for path in paths if by.can(Organisation.LEAVE_APPROVE, path)]
    if not entitled:
        by.require(Organisation.LEAVE_APPROVE, paths[0] if paths else "/")
    posts = {each.post_id for each in held}
    for own in by.appointments:
        above = {superior.pk for superior in chain_of(Post(pk=own.post_id), on)}
        if posts & above:
            raise LeaveOfSuperior
    return entitled[0] if entitled else "/"


def _tell(by: By, verb: str, leave: Leave, path: str, at: datetime, *, reason: str = "") -> None:
    record(
        by=by,
        verb=verb,
        subject=("organisation.person", leave.person_id, leave.person.name),
        unit_path=path,
        at=at,
        reason=reason,
        since=leave.valid_from.isoformat(),
        until=str(leave.valid_to),
    )
