"""Two findings of the same thing: both stay, one is followed."""

from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions import operations as actions
from dutyline.modules.inspections.models import Finding, FindingState, Grade, Merge, PlaceReport
from dutyline.modules.inspections.operations.refusals import MergedWithItself, MergeLowers
from dutyline.modules.inspections.operations.shared import locked, mark, require_open, tell, write
from dutyline.modules.inspections.permissions import Inspections


@transaction.atomic
def merge_findings(
    *, by: Actor, finding: Finding, into: Finding, at: datetime, reason: str = ""
) -> Merge:
    """Merge a finding into another of the same thing; both keep their numbers and link.

    A repair already assigned for the merged one is withdrawn; its finder keeps his evidence and
    is told where it goes on, reporters follow the other from now on. Raises MergedWithItself,
    FindingOver, MergeLowers.
    """
    if finding.pk == into.pk:
        raise MergedWithItself
    # Always in the order of their ids, so that two merges crosswise cannot wait for each other.
    rows = {row.pk: locked(row) for row in sorted((finding, into), key=lambda row: row.pk)}
    finding, into = rows[finding.pk], rows[into.pk]
    by.require(Inspections.FINDING_MERGE, finding.unit_path)
    by.require(Inspections.FINDING_MERGE, into.unit_path)
    require_open(finding)
    require_open(into)
    if finding.grade == Grade.MAJOR != into.grade:
        raise MergeLowers(finding=finding.number, into=into.number)
    why = reason or f"{finding.number} = {into.number}"
    if finding.rectification is not None:
        actions.withdraw(by=by, rectification=finding.rectification, reason=why, at=at)
    finding.state = FindingState.MERGED
    finding.merged_into = into
    finding.save(update_fields=["state", "merged_into"])
    Finding.objects.filter(merged_into=finding).update(merged_into=into)
    PlaceReport.objects.filter(finding=finding).update(finding=into)
    merge = Merge.objects.create(finding=finding, into=into, by=by.person, reason=reason, at=at)
    write(by, finding, "finding_merged", at, reason, into=str(into))
    write(by, into, "finding_took_in", at, reason, other=str(finding))
    tell([finding.finder], finding, "finding_merged", at, by=by.name, into=str(into))
    mark(finding, finding.found_on, finding.first_due_on)
    mark(into)
    return merge
