"""Giving a repair to somebody, and his receipt of the notice."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.keys import RECTIFICATION, round_key
from dutyline.kernel.actions.ladder import local_day, main_post
from dutyline.kernel.actions.models import Notice, NoticeReceipt, Rectification, State
from dutyline.kernel.actions.operations.shared import (
    end_of,
    locked,
    require_in_repair,
    require_owner,
    tell,
    write,
)
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.refusals import (
    AlreadyAssigned,
    AlreadyReceived,
    DeadlinePassed,
    FiveIncomplete,
    VerifierIsOwner,
)
from dutyline.kernel.actions.rules import Five
from dutyline.kernel.actions.verifier import left_to_verify
from dutyline.kernel.duties.operations.events import cancel_event, raise_event
from dutyline.kernel.organisation.models import Person, Unit
from dutyline.toolkit.wording import in_a_row


@transaction.atomic
def assign(
    *,
    by: Actor,
    source: str,
    label: str,
    unit: Unit,
    five: Five,
    at: datetime,
    notice_number: str = "",
    complete: bool = False,
    found_by: Person | None = None,
) -> Rectification:
    """Give the repair of `source` to its owner with a numbered notice.

    `complete` asks for all five implementations. With no verifier named, `left_to_verify` says
    who it is. Raises AlreadyAssigned, DeadlinePassed, FiveIncomplete, VerifierIsOwner.
    """
    by.require(Actions.ASSIGN, unit.path)
    standing = Rectification.objects.of_source(source).select_related("owner").first()
    if standing is not None:
        raise AlreadyAssigned(owner=standing.owner.name, due_on=standing.due_on)
    five = _checked(five, unit, at, complete=complete)
    five = _with_verifier(five, unit, at, found_by=found_by, assigned_by=by.person)
    due_at = end_of(five.due_on, unit)
    rectification = Rectification.objects.create(
        source=source,
        source_label=label[:300],
        unit=unit,
        unit_path=unit.path,
        assigned_by=by.person,
        assigned_at=at,
        first_due_on=five.due_on,
        first_due_at=due_at,
        **_columns(five, due_at),
    )
    _send(by, rectification, notice_number or f"{RECTIFICATION}:{rectification.pk}", at)
    _tell_owner(by, rectification, at)
    write(
        by,
        rectification,
        "assigned",
        at,
        owner=five.owner.name,
        due_on=five.due_on.isoformat(),
        measures=five.measures,
    )
    return rectification


@transaction.atomic
def reassign(
    *,
    by: Actor,
    rectification: Rectification,
    five: Five,
    at: datetime,
    reason: str,
    found_by: Person | None = None,
) -> Rectification:
    """Give a repair that is not done to somebody else, or on other terms, with a new notice.

    The first deadline stays on record, so that a new notice never makes a late repair timely. With
    no verifier named it stays with whom it was, unless he now repairs it.
    """
    rectification = locked(rectification)
    by.require(Actions.ASSIGN, rectification.unit_path)
    require_in_repair(rectification)
    before = rectification.owner
    five = _checked(five, rectification.unit, at, complete=False)
    standing = rectification.verifier
    who = {"standing": standing, "found_by": found_by, "assigned_by": by.person}
    five = _with_verifier(five, rectification.unit, at, **who)
    rectification.extensions.waiting().update(lapsed_at=at)
    cancel_event(trigger="actions.assigned", about=round_key(rectification), reason=reason, at=at)
    rectification.round += 1
    for column, value in _columns(five, end_of(five.due_on, rectification.unit)).items():
        setattr(rectification, column, value)
    rectification.state = State.ASSIGNED
    rectification.step, rectification.step_post = 0, None
    rectification.save()
    send_again(by, rectification, at)
    _tell_owner(by, rectification, at)
    write(
        by,
        rectification,
        "reassigned",
        at,
        reason,
        before=before.name,
        owner=five.owner.name,
        due_on=five.due_on.isoformat(),
    )
    if before.pk != five.owner.pk:
        tell(
            [before],
            rectification,
            "taken_over",
            str(rectification.round),
            at,
            owner=five.owner.name,
            by=by.name,
        )
    return rectification


def send_again(by: Actor, rectification: Rectification, at: datetime) -> None:
    """Send the owner another notice in the series of the first, and let him owe the new round."""
    first = rectification.notices.order_by("id").first()
    base = first.number if first else f"{RECTIFICATION}:{rectification.pk}"
    _send(by, rectification, f"{base}-{rectification.notices.count() + 1}", at)


@transaction.atomic
def accept_notice(*, by: Actor, rectification: Rectification, at: datetime) -> NoticeReceipt:
    """Record that the responsible person has received the latest notice; he then works on it."""
    rectification = locked(rectification)
    require_owner(by, rectification)
    notice = rectification.notices.order_by("-id")[0]
    if NoticeReceipt.objects.filter(notice=notice).exists():
        raise AlreadyReceived
    person = by.person or rectification.owner
    receipt = NoticeReceipt.objects.create(notice=notice, by=person, at=at)
    if rectification.state == State.ASSIGNED:
        rectification.state = State.IN_WORK
        rectification.save(update_fields=["state"])
    write(by, rectification, "notice_received", at, notice=notice.number)
    return receipt


def _checked(five: Five, unit: Unit, at: datetime, *, complete: bool) -> Five:
    today = local_day(unit, at)
    if five.due_on < today:
        raise DeadlinePassed
    if five.verifier is not None and five.verifier.pk == five.owner.pk:
        raise VerifierIsOwner
    missing = five.missing() if complete else []
    if missing:
        raise FiveIncomplete(missing=in_a_row(missing))
    if five.owner_post is None:
        return replace(five, owner_post=main_post(five.owner, today, unit.path))
    return five


def _with_verifier(five: Five, unit: Unit, at: datetime, **who: Person | None) -> Five:
    if five.verifier is not None:
        return five
    apart, today = [five.owner.pk], local_day(unit, at)
    left = left_to_verify(unit.path, today, apart=apart, below=five.owner_post, **who)
    return replace(five, verifier=left)


def _columns(five: Five, due_at: datetime) -> dict[str, object]:
    return {
        "owner": five.owner,
        "owner_post": five.owner_post,
        "verifier": five.verifier,
        "measures": five.measures,
        "funds_planned": five.funds,
        "contingency_plan": five.contingency_plan,
        "interim_control": five.interim_control,
        "due_on": five.due_on,
        "due_at": due_at,
    }


def _send(by: Actor, rectification: Rectification, number: str, at: datetime) -> None:
    Notice.objects.create(
        rectification=rectification,
        number=number[:60],
        to=rectification.owner,
        due_on=rectification.due_on,
        sent_at=at,
        sent_by=by.person,
    )
    raise_event(
        trigger="actions.assigned",
        about=round_key(rectification),
        unit=rectification.unit,
        at=at,
        person=rectification.owner,
        post=rectification.owner_post,
    )


def _tell_owner(by: Actor, rectification: Rectification, at: datetime) -> None:
    tell(
        [rectification.owner],
        rectification,
        "assigned",
        str(rectification.round),
        at,
        by=by.name,
        due_on=rectification.due_on,
    )
