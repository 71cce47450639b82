"""A superior changes what he passed on, or withdraws it."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.line import holders_of
from dutyline.modules.responsibility.models import Goal, GoalAct, GoalMeasure, GoalState, GoalStep
from dutyline.modules.responsibility.operations.goals.line import (
    is_among,
    people_holding,
    speaks_for,
    superior_to,
)
from dutyline.modules.responsibility.operations.goals.promising import PROMISE, require_holder
from dutyline.modules.responsibility.operations.goals.refusals import (
    DueMissing,
    NotTheSuperior,
    OwnGoal,
    TargetMissing,
)
from dutyline.modules.responsibility.operations.goals.shared import (
    let_know,
    locked,
    passed,
    post_of,
    promised,
    required,
    tell,
    write_step,
)
from dutyline.modules.responsibility.rules.promising import Mark, is_less

CHUNK = 1000


@transaction.atomic
def change_goal(*, by: Actor, goal: Goal, mark: Mark, reason: str, on: date, at: datetime) -> Goal:
    """Change target or day of a goal, with the reason.

    A promise that does not fall behind stands; any other is asked for again. Who set a goal of the
    year promises the change thereby. What was passed further down stays as it is.
    """
    changed = locked(goal)
    _require_above(by, changed, on)
    why = required(reason)
    if changed.measure == GoalMeasure.MILESTONE:
        if mark.due_on is None:
            raise DueMissing
        changed.due_on = mark.due_on
    else:
        if mark.target is None:
            raise TargetMissing
        changed.target = mark.target
    if changed.parent_id is None:
        changed.promised_target, changed.promised_due_on = changed.target, changed.due_on
    elif changed.state == GoalState.ASKED or is_less(promised(changed), passed(changed)):
        changed.state, changed.asked_post = GoalState.PASSED_ON, None
        changed.promised_target = changed.promised_due_on = None
    changed.save(update_fields=["target", "due_on", *PROMISE])
    write_step(by, changed, GoalAct.CHANGED, passed(changed), at=at, reason=why)
    tell(by, changed, "goal_changed", at, why)
    let_know(
        people_holding([changed.post_id], on), changed, "goal_changed", by=by, at=at, reason=why
    )
    return changed


@transaction.atomic
def withdraw_goal(*, by: Actor, goal: Goal, reason: str, on: date, at: datetime) -> int:
    """Withdraw a goal with everything it was passed down to; return how many goals ended."""
    withdrawn = locked(goal)
    _require_above(by, withdrawn, on)
    why = required(reason)
    under = Goal.objects.under(withdrawn).in_force().order_by("path")
    told = list(people_holding(under.order_by().values("post"), on))
    ended = _end(by, list(under.values_list("pk", "target", "due_on")), why, at)
    tell(by, withdrawn, "goal_withdrawn", at, why)
    let_know(told, withdrawn, "goal_withdrawn", by=by, at=at, reason=why)
    return ended


def leads(by: Actor, goal: Goal, on: date) -> bool:
    """Say whether the actor may change and withdraw a goal: he set it, or is the superior.

    Who holds the goal's post himself leaves that to the nearest above who does not, if any.
    """
    holders = [each.person.pk for each in holders_of(goal.post, on)]
    own = by.person is not None and by.person.pk in holders
    if goal.parent is None:
        return own
    if by.person is not None and own:
        return superior_to(goal.post, on, but=by.person.pk) is None
    return speaks_for(by, goal.parent.post, on) or any(
        is_among(by, superior_to(goal.post, on, but=each)) for each in (None, *holders)
    )


def _end(
    by: Actor, rows: list[tuple[int, Decimal | None, date | None]], reason: str, at: datetime
) -> int:
    steps = [
        GoalStep(
            goal_id=pk,
            act=GoalAct.WITHDRAWN,
            target=target,
            due_on=due_on,
            reason=reason,
            by=by.person,
            by_name=by.name,
            by_post=post_of(by),
            at=at,
        )
        for pk, target, due_on in rows
    ]
    GoalStep.objects.bulk_create(steps, batch_size=CHUNK)
    for start in range(0, len(rows), CHUNK):
        ids = [pk for pk, _target, _due_on in rows[start : start + CHUNK]]
        Goal.objects.filter(pk__in=ids).update(state=GoalState.WITHDRAWN, asked_post=None)
    return len(rows)


def _require_above(by: Actor, goal: Goal, on: date) -> None:
    if goal.parent is None:
        require_holder(by, goal, on)
    elif not leads(by, goal, on):
        raise OwnGoal if by.holds([goal.post_id]) else NotTheSuperior
