"""Taking a verified or closed finding up again, because its repair did not hold."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions import operations as actions
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.actions.permissions import Actions
from dutyline.modules.inspections.models import Closure, Finding, FindingState
from dutyline.modules.inspections.operations.refusals import NotMendedYet, ReasonMissing
from dutyline.modules.inspections.operations.shared import (
    line_heads,
    locked,
    mark,
    mirror,
    tell,
    write,
)

REOPENED = (FindingState.VERIFIED, FindingState.CLOSED)


@transaction.atomic
def reopen_finding(
    *, by: Actor, finding: Finding, due_on: date, reason: str, at: datetime
) -> Finding:
    """Reopen a finding whose repair did not hold: the same owner mends it anew by a new day.

    By the verifier or whoever may verify there. What was proved stays proved; the closure stays on
    record with the reason. Taken over from another ledger without its repair it waits to be
    assigned. Raises NotMendedYet, ReasonMissing, DeadlinePassed.
    """
    finding = locked(finding)
    if not by.is_person(finding.verifier_id):
        by.require(Actions.VERIFY, finding.unit_path)
    if finding.state not in REOPENED:
        raise NotMendedYet(number=finding.number, state=finding.get_state_display())
    if not reason.strip():
        raise ReasonMissing
    closure = finding.closures.standing().select_related("by").first()
    if closure is not None:
        _overtake(closure, by, reason, at)
    closed_on, finding.closed_on = finding.closed_on, None
    finding.verified_on = None
    if finding.rectification is not None:
        actions.reopen(
            by=by, rectification=finding.rectification, due_on=due_on, reason=reason, at=at
        )
        finding.rectification.refresh_from_db()
        mirror(finding, finding.rectification)
    else:
        _wait_again(finding, due_on)
        write(by, finding, "finding_reopened", at, reason)
    _tell_line(by, finding, closure, reason, at)
    mark(finding, finding.found_on, finding.first_due_on, closed_on)
    return finding


def _overtake(closure: Closure, by: Actor, reason: str, at: datetime) -> None:
    closure.reopened_by = by.person
    closure.reopened_because = reason
    closure.reopened_at = at
    closure.save(update_fields=["reopened_by", "reopened_because", "reopened_at"])


def _wait_again(finding: Finding, due_on: date) -> None:
    finding.state = FindingState.REGISTERED
    finding.due_on, finding.repaired_on = due_on, None
    finding.save(update_fields=["state", "due_on", "repaired_on", "verified_on", "closed_on"])


def _tell_line(
    by: Actor, finding: Finding, closure: Closure | None, reason: str, at: datetime
) -> None:
    # Of a major danger the whole line knows; of another one whoever heads the unit.
    heads = line_heads(finding.unit_path, local_day(finding.unit, at))
    heads = heads if finding.grade == "major" else heads[:1]
    people = [*heads, finding.verifier, closure.by if closure else None]
    tell(
        [
            person
            for person in people
            if person is not None and not by.is_person(person.pk) and person != finding.owner
        ],
        finding,
        "finding_reopened",
        at,
        nth=str(closure.pk) if closure else at.isoformat(),
        by=by.name,
        reason=reason,
    )
