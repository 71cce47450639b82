"""Taking over rectifications from a ledger kept elsewhere."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.models import (
    Extension,
    Notice,
    NoticeReceipt,
    Rectification,
    Repair,
    State,
    Verification,
    Withdrawal,
)
from dutyline.kernel.actions.operations.shared import end_of, write
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.rules import Five
from dutyline.kernel.organisation.calendar import zone_of
from dutyline.kernel.organisation.models import Person, Unit


@dataclass(frozen=True)
class Told:
    """What the other ledger says beside the five implementations; days are local to the unit."""

    state: State
    assigned_on: date
    first_due_on: date | None = None
    spent: Decimal | None = None
    notice_number: str = ""
    received_on: date | None = None
    extension_to: date | None = None
    extension_reason: str = ""
    repaired_on: date | None = None
    repair_text: str = ""
    verified_on: date | None = None
    verifier: Person | None = None
    opinion: str = ""
    withdrawn_because: str = ""


@transaction.atomic
def restore(
    *, by: Actor, source: str, label: str, unit: Unit, five: Five, told: Told, at: datetime
) -> Rectification:
    """Write down a rectification as another ledger tells it, without events or evidence.

    What this system did not see happen discharges no duty here and tells nobody anything.
    """
    by.require(Actions.ASSIGN, unit.path)
    state, repaired_on, verified_on = _consistent(told, five)
    rectification = Rectification.objects.create(
        source=source,
        source_label=label[:300],
        unit=unit,
        unit_path=unit.path,
        owner=five.owner,
        owner_post=five.owner_post,
        verifier=five.verifier,
        measures=five.measures,
        funds_planned=five.funds,
        funds_actual=told.spent,
        contingency_plan=five.contingency_plan,
        interim_control=five.interim_control,
        first_due_on=told.first_due_on or five.due_on,
        first_due_at=end_of(told.first_due_on or five.due_on, unit),
        due_on=five.due_on,
        due_at=end_of(five.due_on, unit),
        state=state,
        assigned_by=by.person,
        assigned_at=_noon(told.assigned_on, unit),
        repaired_on=repaired_on,
        repaired_at=_noon(repaired_on, unit) if repaired_on else None,
        verify_due_at=end_of(repaired_on, unit)
        if state == State.REPORTED and repaired_on
        else None,
        verified_at=_noon(verified_on, unit) if verified_on and state == "verified" else None,
        restored_at=at,
    )
    _restore_rows(rectification, told, unit, verified_on)
    write(by, rectification, "restored", at, owner=five.owner.name)
    return rectification


def _consistent(told: Told, five: Five) -> tuple[State, date | None, date | None]:
    # A state counts only with the row that carries it: "verified" by nobody is "to verify".
    verifier = told.verifier
    verified = told.verified_on if verifier and verifier.pk != five.owner.pk else None
    state = told.state
    if state == State.VERIFIED and not (verified and told.repaired_on):
        state = State.REPORTED
    if state == State.REPORTED and not told.repaired_on:
        state = State.IN_WORK
    asked = told.extension_to is not None and told.extension_to > five.due_on
    if state == State.EXTENSION_ASKED and not asked:
        state = State.IN_WORK
    finished = state in (State.REPORTED, State.VERIFIED, State.WITHDRAWN)
    return state, told.repaired_on if finished else None, verified if finished else None


def _restore_rows(
    rectification: Rectification, told: Told, unit: Unit, verified_on: date | None
) -> None:
    owner = rectification.owner
    if told.notice_number:
        notice = Notice.objects.create(
            rectification=rectification,
            number=told.notice_number,
            to=owner,
            due_on=rectification.due_on,
            sent_at=rectification.assigned_at,
            sent_by=rectification.assigned_by,
        )
        if told.received_on:
            NoticeReceipt.objects.create(notice=notice, by=owner, at=_noon(told.received_on, unit))
    if rectification.state == State.WITHDRAWN:
        Withdrawal.objects.create(
            rectification=rectification,
            by=rectification.assigned_by,
            reason=told.withdrawn_because or "-",
            at=rectification.assigned_at,
        )
    if rectification.state == State.EXTENSION_ASKED and told.extension_to is not None:
        Extension.objects.create(
            rectification=rectification,
            from_on=rectification.due_on,
            to_on=told.extension_to,
            reason=told.extension_reason,
            interim_control=rectification.interim_control or told.extension_reason or "-",
            asked_by=owner,
            asked_at=rectification.assigned_at,
        )
    if rectification.repaired_at is None:
        return
    repair = Repair.objects.create(
        rectification=rectification,
        round=1,
        text=told.repair_text,
        done_at=rectification.repaired_at,
        reported_at=rectification.repaired_at,
        by=owner,
        owner=owner,
        owner_post=rectification.owner_post,
        due_on=rectification.due_on,
        in_time=rectification.repaired_at < rectification.due_at,
    )
    if verified_on is not None and told.verifier is not None:
        Verification.objects.create(
            repair=repair,
            rectifier=owner,
            owner=owner,
            by=told.verifier,
            at=_noon(verified_on, unit),
            effective=True,
            opinion=told.opinion,
        )


def _noon(day: date, unit: Unit) -> datetime:
    return datetime.combine(day, time(12), tzinfo=zone_of(unit))
