"""What every verb of rectification does: lock, write history, tell people."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.keys import subject_of
from dutyline.kernel.actions.models import REPAIR_STATES, Rectification
from dutyline.kernel.actions.refusals import NotInRepair, NotTheOwner
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.calendar import midnight, zone_of
from dutyline.kernel.organisation.models import Person, Unit


def locked(rectification: Rectification) -> Rectification:
    """Read the row again for change, so that two people never act on the same state."""
    return (
        Rectification.objects.select_for_update(of=("self",))
        .select_related("unit", "owner", "owner_post__unit", "verifier", "assigned_by")
        .get(pk=rectification.pk)
    )


def end_of(day: date, unit: Unit) -> datetime:
    """Return the moment a day ends where the unit is."""
    return midnight(day + timedelta(days=1), zone_of(unit))


def require_owner(by: Actor, rectification: Rectification) -> None:
    """Refuse unless the actor answers for the repair, in person or by post."""
    if by.is_person(rectification.owner_id) or by.holds([rectification.owner_post_id]):
        return
    raise NotTheOwner(owner=rectification.owner.name)


def require_in_repair(rectification: Rectification) -> None:
    """Refuse unless it waits for its owner."""
    if rectification.state not in REPAIR_STATES:
        raise NotInRepair(state=rectification.get_state_display())


def write(
    by: Actor, rectification: Rectification, verb: str, at: datetime, reason: str = "", **data: Any
) -> None:
    """Write history on the source, where its readers look for it."""
    record(
        by=by,
        verb=f"actions.{verb}",
        subject=(*subject_of(rectification.source), rectification.source_label),
        unit_path=rectification.unit_path,
        at=at,
        reason=reason,
        **data,
    )


def tell(
    persons: Iterable[Person | None],
    rectification: Rectification,
    kind: str,
    key: str,
    at: datetime,
    **data: Any,
) -> None:
    """Notify people about the source; those missing are left out, nobody twice."""
    found = {person.pk: person for person in persons if person is not None}
    if not found:
        return
    notify(
        persons=list(found.values()),
        kind=f"actions.{kind}",
        subject=subject_of(rectification.source),
        key=f"actions.{kind}:{rectification.pk}:{key}",
        at=at,
        subject_label=rectification.source_label,
        **data,
    )
