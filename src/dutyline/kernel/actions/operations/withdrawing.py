"""Taking a rectification back."""

from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.keys import VERIFICATION, repair_key, round_key
from dutyline.kernel.actions.models import Rectification, State, Withdrawal
from dutyline.kernel.actions.operations.shared import locked, tell, write
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.refusals import OverAndDone, ReasonNeeded
from dutyline.kernel.duties.operations.events import cancel_event
from dutyline.kernel.duties.operations.evidence import withdraw_evidence


@transaction.atomic
def withdraw(*, by: Actor, rectification: Rectification, reason: str, at: datetime) -> Withdrawal:
    """Take a rectification back with a reason: what it was owed and what it proved falls away."""
    rectification = locked(rectification)
    by.require(Actions.WITHDRAW, rectification.unit_path)
    if rectification.state == State.WITHDRAWN:
        raise OverAndDone(state=rectification.get_state_display())
    if not reason.strip():
        raise ReasonNeeded
    withdrawal = Withdrawal.objects.create(
        rectification=rectification, by=by.person, reason=reason, at=at
    )
    rectification.extensions.waiting().update(lapsed_at=at)
    rectification.funds_requests.waiting().update(lapsed_at=at)
    cancel_event(trigger="actions.assigned", about=round_key(rectification), reason=reason, at=at)
    for repair in rectification.repairs.select_related("verification").order_by("id"):
        cancel_event(
            trigger="actions.repair_reported", about=repair_key(repair), reason=reason, at=at
        )
        withdraw_evidence(by=by, source=repair_key(repair), reason=reason, at=at)
        if hasattr(repair, "verification"):
            source = f"{VERIFICATION}:{repair.verification.pk}"
            withdraw_evidence(by=by, source=source, reason=reason, at=at)
    rectification.state = State.WITHDRAWN
    rectification.verified_at = rectification.verify_due_at = None
    rectification.step, rectification.step_post = 0, None
    rectification.save()
    write(by, rectification, "withdrawn", at, reason)
    tell([rectification.owner], rectification, "withdrawn", "", at, by=by.name, reason=reason)
    return withdrawal
