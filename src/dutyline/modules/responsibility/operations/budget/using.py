"""Money that was used is recorded with its proof; a mistake is taken back by a row of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from django.db import transaction
from django.db.models import Sum

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.operations import submit_evidence, withdraw_evidence
from dutyline.kernel.files.operations import attach
from dutyline.kernel.history.operations import record
from dutyline.modules.responsibility.keys import BUDGET_USE, use_key
from dutyline.modules.responsibility.models import BudgetLine, BudgetUse
from dutyline.modules.responsibility.operations.budget.refusals import (
    AmountWrong,
    ChangeUnexplained,
    MoreThanWasUsed,
    SpentInAnotherYear,
    SpentLater,
    TakenBackItself,
    UseUnexplained,
    UseUnproven,
)
from dutyline.modules.responsibility.operations.days import moment_on
from dutyline.modules.responsibility.permissions import Responsibility

PROOF = "proof"


@transaction.atomic
def record_use(
    *,
    by: Actor,
    line: BudgetLine,
    amount: Decimal,
    spent_on: date,
    what: str,
    on: date,
    at: datetime,
    files: Sequence[IO[bytes]],
) -> BudgetUse:
    """Record money used on a day of the line's year, with the files that prove it.

    More may be used than was planned: what happened is recorded, and the page shows it.
    """
    by.require(Responsibility.BUDGET_RECORD, line.unit.path)
    if amount <= 0:
        raise AmountWrong
    if spent_on.year != line.year:
        raise SpentInAnotherYear(year=line.year)
    if spent_on > on:
        raise SpentLater
    if not what.strip():
        raise UseUnexplained
    if not files:
        raise UseUnproven
    use = BudgetUse.objects.create(
        line=line,
        amount=amount,
        spent_on=spent_on,
        what=what.strip(),
        by=by.person,
        by_name=by.name,
        at=at,
    )
    for file in files:
        attach(by=by, subject=(BUDGET_USE, use.pk), role=PROOF, file=file, at=at)
    _tell(by, use, "budget_used", at)
    _prove(by, use)
    return use


@transaction.atomic
def take_back(
    *, by: Actor, use: BudgetUse, amount: Decimal, reason: str, at: datetime
) -> BudgetUse:
    """Take back a recorded use, as a whole or in part: a new row below zero, with the reason.

    Raises MoreThanWasUsed.
    """
    rows = BudgetUse.objects.select_for_update(of=("self",)).select_related("line__unit")
    found = rows.get(pk=use.pk)
    by.require(Responsibility.BUDGET_RECORD, found.line.unit.path)
    if found.corrects_id is not None:
        raise TakenBackItself
    if amount <= 0:
        raise AmountWrong
    if not reason.strip():
        raise ChangeUnexplained
    left = found.amount + (found.corrections.aggregate(sum=Sum("amount"))["sum"] or 0)
    if amount > left:
        raise MoreThanWasUsed(amount=left)
    back = BudgetUse.objects.create(
        line=found.line,
        amount=-amount,
        spent_on=found.spent_on,
        what=reason.strip()[:500],
        corrects=found,
        by=by.person,
        by_name=by.name,
        at=at,
    )
    _tell(by, back, "budget_taken_back", at, reason.strip())
    if amount == left:
        # Nothing of it was used: it proves nothing any more.
        withdraw_evidence(by=by, source=use_key(found.pk), reason=reason.strip(), at=at)
    return back


def _prove(by: Actor, use: BudgetUse) -> None:
    """Let money that was used count for the duties of whoever recorded it."""
    if by.person is None:
        return
    unit = use.line.unit
    submit_evidence(
        by=by,
        kind="responsibility.money_used",
        source=use_key(use.pk),
        person=by.person,
        unit=unit,
        occurred_at=moment_on(use.spent_on, unit, use.at),
        recorded_at=use.at,
        snapshot={"label": unit.name, "what": use.what, "amount": str(use.amount)},
    )


def _tell(by: Actor, use: BudgetUse, verb: str, at: datetime, reason: str = "") -> None:
    unit = use.line.unit
    record(
        by=by,
        verb=f"responsibility.{verb}",
        subject=("organisation.unit", unit.pk, unit.name),
        unit_path=unit.path,
        at=at,
        reason=reason,
        amount=str(abs(use.amount)),
        what=use.what,
    )
