"""Closing (销号): the end of a finding's way."""

from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.duties.operations.evidence import submit_evidence
from dutyline.modules.inspections.keys import closure_key, finding_key
from dutyline.modules.inspections.models import (
    Closure,
    Finding,
    FindingState,
    Grade,
)
from dutyline.modules.inspections.operations.refusals import (
    AlreadyClosed,
    FindingOver,
    NotVerified,
    OwnRepairToClose,
    StaffNotTold,
)
from dutyline.modules.inspections.operations.shared import locked, mark, tell, write
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.major import missing_rows
from dutyline.toolkit.wording import in_a_row

OPENS_CLOSURE = (FindingState.VERIFIED,)


@transaction.atomic
def close_finding(*, by: Actor, finding: Finding, at: datetime, note: str = "") -> Closure:
    """Close a verified finding; not by whoever answers for its repair.

    Of two people closing at once exactly one succeeds; the other's AlreadyClosed carries his text
    as `places["note"]`. A major danger needs its plan, report and notice to staff on record.
    """
    finding = locked(finding)
    by.require(Inspections.FINDING_CLOSE, finding.unit_path)
    if finding.state == FindingState.CLOSED:
        closure = finding.closures.standing().get()
        raise AlreadyClosed(number=finding.number, closed_by=closure.by_name, note=note)
    if finding.state in (FindingState.MERGED, FindingState.VOID):
        raise FindingOver(number=finding.number, state=finding.get_state_display())
    if finding.state not in OPENS_CLOSURE:
        raise NotVerified(number=finding.number, state=finding.get_state_display())
    if by.is_person(finding.owner_id):
        raise OwnRepairToClose
    missing = missing_rows(finding) if finding.grade == Grade.MAJOR else []
    if missing:
        raise StaffNotTold(missing=in_a_row(missing))
    another = finding.closures.exists()
    closure = Closure.objects.create(
        finding=finding, owner=finding.owner, by=by.person, by_name=by.name, note=note, at=at
    )
    finding.state = FindingState.CLOSED
    finding.closed_on = local_day(finding.unit, at)
    finding.save(update_fields=["state", "closed_on"])
    write(by, finding, "finding_closed", at, note)
    _give_evidence(by, finding, closure, another=another)
    tell(
        [finding.owner],
        finding,
        "finding_closed",
        at,
        nth=str(closure.pk) if another else "",
        by=by.name,
    )
    mark(finding, finding.found_on, finding.closed_on)
    return closure


def _give_evidence(by: Actor, finding: Finding, closure: Closure, *, another: bool) -> None:
    if closure.by is None:
        return
    submit_evidence(
        by=by,
        kind="inspections.finding_closed",
        source=closure_key(closure, another=another),
        person=closure.by,
        unit=finding.unit,
        place=finding.place,
        occurred_at=closure.at,
        recorded_at=closure.at,
        about=finding_key(finding),
        snapshot={"label": str(finding)},
    )
