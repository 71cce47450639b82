"""Seeing whether a repair is real."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.keys import VERIFICATION, repair_key, round_key
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.actions.models import Rectification, Repair, State, Verification
from dutyline.kernel.actions.operations.shared import end_of, locked, tell, write
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.refusals import (
    DeadlinePassed,
    NotToVerify,
    OwnRepair,
    ReturnNeedsWords,
)
from dutyline.kernel.duties.operations.events import raise_event
from dutyline.kernel.duties.operations.evidence import submit_evidence, withdraw_evidence


@transaction.atomic
def verify(
    *,
    by: Actor,
    rectification: Rectification,
    effective: bool,
    at: datetime,
    opinion: str = "",
    due_on: date | None = None,
) -> Verification:
    """Record whether the repair is effective; if not, it goes back to its owner for a new round.

    The verifier neither did the repair nor answers for it. A return says why and may set a new
    deadline; the first one stays on record. Photos are attached to the verification
    (`actions.verification`).
    """
    rectification = locked(rectification)
    if not by.is_person(rectification.verifier_id):
        by.require(Actions.VERIFY, rectification.unit_path)
    if rectification.state != State.REPORTED:
        raise NotToVerify(state=rectification.get_state_display())
    repair = rectification.repairs.select_related("by").get(round=rectification.round)
    if by.person is None or by.person.pk in (repair.by_id, rectification.owner_id):
        raise OwnRepair
    if not effective and not opinion.strip():
        raise ReturnNeedsWords
    verification = Verification.objects.create(
        repair=repair,
        rectifier=repair.by,
        owner=rectification.owner,
        by=by.person,
        at=at,
        effective=effective,
        opinion=opinion,
    )
    _give_evidence(by, rectification, repair, verification)
    if effective:
        _finish(by, rectification, verification)
    else:
        _return(by, rectification, verification, due_on)
    return verification


def _finish(by: Actor, rectification: Rectification, verification: Verification) -> None:
    rectification.state = State.VERIFIED
    rectification.verified_at = verification.at
    rectification.verify_due_at = None
    rectification.step, rectification.step_post = 0, None
    rectification.save()
    write(by, rectification, "verified", verification.at, verification.opinion)
    tell(
        [rectification.owner, verification.rectifier],
        rectification,
        "verified",
        str(verification.pk),
        verification.at,
        by=by.name,
    )


def _return(
    by: Actor, rectification: Rectification, verification: Verification, due_on: date | None
) -> None:
    if due_on is not None:
        if due_on < local_day(rectification.unit, verification.at):
            raise DeadlinePassed
        rectification.due_on = due_on
        rectification.due_at = end_of(due_on, rectification.unit)
    withdraw_evidence(
        by=by,
        source=repair_key(verification.repair),
        reason=verification.opinion[:500],
        at=verification.at,
    )
    rectification.state = State.IN_WORK
    rectification.round += 1
    rectification.repaired_at = rectification.repaired_on = rectification.verify_due_at = None
    rectification.step, rectification.step_post = 0, None
    rectification.save()
    raise_event(
        trigger="actions.assigned",
        about=round_key(rectification),
        unit=rectification.unit,
        at=verification.at,
        person=rectification.owner,
        post=rectification.owner_post,
    )
    write(by, rectification, "returned", verification.at, verification.opinion)
    tell(
        [rectification.owner],
        rectification,
        "returned",
        str(verification.pk),
        verification.at,
        by=by.name,
        opinion=verification.opinion,
        due_on=rectification.due_on,
    )


def _give_evidence(
    by: Actor, rectification: Rectification, repair: Repair, verification: Verification
) -> None:
    submit_evidence(
        by=by,
        kind="actions.verified",
        source=f"{VERIFICATION}:{verification.pk}",
        person=verification.by,
        unit=rectification.unit,
        occurred_at=verification.at,
        recorded_at=verification.at,
        about=repair_key(repair),
        snapshot={"label": rectification.source_label, "effective": verification.effective},
    )
