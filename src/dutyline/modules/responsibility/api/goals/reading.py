"""Goals of a year listed; one goal with the line above it and what it was passed down to."""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from dutyline.kernel.access.callers import actor_of, named_or_none, seen_by, whole_token
from dutyline.modules.responsibility.api.goals.shown import (
    GoalOut,
    ResultOut,
    StepOut,
    as_rows,
    goals_for,
)
from dutyline.modules.responsibility.api.scope import GOALS_OWN, units_with
from dutyline.modules.responsibility.models import Goal
from dutyline.modules.responsibility.operations.goals.tree import above, with_results
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.listing import Asked, Listing, listing, whole
from dutyline.toolkit.rest.shapes import Id

router = Router()
State = Literal["", "passed_on", "asked", "promised", "withdrawn"]
GOAL = "/goals/{goal_id}"
DOWN_THE_LINE = ("path",)


class GoalsAsked(Asked):
    """Which goals."""

    year: int | None = Field(None, ge=2000, le=2100, description="this year without one")
    unit: Id | None = Field(None, description="this unit with everything under it")
    state: State = Field("", description="without one, everything that was not withdrawn")


@router.get("/goals", response=Listing[GoalOut], summary="Goals of a year")
def list_goals(request: HttpRequest, asked: Query[GoalsAsked]) -> dict[str, Any]:
    """List goals in scope, each right before what it was passed down to."""
    actor = actor_of(request)
    seen_by(actor, Responsibility.GOAL_VIEW)
    year = asked.year or timezone.localdate().year
    rows: Any = goals_for(actor).filter(year=year)
    unit = named_or_none(units_with(actor, Responsibility.GOAL_VIEW), "unit", asked.unit)
    if unit is not None:
        rows = rows.within(unit.path)
    rows = rows.filter(state=asked.state) if asked.state else rows.in_force()
    return _page(rows, asked)


@router.get("/my/goals", response=Listing[GoalOut], summary="One's own goals")
def list_own(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """List what was passed to the posts the caller holds."""
    actor = actor_of(request)
    whole_token(actor, *GOALS_OWN)
    held = [each.post_id for each in actor.appointments]
    rows = with_results(Goal.objects.in_force().filter(post__in=held))
    return _page(rows, asked)


@router.get(GOAL, response=GoalOut, summary="One goal")
def read(request: HttpRequest, goal_id: Id) -> dict[str, Any]:
    """Return a goal in scope as it stands now."""
    return as_rows([get_object_or_404(goals_for(actor_of(request)), pk=goal_id)])[0]


@router.get(f"{GOAL}/above", response=Listing[GoalOut], summary="Where a goal comes from")
def list_above(request: HttpRequest, goal_id: Id) -> dict[str, Any]:
    """List the goals above one, the top of the line first."""
    goal = get_object_or_404(goals_for(actor_of(request)), pk=goal_id)
    return whole(as_rows(list(with_results(above(goal)))))


@router.get(f"{GOAL}/below", response=Listing[GoalOut], summary="Where a goal was passed down to")
def list_below(request: HttpRequest, goal_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List everything a goal was passed down to, in the order of the line."""
    goal = get_object_or_404(goals_for(actor_of(request)), pk=goal_id)
    below = Goal.objects.under(goal).in_force().exclude(pk=goal.pk)
    return _page(with_results(below), asked)


@router.get(f"{GOAL}/steps", response=Listing[StepOut], summary="What was done with a goal")
def list_steps(request: HttpRequest, goal_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List what was done with a goal, with reasons and consents, the oldest first."""
    goal = get_object_or_404(goals_for(actor_of(request)), pk=goal_id)
    return listing(goal.steps.select_related("consent"), ("id",), asked)


@router.get(f"{GOAL}/results", response=Listing[ResultOut], summary="What came of a goal")
def list_results(request: HttpRequest, goal_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the results of a goal, the newest first."""
    goal = get_object_or_404(goals_for(actor_of(request)), pk=goal_id)
    return listing(goal.results.all(), ("-on", "-id"), asked)


def _page(rows: Any, asked: Asked) -> dict[str, Any]:
    page = listing(rows, DOWN_THE_LINE, asked)
    return {**page, "items": as_rows(page["items"])}
