"""A post promises what was passed to it; what is less needs the consent of its superior."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.line import holders_of
from dutyline.kernel.organisation.models import Person
from dutyline.modules.responsibility.models import (
    Goal,
    GoalAct,
    GoalConsent,
    GoalMeasure,
    GoalState,
    GoalStep,
)
from dutyline.modules.responsibility.operations.goals.line import is_among, superior_to
from dutyline.modules.responsibility.operations.goals.refusals import (
    DueMissing,
    NobodyAbove,
    NotTheSuperior,
    NotWaitingForConsent,
    NotWaitingForPromise,
    NotYourPromise,
    OwnPromise,
    TargetMissing,
)
from dutyline.modules.responsibility.operations.goals.shared import (
    let_know,
    locked,
    passed,
    post_of,
    prove,
    required,
    tell,
    write_step,
)
from dutyline.modules.responsibility.rules.promising import Mark, is_less

PROMISE = ["state", "promised_target", "promised_due_on", "asked_post"]


@transaction.atomic
def promise_goal(
    *, by: Actor, goal: Goal, mark: Mark, on: date, at: datetime, reason: str = ""
) -> Goal:
    """Promise a goal as a holder of its post: at once what was passed on or more.

    What is less, or later, needs a reason and waits for the consent of the nearest held superior.
    """
    waiting = locked(goal)
    require_holder(by, waiting, on)
    if waiting.state != GoalState.PASSED_ON:
        raise NotWaitingForPromise
    _require_mark(waiting, mark)
    if is_less(mark, passed(waiting)):
        return _ask(by, waiting, mark, reason=required(reason), on=on, at=at)
    step = write_step(by, waiting, GoalAct.PROMISED, mark, at=at, reason=reason.strip())
    _stand(waiting, mark)
    tell(by, waiting, "goal_promised", at, reason.strip())
    if by.person is not None:
        prove(by, step, by.person, "goal_promised", at)
    return waiting


@transaction.atomic
def answer_promise(
    *, by: Actor, goal: Goal, granted: bool, reason: str, on: date, at: datetime
) -> Goal:
    """Consent to a smaller promise, or refuse it, as the nearest held superior; with a reason.

    A refused goal waits for a promise again. Nobody answers what he asked himself.
    """
    asked = locked(goal)
    if asked.state != GoalState.ASKED:
        raise NotWaitingForConsent
    step = asked.steps.select_related("by").filter(act=GoalAct.ASKED).latest("id")
    if by.is_person(step.by_id):
        raise OwnPromise
    if by.person is None or not is_among(by, superior_to(asked.post, on, but=step.by_id)):
        raise NotTheSuperior
    why = required(reason)
    GoalConsent.objects.create(
        step=step,
        granted=granted,
        reason=why,
        by=by.person,
        by_name=by.name,
        by_post=post_of(by),
        at=at,
    )
    _carry(asked, step, granted=granted)
    verb = "goal_consented" if granted else "goal_refused"
    tell(by, asked, verb, at, why)
    if step.by is not None:
        if granted:
            prove(by, step, step.by, "goal_promised", at)
        let_know([step.by], asked, verb, by=by, at=at, reason=why)
    return asked


def require_holder(by: Actor, goal: Goal, on: date) -> Person:
    """Return who acts; raises NotYourPromise unless he holds the post, whatever his rights."""
    holders = {each.person_id for each in holders_of(goal.post, on)}
    if by.person is None or by.person.pk not in holders:
        raise NotYourPromise
    return by.person


def _carry(asked: Goal, step: GoalStep, *, granted: bool) -> None:
    if granted:
        _stand(asked, Mark(asked.comparison, step.target, step.due_on))
        return
    asked.state, asked.asked_post = GoalState.PASSED_ON, None
    asked.save(update_fields=PROMISE)


def _ask(by: Actor, goal: Goal, mark: Mark, *, reason: str, on: date, at: datetime) -> Goal:
    above = superior_to(goal.post, on, but=by.person.pk if by.person else None)
    if above is None:
        raise NobodyAbove
    write_step(by, goal, GoalAct.ASKED, mark, at=at, reason=reason)
    goal.state, goal.asked_post = GoalState.ASKED, above.post
    goal.save(update_fields=PROMISE)
    tell(by, goal, "goal_asked", at, reason)
    let_know(above.persons, goal, "goal_asked", by=by, at=at, reason=reason)
    return goal


def _stand(goal: Goal, mark: Mark) -> None:
    goal.state, goal.asked_post = GoalState.PROMISED, None
    goal.promised_target, goal.promised_due_on = mark.target, mark.due_on
    goal.save(update_fields=PROMISE)


def _require_mark(goal: Goal, mark: Mark) -> None:
    if goal.measure == GoalMeasure.MILESTONE:
        if mark.due_on is None or mark.target is not None:
            raise DueMissing
    elif mark.target is None or mark.due_on is not None:
        raise TargetMissing
