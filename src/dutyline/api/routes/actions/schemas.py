"""Rectifications as they look from outside."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Schema


class RectificationOut(Schema):
    """What must be mended, with owner, measures, funds, limit and plan."""

    id: int
    source: str
    source_label: str
    unit_id: int
    owner_id: int
    owner_post_id: int | None
    verifier_id: int | None
    measures: str
    funds_planned: Decimal | None
    funds_actual: Decimal | None
    first_due_on: date
    due_on: date
    due_at: datetime
    contingency_plan: str
    interim_control: str
    state: str
    round: int
    assigned_by_id: int | None
    assigned_at: datetime
    repaired_at: datetime | None
    repaired_on: date | None
    verify_due_at: datetime | None
    verified_at: datetime | None
    step: int
    step_post_id: int | None
    restored_at: datetime | None


class VerificationOut(Schema):
    """What somebody who did not do the repair found."""

    by_id: int
    at: datetime
    effective: bool
    opinion: str


class RepairOut(Schema):
    """A repair: finished at `done_at`, written down at `reported_at`."""

    id: int
    round: int
    text: str
    done_at: datetime
    reported_at: datetime
    by_id: int
    owner_id: int
    due_on: date
    in_time: bool
    back_filled: bool
    verification: VerificationOut | None

    @staticmethod
    def resolve_verification(repair: Any) -> Any:
        """Return what was found, if anybody looked."""
        return getattr(repair, "verification", None)


class ExtensionOut(Schema):
    """More time, asked for and decided; `granted` is null while nobody decided."""

    id: int
    from_on: date
    to_on: date
    reason: str
    interim_control: str
    asked_by_id: int
    asked_at: datetime
    decider_post_id: int | None
    granted: bool | None
    decided_by_id: int | None
    decided_at: datetime | None
    note: str
    lapsed_at: datetime | None


class FundsOut(Schema):
    """Money asked for and decided; `granted` 0 is refused, null undecided."""

    id: int
    amount: Decimal
    purpose: str
    asked_by_id: int
    asked_at: datetime
    decider_post_id: int | None
    granted: Decimal | None
    decided_by_id: int | None
    decided_at: datetime | None
    note: str
    lapsed_at: datetime | None


class ReceiptOut(Schema):
    """A notice arrived."""

    by_id: int
    at: datetime


class NoticeOut(Schema):
    """A numbered notice to whoever answers for the repair."""

    id: int
    number: str
    to_id: int
    due_on: date
    sent_at: datetime
    sent_by_id: int | None
    receipt: ReceiptOut | None

    @staticmethod
    def resolve_receipt(notice: Any) -> Any:
        """Return the receipt, if it arrived."""
        return getattr(notice, "receipt", None)


class EscalationOut(Schema):
    """A superior was told that a deadline has passed."""

    stage: str
    due_at: datetime
    step: int
    days_over: int
    post_id: int | None
    person_id: int | None
    at: datetime
