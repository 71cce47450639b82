"""Planning rounds, and the sweep by which they fall due."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.models import Place, Post, Unit
from dutyline.modules.inspections.keys import PLAN
from dutyline.modules.inspections.models import Checklist, Plan, PlanTarget, Round, RoundState
from dutyline.modules.inspections.operations.refusals import (
    ChecklistRetired,
    NeverPublished,
    NowhereToGo,
    OutsideTheUnit,
    ReasonMissing,
)
from dutyline.modules.inspections.permissions import Inspections

Target = Place | Unit


@transaction.atomic
def make_plan(
    *,
    by: Actor,
    name: str,
    checklist: Checklist,
    unit: Unit,
    post: Post,
    cadence: str,
    targets: Sequence[Target],
    on: date,
    at: datetime,
    kind: str = "",
) -> Plan:
    """Plan rounds of a checklist through places (or units as a whole) from a day on.

    The holders of `post` walk them. Raises NeverPublished, ChecklistRetired, NowhereToGo,
    OutsideTheUnit.
    """
    by.require(Inspections.PLAN_MANAGE, unit.path)
    check(checklist, unit, targets)
    plan = Plan.objects.create(
        name=name or checklist.name,
        checklist=checklist,
        kind=kind or checklist.kind,
        unit=unit,
        unit_path=unit.path,
        post=post,
        cadence=cadence,
        valid_from=on,
    )
    aim(plan, targets)
    write(by, plan, "plan_made", at, cadence=str(plan.cadence), post=post.title)
    return plan


@transaction.atomic
def change_plan(
    *,
    by: Actor,
    plan: Plan,
    targets: Sequence[Target],
    post: Post,
    cadence: str,
    on: date,
    at: datetime,
    reason: str = "",
) -> Plan:
    """Change where, by whom or how often from a day on; the old plan ends, a new one begins.

    Rounds already begun stay with the old plan; those not begun yet and due later go. A plan that
    is so already, until further notice, stays.
    """
    plan = locked(by, plan)
    check(plan.checklist, plan.unit, targets)
    same = (plan.post_id, plan.cadence, plan.valid_to) == (post.pk, cadence, None)
    if same and _leads_to(plan) == set(targets):
        return plan
    end_from(plan, on)
    changed = Plan.objects.create(
        name=plan.name,
        checklist=plan.checklist,
        kind=plan.kind,
        unit=plan.unit,
        unit_path=plan.unit_path,
        post=post,
        cadence=cadence,
        valid_from=on,
    )
    aim(changed, targets)
    write(by, changed, "plan_changed", at, reason, post=post.title, day=on.isoformat())
    return changed


@transaction.atomic
def end_plan(*, by: Actor, plan: Plan, on: date, at: datetime, reason: str) -> Plan:
    """Let a plan end on a day, with a reason; its rounds of later days go."""
    plan = locked(by, plan)
    if not reason.strip():
        raise ReasonMissing
    end_from(plan, on)
    write(by, plan, "plan_ended", at, reason, day=on.isoformat())
    return plan


def end_from(plan: Plan, on: date) -> None:
    """End a plan on a day; its rounds of later days that nobody began go."""
    plan.valid_to = max(on, plan.valid_from)
    plan.save(update_fields=["valid_to"])
    Round.objects.filter(plan=plan, state=RoundState.DUE, due_on__gte=on).delete()


def check(checklist: Checklist, unit: Unit, targets: Sequence[Target]) -> None:
    """Refuse a checklist nobody can walk, and targets that are none or lie outside the unit."""
    if checklist.retired_at is not None:
        raise ChecklistRetired(checklist=checklist.name)
    if not checklist.versions.exclude(number=None).exists():
        raise NeverPublished(checklist=checklist.name)
    if not targets:
        raise NowhereToGo
    for target in targets:
        path = target.path if isinstance(target, Unit) else target.unit_path
        if not path.startswith(unit.path):
            raise OutsideTheUnit(target=target.name, unit=unit.name)


def aim(plan: Plan, targets: Sequence[Target]) -> None:
    """Say where a plan leads."""
    PlanTarget.objects.bulk_create(
        PlanTarget(plan=plan, unit=target)
        if isinstance(target, Unit)
        else PlanTarget(plan=plan, place=target)
        for target in dict.fromkeys(targets)
    )


def _leads_to(plan: Plan) -> set[Target]:
    rows = PlanTarget.objects.filter(plan=plan).select_related("unit", "place")
    return {target for row in rows if (target := row.unit or row.place)}


def locked(by: Actor, plan: Plan) -> Plan:
    """Return the plan, locked; refuse who does not plan in its unit."""
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("unit", "checklist")
        .get(pk=plan.pk)
    )
    by.require(Inspections.PLAN_MANAGE, plan.unit_path)
    return plan


def write(by: Actor, plan: Plan, verb: str, at: datetime, reason: str = "", **data: object) -> None:
    """Write what was done with a plan into history."""
    record(
        by=by,
        verb=f"inspections.{verb}",
        subject=(PLAN, plan.pk, plan.name),
        unit_path=plan.unit_path,
        at=at,
        reason=reason,
        **data,
    )
