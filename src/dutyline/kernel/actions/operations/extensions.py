"""More time: asked for by the owner, decided by the line."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day, superior_with_holder
from dutyline.kernel.actions.models import Extension, Rectification, State
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
    AlreadyAsked,
    InterimControlNeeded,
    NoMoreExtensions,
    NothingToDecide,
    NotLater,
    OwnQuestion,
    ReasonNeeded,
)
from dutyline.kernel.criteria.lookup import criterion


@transaction.atomic
def ask_extension(
    *,
    by: Actor,
    rectification: Rectification,
    to_on: date,
    reason: str,
    interim_control: str,
    at: datetime,
) -> Extension:
    """Ask the line for a later deadline, saying why and what keeps people safe until then."""
    rectification = locked(rectification)
    require_owner(by, rectification)
    require_in_repair(rectification)
    if rectification.state == State.EXTENSION_ASKED:
        raise AlreadyAsked
    today = local_day(rectification.unit, at)
    granted = rectification.extensions.filter(granted=True).count()
    if granted >= int(criterion("actions.extensions_allowed", today)):
        raise NoMoreExtensions(times=granted)
    if to_on <= rectification.due_on or to_on < today:
        raise NotLater(due_on=max(rectification.due_on, today))
    if not reason.strip():
        raise ReasonNeeded
    if not interim_control.strip():
        raise InterimControlNeeded
    post = rectification.owner_post
    above, holder = superior_with_holder(post, today) if post else (None, None)
    extension = Extension.objects.create(
        rectification=rectification,
        from_on=rectification.due_on,
        to_on=to_on,
        reason=reason,
        interim_control=interim_control,
        asked_by=by.person or rectification.owner,
        asked_at=at,
        decider_post=above,
    )
    rectification.state = State.EXTENSION_ASKED
    rectification.save(update_fields=["state"])
    write(by, rectification, "extension_asked", at, reason, to_on=to_on.isoformat())
    tell(
        [holder],
        rectification,
        "extension_asked",
        str(extension.pk),
        at,
        by=by.name,
        to_on=to_on,
    )
    return extension


@transaction.atomic
def decide_extension(
    *, by: Actor, extension: Extension, granted: bool, at: datetime, note: str = ""
) -> Rectification:
    """Grant or refuse a later deadline; never by the one who asked. A refusal says why."""
    rectification = locked(extension.rectification)
    extension = Extension.objects.select_related("asked_by").get(pk=extension.pk)
    if not by.holds([extension.decider_post_id]):
        by.require(Actions.DECIDE, rectification.unit_path)
    if extension.decided_at is not None or rectification.state != State.EXTENSION_ASKED:
        raise NothingToDecide
    if by.person is None or by.is_person(extension.asked_by_id):
        raise OwnQuestion
    if not granted and not note.strip():
        raise ReasonNeeded
    extension.granted, extension.decided_by, extension.decided_at = granted, by.person, at
    extension.note = note
    extension.save(update_fields=["granted", "decided_by", "decided_at", "note"])
    rectification.state = State.IN_WORK
    if granted:
        rectification.due_on = extension.to_on
        rectification.due_at = end_of(extension.to_on, rectification.unit)
        rectification.interim_control = extension.interim_control
        rectification.step, rectification.step_post = 0, None
    rectification.save()
    write(
        by,
        rectification,
        "extension_granted" if granted else "extension_refused",
        at,
        note,
        to_on=extension.to_on.isoformat(),
    )
    tell(
        [extension.asked_by],
        rectification,
        "extension_granted" if granted else "extension_refused",
        str(extension.pk),
        at,
        by=by.name,
        to_on=extension.to_on,
    )
    return rectification
