"""Rectification of a finding: the kernel's verbs, repeated on the ledger."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.actions import operations as actions
from dutyline.kernel.actions.ladder import local_day
from dutyline.kernel.actions.models import (
    Extension,
    FundsRequest,
    NoticeReceipt,
    Rectification,
    Repair,
    Verification,
)
from dutyline.kernel.actions.rules import Five
from dutyline.modules.inspections.keys import finding_key
from dutyline.modules.inspections.models import Finding, Grade
from dutyline.modules.inspections.operations.shared import (
    locked,
    mark,
    mirror,
    repair_of,
    require_open,
)


@transaction.atomic
def assign_finding(*, by: Actor, finding: Finding, five: Five, at: datetime) -> Finding:
    """Give a finding to the person who answers for its repair, with a numbered notice.

    A major one needs all five implementations. Measures and interim control left empty are taken
    from the finding.
    """
    finding = locked(finding)
    require_open(finding)
    rectification = actions.assign(
        by=by,
        source=finding_key(finding),
        label=str(finding),
        unit=finding.unit,
        five=replace(
            five,
            measures=five.measures or finding.proposed_measures,
            interim_control=five.interim_control or finding.interim_control,
        ),
        at=at,
        notice_number=_notice_number(finding),
        complete=finding.grade == Grade.MAJOR,
        found_by=finding.finder,
    )
    return _mirrored(finding, rectification)


@transaction.atomic
def reassign_finding(
    *, by: Actor, finding: Finding, five: Five, at: datetime, reason: str
) -> Finding:
    """Give the repair to somebody else, or on other terms, with a new notice."""
    finding = locked(finding)
    rectification = actions.reassign(
        by=by,
        rectification=repair_of(finding),
        five=five,
        at=at,
        reason=reason,
        found_by=finding.finder,
    )
    return _mirrored(finding, rectification)


@transaction.atomic
def accept_notice(*, by: Actor, finding: Finding, at: datetime) -> NoticeReceipt:
    """Record that the responsible person has received the notice."""
    finding = locked(finding)
    receipt = actions.accept_notice(by=by, rectification=repair_of(finding), at=at)
    _mirrored(finding, receipt.notice.rectification)
    return receipt


@transaction.atomic
def ask_extension(
    *,
    by: Actor,
    finding: Finding,
    to_on: date,
    reason: str,
    interim_control: str,
    at: datetime,
) -> Extension:
    """Ask for a later deadline with an interim control."""
    finding = locked(finding)
    extension = actions.ask_extension(
        by=by,
        rectification=repair_of(finding),
        to_on=to_on,
        reason=reason,
        interim_control=interim_control,
        at=at,
    )
    _mirrored(finding, extension.rectification)
    return extension


@transaction.atomic
def decide_extension(
    *,
    by: Actor,
    finding: Finding,
    extension: Extension,
    granted: bool,
    at: datetime,
    note: str = "",
) -> Finding:
    """Grant or refuse a later deadline."""
    finding = locked(finding)
    rectification = actions.decide_extension(
        by=by, extension=extension, granted=granted, at=at, note=note
    )
    return _mirrored(finding, rectification)


@transaction.atomic
def ask_funds(
    *, by: Actor, finding: Finding, amount: Decimal, purpose: str, at: datetime
) -> FundsRequest:
    """Ask the line for money the repair needs."""
    return actions.ask_funds(
        by=by, rectification=repair_of(locked(finding)), amount=amount, purpose=purpose, at=at
    )


@transaction.atomic
def decide_funds(
    *,
    by: Actor,
    finding: Finding,
    request: FundsRequest,
    granted: Decimal,
    at: datetime,
    note: str = "",
) -> Finding:
    """Grant an amount, or refuse with 0 and a reason."""
    finding = locked(finding)
    rectification = actions.decide_funds(by=by, request=request, granted=granted, at=at, note=note)
    return _mirrored(finding, rectification)


@transaction.atomic
def report_repair(
    *,
    by: Actor,
    finding: Finding,
    text: str,
    at: datetime,
    done_at: datetime | None = None,
    spent: Decimal | None = None,
) -> Repair:
    """Report a finding repaired; photos go to the returned repair (`actions.repair`, `after`)."""
    finding = locked(finding)
    repair = actions.report_done(
        by=by,
        rectification=repair_of(finding),
        text=text,
        at=at,
        done_at=done_at,
        spent=spent,
        found_by=finding.finder,
    )
    _mirrored(finding, repair.rectification)
    return repair


@transaction.atomic
def verify_repair(
    *,
    by: Actor,
    finding: Finding,
    effective: bool,
    at: datetime,
    opinion: str = "",
    due_on: date | None = None,
) -> Verification:
    """Record whether the repair works; if not, the finding goes back to its owner."""
    finding = locked(finding)
    verification = actions.verify(
        by=by,
        rectification=repair_of(finding),
        effective=effective,
        at=at,
        opinion=opinion,
        due_on=due_on,
    )
    rectification = verification.repair.rectification
    if effective:
        finding.verified_on = local_day(finding.unit, at)
    _mirrored(finding, rectification)
    return verification


def _mirrored(finding: Finding, rectification: Rectification) -> Finding:
    due_before = finding.first_due_on
    mirror(finding, rectification)
    mark(finding, due_before, finding.first_due_on)
    return finding


def _notice_number(finding: Finding) -> str:
    return f"ZG-{finding.number.removeprefix('F-')}"
