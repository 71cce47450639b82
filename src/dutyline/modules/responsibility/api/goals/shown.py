"""What goals look like from outside. Shares are given as parts of one: 0.95 is 95 %."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Schema

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.api.shown import Named, PostNamed
from dutyline.modules.responsibility.api.values import Fine
from dutyline.modules.responsibility.models import Goal
from dutyline.modules.responsibility.operations.goals.tree import GoalRow, rows_of, with_results
from dutyline.toolkit.rest.shapes import as_json


class MarkOut(Schema):
    """What a goal is held against: a number, or the day of a milestone."""

    target: Fine | None
    due_on: date | None


class GoalOut(Schema):
    """A goal: what was passed to the post, what it promised, and what it stands at now.

    `value` is read now, `reached_on` the day of the newest result; `reached` is null while nobody
    can say. `holders` is empty where the post is vacant.
    """

    id: int
    year: int
    parent_id: int | None
    depth: int
    post: PostNamed
    unit: Named
    holders: list[str]
    text_en: str
    text_zh: str
    measure: str
    indicator: str
    figure_unit: str
    comparison: str
    passed: MarkOut
    promised: MarkOut | None
    state: str
    value: Fine | None
    reached_on: date | None
    reached: bool | None


class ConsentOut(Schema):
    """What the superior said of a smaller promise."""

    granted: bool
    reason: str
    by_name: str
    by_post: str
    at: datetime


class StepOut(Schema):
    """What was done with a goal."""

    id: int
    act: str
    target: Fine | None
    due_on: date | None
    reason: str
    by_name: str
    by_post: str
    at: datetime
    consent: ConsentOut | None

    @staticmethod
    def resolve_consent(obj: Any) -> Any:
        """Return the answer, where it was asked for and given."""
        return getattr(obj, "consent", None)


class ResultOut(Schema):
    """A number as it stood on a day, or that a milestone was reached."""

    id: int
    value: Fine | None
    on: date
    words: str
    by_name: str
    at: datetime


def goals_for(actor: Actor) -> "QuerySet[Goal]":
    """Return the goals in scope, with their newest results."""
    rows: QuerySet[Goal] = with_results(Goal.objects.visible_to(actor))
    return rows


def as_rows(goals: Sequence[Goal]) -> list[dict[str, Any]]:
    """Return goals as they stand now."""
    return [_plain(row) for row in rows_of(goals, timezone.now())]


def plain_goal(actor: Actor, goal: Goal) -> dict[str, Any]:
    """Return a goal just acted on as JSON."""
    fresh = goals_for(actor).filter(pk=goal.pk)
    if not fresh:
        fresh = with_results(Goal.objects.filter(pk=goal.pk))
    return as_json(GoalOut, as_rows(list(fresh))[0])


def _plain(row: GoalRow) -> dict[str, Any]:
    goal = row.goal
    promised = {"target": goal.promised_target, "due_on": goal.promised_due_on}
    named = ("text_en", "text_zh", "measure", "indicator", "figure_unit", "comparison", "state")
    return {
        "id": goal.pk,
        "year": goal.year,
        "parent_id": goal.parent_id,
        "depth": row.depth,
        "post": goal.post,
        "unit": goal.post.unit,
        "holders": list(row.holders),
        **{name: getattr(goal, name) for name in named},
        "passed": {"target": goal.target, "due_on": goal.due_on},
        "promised": promised if any(promised.values()) or promised["target"] == 0 else None,
        "value": row.value,
        "reached_on": row.reached_on,
        "reached": row.reached,
    }
