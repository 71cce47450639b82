"""Taking up again what was mended and verified, when it shows that the repair did not hold."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.actions.models import Rectification, Reopening, State
from dutyline.kernel.actions.operations.assigning import send_again
from dutyline.kernel.actions.operations.shared import end_of, locked, tell, write
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.refusals import (
    DeadlinePassed,
    NotVerifiedYet,
    OwnRepairToReopen,
    ReasonNeeded,
)


@transaction.atomic
def reopen(
    *, by: Actor, rectification: Rectification, due_on: date, reason: str, at: datetime
) -> Reopening:
    """Give a verified repair that did not hold back to its owner, for a new round by a new day.

    By its verifier or whoever may verify, not by the owner. Nothing that was proved is taken back:
    mended in time and looked at in time is what happened then; the new round is owed anew.
    """
    rectification = locked(rectification)
    if not by.is_person(rectification.verifier_id):
        by.require(Actions.VERIFY, rectification.unit_path)
    if rectification.state != State.VERIFIED:
        raise NotVerifiedYet(state=rectification.get_state_display())
    if by.is_person(rectification.owner_id):
        raise OwnRepairToReopen
    if not reason.strip():
        raise ReasonNeeded
    if due_on < local_day(rectification.unit, at):
        raise DeadlinePassed
    repair = rectification.repairs.select_related("verification").get(round=rectification.round)
    reopening = Reopening.objects.create(
        verification=repair.verification, by=by.person, reason=reason, at=at
    )
    rectification.state = State.ASSIGNED
    rectification.round += 1
    rectification.due_on, rectification.due_at = due_on, end_of(due_on, rectification.unit)
    rectification.repaired_at = rectification.repaired_on = rectification.verified_at = None
    rectification.step, rectification.step_post = 0, None
    rectification.save()
    send_again(by, rectification, at)
    write(by, rectification, "reopened", at, reason, due_on=due_on.isoformat())
    tell(
        [rectification.owner],
        rectification,
        "reopened",
        str(reopening.pk),
        at,
        by=by.name,
        reason=reason,
        due_on=due_on,
    )
    return reopening
