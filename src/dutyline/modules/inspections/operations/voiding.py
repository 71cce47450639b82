"""Declaring a finding void."""

from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions import operations as actions
from dutyline.kernel.actions.models import State as RepairState
from dutyline.kernel.duties.operations.evidence import withdraw_evidence
from dutyline.modules.inspections.keys import closure_key, finding_key
from dutyline.modules.inspections.models import Finding, FindingState, FindingVoid
from dutyline.modules.inspections.operations.refusals import FindingOver, ReasonMissing
from dutyline.modules.inspections.operations.shared import locked, mark, tell, write
from dutyline.modules.inspections.permissions import Inspections


@transaction.atomic
def void_finding(*, by: Actor, finding: Finding, reason: str, at: datetime) -> FindingVoid:
    """Declare a finding void with a reason: its repair and the evidence it gave are withdrawn.

    Nothing is deleted; the number stays taken.
    """
    finding = locked(finding)
    by.require(Inspections.FINDING_VOID, finding.unit_path)
    if finding.state in (FindingState.VOID, FindingState.MERGED):
        raise FindingOver(number=finding.number, state=finding.get_state_display())
    if not reason.strip():
        raise ReasonMissing
    rectification = finding.rectification
    if rectification is not None and rectification.state != RepairState.WITHDRAWN:
        actions.withdraw(by=by, rectification=rectification, reason=reason, at=at)
    closures = finding.closures.order_by("id")
    proofs = [closure_key(each, another=place > 0) for place, each in enumerate(closures)]
    for source in dict.fromkeys((finding_key(finding), *proofs)):
        withdraw_evidence(by=by, source=source, reason=reason, at=at)
    void = FindingVoid.objects.create(finding=finding, by=by.person, reason=reason, at=at)
    closed_on = finding.closed_on
    finding.state = FindingState.VOID
    finding.closed_on = None
    finding.save(update_fields=["state", "closed_on"])
    write(by, finding, "finding_voided", at, reason)
    tell([finding.finder], finding, "finding_voided", at, by=by.name, reason=reason)
    mark(finding, finding.found_on, finding.first_due_on, closed_on)
    return void
