"""Raising the grade of a finding."""

from datetime import datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day
from dutyline.modules.inspections.models import Finding, Grade, Regrade
from dutyline.modules.inspections.operations.refusals import AlreadyMajor, ReasonMissing
from dutyline.modules.inspections.operations.shared import (
    line_heads,
    locked,
    mark,
    require_open,
    tell,
    write,
)
from dutyline.modules.inspections.permissions import Inspections


@transaction.atomic
def raise_grade(*, by: Actor, finding: Finding, reason: str, at: datetime) -> Finding:
    """Grade a finding major, with a reason; the whole line is told. Nothing ever lowers a grade."""
    finding = locked(finding)
    by.require(Inspections.FINDING_GRADE, finding.unit_path)
    require_open(finding)
    if finding.grade == Grade.MAJOR:
        raise AlreadyMajor
    if not reason.strip():
        raise ReasonMissing
    Regrade.objects.create(
        finding=finding,
        before=finding.grade,
        after=Grade.MAJOR,
        reason=reason,
        by=by.person,
        at=at,
    )
    finding.grade = Grade.MAJOR
    finding.save(update_fields=["grade"])
    write(by, finding, "grade_raised", at, reason)
    heads = line_heads(finding.unit_path, local_day(finding.unit, at))
    tell(
        [person for person in heads if not by.is_person(person.pk)],
        finding,
        "grade_raised",
        at,
        by=by.name,
    )
    mark(finding, finding.found_on, finding.first_due_on)
    return finding
