"""Goals set, passed on, promised, decided on, changed, withdrawn, reported."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Form
from pydantic import Field, StringConstraints

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, whole_token
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.receipts.per_key import carried_out

# What has one address stands in one router.
from dutyline.modules.responsibility.api.goals.reading import GOAL, router
from dutyline.modules.responsibility.api.goals.shown import (
    GoalOut,
    ResultOut,
    goals_for,
    plain_goal,
)
from dutyline.modules.responsibility.api.scope import GOALS_OWN, posts_with
from dutyline.modules.responsibility.api.values import Files, Text
from dutyline.modules.responsibility.models import LONGEST_GOAL, Goal
from dutyline.modules.responsibility.operations.goals import (
    Aim,
    answer_promise,
    change_goal,
    pass_on,
    promise_goal,
    report_result,
    set_goal,
    withdraw_goal,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.toolkit.rest.shapes import Day, Id, Strict, as_json

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_GOAL)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
Figure = Annotated[Decimal, Field(max_digits=14, decimal_places=4)]


class MarkSent(Strict):
    """The target of a number (0.95 for 95 % of a share), or the day of a milestone."""

    target: Figure | None = None
    due_on: Day | None = None


class GoalNew(MarkSent):
    """A goal of the year for a post one holds."""

    post_id: Id
    year: int = Field(ge=2000, le=2100)
    text_en: Said = Field("", description="in one language at least")
    text_zh: Said = Field("", description="in one language at least")
    measure: Literal["indicator", "figure", "milestone"]
    indicator: Annotated[str, Field(max_length=100)] = ""
    figure_unit: Short = ""
    comparison: Literal["", "gte", "lte"] = ""


class PassedOn(MarkSent):
    """To which post, and why; without words it keeps those of the goal."""

    post_id: Id
    reason: Text
    text_en: Said = ""
    text_zh: Said = ""


class Promise(MarkSent):
    """What is promised; a smaller promise says why."""

    reason: Text = ""


class Changed(MarkSent):
    """The new target or day, and why."""

    reason: Text


class Decision(Strict):
    """Consent or not, and why."""

    granted: bool
    reason: Text


class Withdrawal(Strict):
    """Why it holds no more."""

    reason: Text


class ResultNew(Strict):
    """How far a number has come on a day, or that a milestone was reached."""

    on: Day
    words: Text
    value: Figure | None = None


@router.post("/goals", response={201: GoalOut}, summary="Set a goal of the year")
def begin(request: HttpRequest, body: GoalNew) -> HttpResponse:
    """Set a goal for a post one holds that heads its unit; it is promised thereby."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = named(posts_with(actor, Responsibility.GOAL_SET), "post_id", body.post_id)
        said = body.model_dump(exclude={"post_id", "year"})
        today, now = timezone.localdate(), timezone.now()
        aim = Aim(**said)
        made = set_goal(by=actor, post=post, year=body.year, aim=aim, on=today, at=now)
        return plain_goal(actor, made)

    return carried_out(request, act, status=201)


@router.post(f"{GOAL}/below", response={201: GoalOut}, summary="Pass a goal on")
def passing(request: HttpRequest, goal_id: Id, body: PassedOn) -> HttpResponse:
    """Pass a promised goal down to a post that reports to its own."""

    def verb(actor: Actor, goal: Goal, on: date, at: datetime) -> Goal:
        near = Q(pk__in=Post.objects.within([goal.post.unit.path])) | Q(superior=goal.post_id)
        posts = Post.objects.on(on).filter(near).select_related("unit")
        return pass_on(
            by=actor,
            goal=goal,
            post=named(posts, "post_id", body.post_id),
            mark=_mark(goal, body),
            reason=body.reason,
            text_en=body.text_en,
            text_zh=body.text_zh,
            on=on,
            at=at,
        )

    return _do(request, goal_id, verb, status=201)


@router.post(f"{GOAL}/promise", response=GoalOut, summary="Promise a goal")
def promise(request: HttpRequest, goal_id: Id, body: Promise) -> HttpResponse:
    """Promise a goal of a post one holds; what is less waits for the superior's consent."""
    return _do(
        request,
        goal_id,
        lambda actor, goal, on, at: promise_goal(
            by=actor, goal=goal, mark=_mark(goal, body), reason=body.reason, on=on, at=at
        ),
    )


@router.post(f"{GOAL}/answer", response=GoalOut, summary="Decide on a smaller promise")
def answer(request: HttpRequest, goal_id: Id, body: Decision) -> HttpResponse:
    """Consent to a smaller promise, or refuse it, as the nearest held superior."""
    return _do(
        request,
        goal_id,
        lambda actor, goal, on, at: answer_promise(
            by=actor, goal=goal, granted=body.granted, reason=body.reason, on=on, at=at
        ),
    )


@router.post(f"{GOAL}/change", response=GoalOut, summary="Change a goal")
def change(request: HttpRequest, goal_id: Id, body: Changed) -> HttpResponse:
    """Change target or day; a promise that falls behind is asked for again."""
    return _do(
        request,
        goal_id,
        lambda actor, goal, on, at: change_goal(
            by=actor, goal=goal, mark=_mark(goal, body), reason=body.reason, on=on, at=at
        ),
    )


@router.post(f"{GOAL}/withdrawal", response=GoalOut, summary="Withdraw a goal")
def withdraw(request: HttpRequest, goal_id: Id, body: Withdrawal) -> HttpResponse:
    """Withdraw a goal with everything it was passed down to."""

    def verb(actor: Actor, goal: Goal, on: date, at: datetime) -> Goal:
        withdraw_goal(by=actor, goal=goal, reason=body.reason, on=on, at=at)
        return goal

    return _do(request, goal_id, verb)


@router.post(f"{GOAL}/results", response={201: ResultOut}, summary="Report on a goal")
def report(request: HttpRequest, goal_id: Id, said: Form[ResultNew], files: Files) -> HttpResponse:
    """Report how far a number has come, or that a milestone was reached, with its proof."""
    actor = actor_of(request)
    whole_token(actor, *GOALS_OWN)

    def act() -> dict[str, Any]:
        goal = get_object_or_404(goals_for(actor), pk=goal_id)
        result = report_result(
            by=actor,
            goal=goal,
            on=said.on,
            words=said.words,
            value=said.value,
            files=files,
            at=timezone.now(),
            today=timezone.localdate(),
        )
        return as_json(ResultOut, result)

    return carried_out(request, act, status=201)


def _mark(goal: Goal, sent: MarkSent) -> Mark:
    return Mark(goal.comparison, sent.target, sent.due_on)


def _do(
    request: HttpRequest,
    goal_id: int,
    verb: Callable[[Actor, Goal, date, datetime], Goal],
    status: int = 200,
) -> HttpResponse:
    actor = actor_of(request)
    whole_token(actor, *GOALS_OWN)

    def act() -> dict[str, Any]:
        goal = get_object_or_404(goals_for(actor), pk=goal_id)
        return plain_goal(actor, verb(actor, goal, timezone.localdate(), timezone.now()))

    return carried_out(request, act, status=status)
