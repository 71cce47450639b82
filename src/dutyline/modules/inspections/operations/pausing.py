"""Plans that rest for a while: one ends, and one like it begins."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.periods import overlapping
from dutyline.modules.inspections.models import Plan
from dutyline.modules.inspections.operations.plans import (
    Target,
    aim,
    check,
    end_from,
    locked,
    write,
)
from dutyline.modules.inspections.operations.refusals import (
    BackBeforePause,
    NobodyToWalk,
    PlanRuns,
    ReasonMissing,
)


@transaction.atomic
def pause_plan(
    *, by: Actor, plan: Plan, on: date, at: datetime, reason: str, back_on: date | None = None
) -> Plan | None:
    """Let a plan rest from a day on; return the plan that goes on at `back_on`, where one is named.

    Rounds of the days between do not fall due, and nobody misses them.
    """
    plan = locked(by, plan)
    if not reason.strip():
        raise ReasonMissing
    if back_on is not None and back_on <= on:
        raise BackBeforePause(day=on)
    end_from(plan, on)
    write(by, plan, "plan_paused", at, reason, day=on.isoformat())
    return resume_plan(by=by, plan=plan, on=back_on, at=at) if back_on else None


@transaction.atomic
def resume_plan(*, by: Actor, plan: Plan, on: date, at: datetime) -> Plan:
    """Let a plan that rests or has ended go on from a day: one like it begins.

    Places out of use by then are left out. Raises PlanRuns where it runs, or one like it does;
    NobodyToWalk where its post is closed; NowhereToGo, ChecklistRetired.
    """
    plan = locked(by, plan)
    alike = Plan.objects.filter(
        overlapping(on, date.max), checklist=plan.checklist, unit=plan.unit, post=plan.post
    )
    if alike.filter(name=plan.name).exists():
        raise PlanRuns(plan=plan.name)
    if not plan.post.runs_on(on):
        raise NobodyToWalk(post=plan.post)
    targets = [target for target in _targets(plan) if target.runs_on(on)]
    check(plan.checklist, plan.unit, targets)
    again = Plan.objects.create(
        name=plan.name,
        checklist=plan.checklist,
        kind=plan.kind,
        unit=plan.unit,
        unit_path=plan.unit_path,
        post=plan.post,
        cadence=plan.cadence,
        valid_from=on,
    )
    aim(again, targets)
    write(by, again, "plan_resumed", at, day=on.isoformat())
    return again


def _targets(plan: Plan) -> list[Target]:
    found: list[Target] = []
    for each in plan.targets.select_related("place", "unit").order_by("id"):
        target: Place | Target | None = each.place or each.unit
        if target is not None:
            found.append(target)
    return found
