"""The head of a line plans the money of his unit."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.responsibility.models import BudgetLine
from dutyline.modules.responsibility.operations.budget.refusals import (
    ChangeUnexplained,
    PlanWrong,
    PurposeUnknown,
)
from dutyline.modules.responsibility.permissions import Responsibility

PURPOSES = "budget_purpose"


@transaction.atomic
def plan_budget(
    *,
    by: Actor,
    unit: Unit,
    year: int,
    purpose: str,
    planned: Decimal,
    on: date,
    at: datetime,
    reason: str = "",
) -> BudgetLine:
    """Plan what a unit may spend on a purpose in a year; a plan that stands changes with a reason.

    Raises PurposeUnknown, PlanWrong, ChangeUnexplained.
    """
    by.require(Responsibility.BUDGET_PLAN, unit.path)
    labels = {each.key: each.label for each in catalogue(PURPOSES, on)}
    if purpose not in labels:
        raise PurposeUnknown
    if planned < 0:
        raise PlanWrong
    line, made = BudgetLine.objects.select_for_update().get_or_create(
        unit=unit, year=year, purpose=purpose, defaults={"planned": planned}
    )
    if made:
        said = {"purpose": labels[purpose], "planned": str(planned)}
        _tell(by, line, "budget_planned", at, reason, **said)
        return line
    if line.planned == planned:
        return line
    if not reason.strip():
        raise ChangeUnexplained
    before, line.planned = line.planned, planned
    line.save(update_fields=["planned"])
    changed = {"purpose": labels[purpose], "planned": str(planned), "before": str(before)}
    _tell(by, line, "budget_changed", at, reason.strip(), **changed)
    return line


def _tell(by: Actor, line: BudgetLine, verb: str, at: datetime, reason: str, **data: str) -> None:
    record(
        by=by,
        verb=f"responsibility.{verb}",
        subject=("organisation.unit", line.unit_id, line.unit.name),
        unit_path=line.unit.path,
        at=at,
        reason=reason,
        year=line.year,
        **data,
    )
