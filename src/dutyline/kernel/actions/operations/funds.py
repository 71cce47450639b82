"""Money for a repair: asked for, decided by the line, spent."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day, superior_with_holder
from dutyline.kernel.actions.models import OPEN_STATES, FundsRequest, Rectification
from dutyline.kernel.actions.operations.shared import locked, require_owner, tell, write
from dutyline.kernel.actions.permissions import Actions
from dutyline.kernel.actions.refusals import (
    AlreadyAsked,
    AmountNeeded,
    NothingToDecide,
    OverAndDone,
    OwnQuestion,
    ReasonNeeded,
)


@transaction.atomic
def ask_funds(
    *, by: Actor, rectification: Rectification, amount: Decimal, purpose: str, at: datetime
) -> FundsRequest:
    """Ask the line for money the repair needs."""
    rectification = locked(rectification)
    if not by.can(Actions.ASSIGN, rectification.unit_path):
        require_owner(by, rectification)
    if rectification.state not in OPEN_STATES:
        raise OverAndDone(state=rectification.get_state_display())
    if amount <= 0:
        raise AmountNeeded
    if not purpose.strip():
        raise ReasonNeeded
    if rectification.funds_requests.waiting().exists():
        raise AlreadyAsked
    appointment = by.appointment
    post = appointment.post if appointment else rectification.owner_post
    today = local_day(rectification.unit, at)
    above, holder = superior_with_holder(post, today) if post else (None, None)
    request = FundsRequest.objects.create(
        rectification=rectification,
        amount=amount,
        purpose=purpose,
        asked_by=by.person or rectification.owner,
        asked_at=at,
        decider_post=above,
    )
    write(by, rectification, "funds_asked", at, purpose, amount=str(amount))
    tell(
        [holder],
        rectification,
        "funds_asked",
        str(request.pk),
        at,
        by=by.name,
        amount=amount,
    )
    return request


@transaction.atomic
def decide_funds(
    *, by: Actor, request: FundsRequest, granted: Decimal, at: datetime, note: str = ""
) -> Rectification:
    """Grant an amount, or refuse with 0 and a reason; never by the one who asked."""
    rectification = locked(request.rectification)
    request = FundsRequest.objects.select_related("asked_by").get(pk=request.pk)
    if not by.holds([request.decider_post_id]):
        by.require(Actions.DECIDE, rectification.unit_path)
    if request.decided_at is not None or request.lapsed_at is not None:
        raise NothingToDecide
    if by.person is None or by.is_person(request.asked_by_id):
        raise OwnQuestion
    if granted < 0:
        raise AmountNeeded
    if granted == 0 and not note.strip():
        raise ReasonNeeded
    request.granted, request.decided_by, request.decided_at = granted, by.person, at
    request.note = note
    request.save(update_fields=["granted", "decided_by", "decided_at", "note"])
    if granted:
        rectification.funds_planned = granted
        rectification.save(update_fields=["funds_planned"])
    verb = "funds_granted" if granted else "funds_refused"
    write(by, rectification, verb, at, note, amount=str(granted))
    tell(
        [request.asked_by],
        rectification,
        verb,
        str(request.pk),
        at,
        by=by.name,
        amount=granted,
    )
    return rectification


@transaction.atomic
def record_spent(
    *, by: Actor, rectification: Rectification, amount: Decimal, at: datetime
) -> Rectification:
    """Record what the repair has cost."""
    rectification = locked(rectification)
    if not by.can(Actions.ASSIGN, rectification.unit_path):
        require_owner(by, rectification)
    if amount < 0:
        raise AmountNeeded
    rectification.funds_actual = amount
    rectification.save(update_fields=["funds_actual"])
    write(by, rectification, "funds_spent", at, amount=str(amount))
    return rectification
