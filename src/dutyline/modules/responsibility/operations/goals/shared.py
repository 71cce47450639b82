"""What the verbs of goals share."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.operations import submit_evidence
from dutyline.kernel.history.operations import record
from dutyline.kernel.notifications.operations import notify
from dutyline.kernel.organisation.models import Person
from dutyline.modules.responsibility.keys import GOAL, goal_key, step_key
from dutyline.modules.responsibility.models import Goal, GoalAct, GoalState, GoalStep
from dutyline.modules.responsibility.operations.goals.refusals import (
    GoalReasonMissing,
    GoalWithdrawn,
)
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.toolkit.wording import both


def locked(goal: Goal) -> Goal:
    """Return a goal as it is now, held until the act is over; its post and unit are loaded.

    Raises GoalWithdrawn.
    """
    rows = Goal.objects.select_for_update(of=("self",)).select_related("post__unit")
    found: Goal = rows.get(pk=goal.pk)
    if found.state == GoalState.WITHDRAWN:
        raise GoalWithdrawn
    return found


def passed(goal: Goal) -> Mark:
    """Return what was passed to the post."""
    return Mark(goal.comparison, goal.target, goal.due_on)


def promised(goal: Goal) -> Mark:
    """Return what the post promised."""
    return Mark(goal.comparison, goal.promised_target, goal.promised_due_on)


def required(reason: str) -> str:
    """Return a reason without its edges; raises GoalReasonMissing where nothing is left."""
    if not reason.strip():
        raise GoalReasonMissing
    return reason.strip()


def write_step(
    by: Actor, goal: Goal, act: GoalAct, mark: Mark, *, at: datetime, reason: str = ""
) -> GoalStep:
    """Keep what was done with a goal."""
    return GoalStep.objects.create(
        goal=goal,
        act=act,
        target=mark.target,
        due_on=mark.due_on,
        reason=reason,
        by=by.person,
        by_name=by.name,
        by_post=post_of(by),
        at=at,
    )


def post_of(by: Actor) -> str:
    """Return the post somebody acts from, as it is written beside his name."""
    return by.appointment.post.title if by.appointment else ""


def tell(by: Actor, goal: Goal, verb: str, at: datetime, reason: str = "", **data: Any) -> None:
    """Write in the history what was done with a goal."""
    record(
        by=by,
        verb=f"responsibility.{verb}",
        subject=(GOAL, goal.pk, both(goal, "text")),
        unit_path=goal.post.unit.path,
        at=at,
        reason=reason,
        post=goal.post.title,
        **data,
    )


def let_know(
    persons: Iterable[Person], goal: Goal, verb: str, *, by: Actor, at: datetime, reason: str = ""
) -> None:
    """Tell people what was done with a goal."""
    notify(
        persons=[person for person in persons if not by.is_person(person.pk)],
        kind=f"responsibility.{verb}",
        subject=(GOAL, goal.pk),
        key=f"responsibility.{verb}:{goal.pk}:{at.isoformat()}",
        at=at,
        by=by.name,
        post=goal.post.title,
        goal=both(goal, "text"),
        reason=reason,
    )


def prove(by: Actor, step: GoalStep, person: Person, kind: str, at: datetime) -> None:
    """Let a step of a goal count for the duties of a person."""
    goal = step.goal
    submit_evidence(
        by=by,
        kind=f"responsibility.{kind}",
        source=step_key(step.pk),
        person=person,
        unit=goal.post.unit,
        about=goal_key(goal.pk),
        occurred_at=at,
        recorded_at=at,
        snapshot={"label": goal.post.title, "goal": str(goal.text)},
    )
