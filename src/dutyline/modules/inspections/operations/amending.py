"""Putting the words of a finding right while it is open."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.refusals import NothingSaid, ReasonMissing
from dutyline.modules.inspections.operations.shared import (
    locked,
    mark,
    require_open,
    write,
    write_words,
)
from dutyline.modules.inspections.permissions import Inspections

AMENDABLE = frozenset(
    {
        "title",
        "description",
        "spot",
        "thing",
        "kind",
        "category",
        "nature",
        "basis",
        "clause",
        "risk",
        "risk_note",
        "accident_type",
        "proposed_measures",
        "interim_control",
    }
)
"""What may be put right; place, time, finder and grade are facts with verbs of their own."""


@transaction.atomic
def amend_finding(
    *, by: Actor, finding: Finding, changes: Mapping[str, str], reason: str, at: datetime
) -> Finding:
    """Change words of an open finding with a reason; history keeps what stood there before.

    The finder may, as long as nobody mends it; later whoever may grade findings.
    """
    finding = locked(finding)
    unassigned = finding.rectification_id is None
    if not (unassigned and by.is_person(finding.finder_id)):
        by.require(Inspections.FINDING_GRADE, finding.unit_path)
    require_open(finding)
    unknown = changes.keys() - AMENDABLE
    if unknown:
        raise ValueError(f"not amendable: {sorted(unknown)}")
    if not changes.get("title", finding.title).strip():
        raise NothingSaid
    changed = {key: value for key, value in changes.items() if getattr(finding, key) != value}
    if not changed:
        return finding
    if not reason.strip():
        raise ReasonMissing
    before = {f"before_{key}": getattr(finding, key) for key in changed}
    for key, value in changed.items():
        setattr(finding, key, value)
    finding.save(update_fields=sorted(changed))
    write_words(finding)
    write(by, finding, "finding_amended", at, reason, **changed, **before)
    mark(finding, finding.found_on, finding.first_due_on, finding.closed_on)
    return finding
