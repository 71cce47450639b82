"""Restores the repair of an imported finding."""

from datetime import datetime

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.models import State
from dutyline.kernel.actions.operations import Five, Told, restore
from dutyline.kernel.organisation.models import Person
from dutyline.modules.inspections.imports.entries import Entry
from dutyline.modules.inspections.keys import finding_key
from dutyline.modules.inspections.models import Finding, FindingState

STATES = {
    FindingState.ASSIGNED: State.ASSIGNED,
    FindingState.IN_WORK: State.IN_WORK,
    FindingState.EXTENSION_ASKED: State.EXTENSION_ASKED,
    FindingState.REPORTED: State.REPORTED,
    FindingState.VERIFIED: State.VERIFIED,
    FindingState.CLOSED: State.VERIFIED,
    FindingState.MERGED: State.WITHDRAWN,
    FindingState.VOID: State.WITHDRAWN,
}


def needs_repair(entry: Entry) -> bool:
    """Say whether a repair can be told: somebody known answers for it until a day.

    Of a closed one only if somebody known, who does not answer for it, has verified it.
    """
    row = entry.row
    if entry.owner is None or row.day("due_on") is None or entry.standing.state not in STATES:
        return False
    if entry.standing.state == FindingState.CLOSED:
        verified = row.day("verified_on") is not None and row.day("repaired_on") is not None
        return verified and entry.verifier is not None and entry.verifier != entry.owner
    return True


def restore_repair(
    by: Actor, finding: Finding, entry: Entry, at: datetime, left: Person | None = None
) -> None:
    """Restore the rectification and repeat on the finding what it came to.

    `left` verifies if the ledger names nobody; what it tells as verified was not his doing.
    """
    row = entry.row
    due_on = row.day("due_on")
    if entry.owner is None or due_on is None:
        return
    named = entry.verifier if entry.verifier != entry.owner else None
    five = Five(
        owner=entry.owner,
        due_on=due_on,
        measures=row.text("measures"),
        funds=row.said.get("funds_planned"),
        contingency_plan=row.text("contingency_plan"),
        interim_control=row.text("interim_control"),
        verifier=named or left,
    )
    told = Told(
        state=STATES[entry.standing.state],
        assigned_on=row.day("assigned_on") or finding.found_on,
        first_due_on=row.day("first_due_on"),
        spent=row.said.get("funds_actual"),
        notice_number=row.text("notice_number")[:60],
        received_on=row.day("received_on"),
        extension_to=row.day("extension_to"),
        extension_reason=row.text("extension_reason")[:500],
        repaired_on=row.day("repaired_on"),
        repair_text=row.text("progress"),
        verified_on=row.day("verified_on"),
        verifier=named,
        opinion=row.text("opinion"),
        withdrawn_because=row.text("void_reason")[:500],
    )
    rectification = restore(
        by=by,
        source=finding_key(finding),
        label=str(finding),
        unit=finding.unit,
        five=five,
        told=told,
        at=at,
    )
    finding.rectification = rectification
    if finding.state != FindingState.REGISTERED:
        finding.state = rectification.state
    finding.verifier = rectification.verifier
    finding.save(update_fields=["rectification", "state", "verifier"])
