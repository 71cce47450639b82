"""Goals of the year are set at the top, and passed down the line step by step."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.models import Comparison
from dutyline.kernel.organisation.line import holders_of
from dutyline.kernel.organisation.models import Person, Post
from dutyline.kernel.registry import indicator
from dutyline.modules.responsibility.models import Goal, GoalAct, GoalMeasure, GoalState
from dutyline.modules.responsibility.operations.goals.line import is_led_by, speaks_for
from dutyline.modules.responsibility.operations.goals.refusals import (
    DueMissing,
    GoalWordsMissing,
    IndicatorUnknown,
    MeasureMixed,
    NobodyToPromise,
    NotLedBy,
    NotPromisedYet,
    NotTheSuperior,
    OnlyForOwnPost,
    PassedAlready,
    TargetMissing,
)
from dutyline.modules.responsibility.operations.goals.shared import (
    let_know,
    locked,
    passed,
    prove,
    required,
    tell,
    write_step,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.rules.promising import Mark


@dataclass(frozen=True)
class Aim:
    """What a goal says: its words, what shows it is reached, and the target or the day."""

    measure: str
    text_en: str = ""
    text_zh: str = ""
    indicator: str = ""
    figure_unit: str = ""
    comparison: str = ""
    target: Decimal | None = None
    due_on: date | None = None


@transaction.atomic
def set_goal(*, by: Actor, post: Post, year: int, aim: Aim, on: date, at: datetime) -> Goal:
    """Set a goal of the year for a post one holds and that heads its unit; it is promised thereby.

    Raises OnlyForOwnPost, and what an aim lacks.
    """
    by.require(Responsibility.GOAL_SET, post.unit.path)
    holders = [each.person.pk for each in holders_of(post, on)]
    if not post.heads_unit or by.person is None or by.person.pk not in holders:
        raise OnlyForOwnPost
    _require_whole(aim)
    goal = Goal(
        year=year,
        post=post,
        state=GoalState.PROMISED,
        promised_target=aim.target,
        promised_due_on=aim.due_on,
        **_said(aim),
    )
    _save(goal)
    step = write_step(by, goal, GoalAct.SET, passed(goal), at=at)
    tell(by, goal, "goal_set", at, year=year)
    prove(by, step, by.person, "goal_promised", at)
    return goal


@transaction.atomic
def pass_on(
    *,
    by: Actor,
    goal: Goal,
    post: Post,
    mark: Mark,
    reason: str,
    on: date,
    at: datetime,
    text_en: str = "",
    text_zh: str = "",
) -> Goal:
    """Pass a promised goal down to a post that reports to its own, with target or day and reason.

    Only who speaks for the goal's post may. Words left empty are those of the goal. The holders
    of the post are told to promise it.
    """
    above = locked(goal)
    if not speaks_for(by, above.post, on):
        raise NotTheSuperior
    if above.state != GoalState.PROMISED:
        raise NotPromisedYet
    why = required(reason)
    if not is_led_by(post, above.post, on):
        raise NotLedBy(post=post.title, superior=above.post.title)
    holders = [each.person for each in holders_of(post, on)]
    if not holders:
        raise NobodyToPromise(post=post.title)
    if above.children.in_force().filter(post=post).exists():
        raise PassedAlready(post=post.title)
    said = bool(text_en.strip() or text_zh.strip())
    aim = Aim(
        measure=above.measure,
        text_en=text_en if said else above.text_en,
        text_zh=text_zh if said else above.text_zh,
        indicator=above.indicator,
        figure_unit=above.figure_unit,
        comparison=above.comparison,
        target=mark.target,
        due_on=mark.due_on,
    )
    _require_whole(aim)
    below = Goal(year=above.year, parent=above, post=post, state=GoalState.PASSED_ON, **_said(aim))
    _save(below, above.path)
    _tell(by, below, holders, why, at)
    return below


def _tell(by: Actor, goal: Goal, holders: list[Person], reason: str, at: datetime) -> None:
    step = write_step(by, goal, GoalAct.PASSED_ON, passed(goal), at=at, reason=reason)
    tell(by, goal, "goal_passed_on", at, reason)
    if by.person is not None:
        prove(by, step, by.person, "goal_passed_on", at)
    let_know(holders, goal, "goal_passed_on", by=by, at=at, reason=reason)


def _save(goal: Goal, above: str = "/") -> None:
    """Save a goal with its path, padded: goals side by side are read in the order they were set."""
    goal.save(force_insert=True)
    goal.path = f"{above}{goal.pk:010}/"
    goal.save(update_fields=["path"])


def _said(aim: Aim) -> dict[str, object]:
    return {
        "measure": aim.measure,
        "text_en": aim.text_en.strip(),
        "text_zh": aim.text_zh.strip(),
        "indicator": aim.indicator,
        "figure_unit": aim.figure_unit.strip(),
        "comparison": aim.comparison,
        "target": aim.target,
        "due_on": aim.due_on,
    }


def _require_whole(aim: Aim) -> None:
    if not (aim.text_en.strip() or aim.text_zh.strip()):
        raise GoalWordsMissing
    if aim.measure == GoalMeasure.MILESTONE:
        if aim.due_on is None:
            raise DueMissing
        if aim.target is not None or aim.comparison or aim.indicator or aim.figure_unit:
            raise MeasureMixed
        return
    if aim.target is None or aim.comparison not in Comparison.values:
        raise TargetMissing
    if aim.due_on is not None or (aim.indicator and aim.measure == GoalMeasure.FIGURE):
        raise MeasureMixed
    if aim.measure == GoalMeasure.INDICATOR:
        try:
            indicator(aim.indicator)
        except KeyError as unknown:
            raise IndicatorUnknown from unknown
