"""Major hidden dangers: plan, supervision, report to the authority, notice to staff."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions.ladder import local_day
from dutyline.modules.inspections.models import (
    AuthorityReport,
    Finding,
    Grade,
    MajorPlan,
    StaffNotice,
    Supervision,
)
from dutyline.modules.inspections.operations.refusals import (
    AlreadySupervised,
    DayInTheFuture,
    NotMajor,
    NotSupervised,
    PlanIncomplete,
    ReasonMissing,
)
from dutyline.modules.inspections.operations.shared import locked, require_open, write
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.major import missing_parts
from dutyline.toolkit.wording import in_a_row


@transaction.atomic
def plan_major(*, by: Actor, finding: Finding, parts: dict[str, str], at: datetime) -> MajorPlan:
    """Record the principal's plan for a major danger; a newer plan stands beside the older.

    `parts` has a text for each key of `rules.major.PLAN_PARTS`. Raises PlanIncomplete.
    """
    finding = _major(finding)
    by.require(Inspections.MAJOR_PLAN, finding.unit_path)
    require_open(finding)
    missing = missing_parts(parts)
    if missing or by.person is None:
        raise PlanIncomplete(missing=in_a_row(missing))
    plan = MajorPlan.objects.create(finding=finding, by=by.person, at=at, **parts)
    write(by, finding, "major_planned", at)
    return plan


@transaction.atomic
def list_for_supervision(
    *, by: Actor, finding: Finding, supervisor: str, due_on: date, at: datetime
) -> Supervision:
    """List a major danger for supervision (挂牌督办) until a day."""
    finding = _major(finding)
    by.require(Inspections.MAJOR_SUPERVISE, finding.unit_path)
    require_open(finding)
    listed = Supervision.objects.filter(finding=finding).first()
    if listed is not None:
        raise AlreadySupervised(number=finding.number, supervisor=listed.supervisor)
    if not supervisor.strip() or by.person is None:
        raise ReasonMissing
    supervision = Supervision.objects.create(
        finding=finding, supervisor=supervisor, due_on=due_on, by=by.person, at=at
    )
    write(
        by,
        finding,
        "supervision_listed",
        at,
        supervisor=supervisor,
        due_on=due_on.isoformat(),
    )
    return supervision


@transaction.atomic
def lift_supervision(*, by: Actor, finding: Finding, at: datetime) -> Supervision:
    """Take a danger off the list of supervised ones."""
    finding = _major(finding)
    by.require(Inspections.MAJOR_SUPERVISE, finding.unit_path)
    supervision = Supervision.objects.filter(finding=finding, lifted_at__isnull=True).first()
    if supervision is None or by.person is None:
        raise NotSupervised(number=finding.number)
    supervision.lifted_by, supervision.lifted_at = by.person, at
    supervision.save(update_fields=["lifted_by", "lifted_at"])
    write(by, finding, "supervision_lifted", at)
    return supervision


@transaction.atomic
def report_to_authority(
    *, by: Actor, finding: Finding, authority: str, day: date, at: datetime, number: str = ""
) -> AuthorityReport:
    """Record that a major danger was reported to the authority, when and under which number."""
    finding = _major(finding)
    by.require(Inspections.MAJOR_SUPERVISE, finding.unit_path)
    _not_in_the_future(finding, day, at)
    if not authority.strip():
        raise ReasonMissing
    report = AuthorityReport.objects.create(
        finding=finding, authority=authority, reported_on=day, number=number, by=by.person, at=at
    )
    write(
        by,
        finding,
        "authority_told",
        at,
        authority=authority,
        day=day.isoformat(),
        number=number,
    )
    return report


@transaction.atomic
def tell_staff(*, by: Actor, finding: Finding, day: date, how: str, at: datetime) -> StaffNotice:
    """Record that staff were told of a danger, when and how."""
    finding = locked(finding)
    by.require(Inspections.FINDING_GRADE, finding.unit_path)
    _not_in_the_future(finding, day, at)
    if not how.strip():
        raise ReasonMissing
    notice = StaffNotice.objects.create(finding=finding, told_on=day, how=how, by=by.person, at=at)
    write(by, finding, "staff_told", at, day=day.isoformat(), how=how)
    return notice


def _major(finding: Finding) -> Finding:
    finding = locked(finding)
    if finding.grade != Grade.MAJOR:
        raise NotMajor(number=finding.number)
    return finding


def _not_in_the_future(finding: Finding, day: date, at: datetime) -> None:
    if day > local_day(finding.unit, at):
        raise DayInTheFuture
