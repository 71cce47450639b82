"""Goals in words: what is asked, what it stands at, who did what."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.registry import indicator
from dutyline.modules.responsibility.models import Goal, GoalMeasure, GoalState, GoalStep
from dutyline.modules.responsibility.operations.goals.saying import mark_words, number_words
from dutyline.modules.responsibility.operations.goals.tree import GoalRow
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.toolkit.ui.numbers import NOTHING
from dutyline.toolkit.ui.parts import Event
from dutyline.toolkit.ui.when import full_date
from dutyline.toolkit.wording import beside

FLAGS = {
    GoalState.PROMISED: "done",
    GoalState.ASKED: "over",
    GoalState.PASSED_ON: "filled",
    GoalState.WITHDRAWN: "filled",
}


@dataclass(frozen=True)
class GoalShown:
    """A goal of a list as its reader understands it."""

    goal: Goal
    depth: int
    holders: str
    mark: str
    value: str
    reached: bool | None
    flag: str

    @property
    def figure(self) -> bool:
        """Say whether there is anything to read, or only a dash."""
        return self.value != NOTHING


def shown(row: GoalRow, beginning: int = 0) -> GoalShown:
    """Return a row in the reader's language, set in from the depth a table begins with."""
    goal = row.goal
    return GoalShown(
        goal,
        min(row.depth - beginning, 5),
        reduce(beside, row.holders) if row.holders else "",
        mark_words(goal, row.mark),
        value_words(row),
        row.reached,
        FLAGS[GoalState(goal.state)],
    )


def value_words(row: GoalRow) -> str:
    """Return what a goal stands at now."""
    if row.goal.measure == GoalMeasure.MILESTONE:
        if row.reached_on is None:
            return pgettext("milestone", "not yet")
        return pgettext("milestone", "reached %(day)s") % {"day": full_date(row.reached_on)}
    return number_words(row.goal, row.value)


def measure_words(goal: Goal) -> str:
    """Return what shows that a goal is reached."""
    if goal.measure != GoalMeasure.INDICATOR:
        return str(goal.get_measure_display())
    try:
        return str(indicator(goal.indicator).label)
    except KeyError:
        return goal.indicator


def events(goal: Goal, steps: Iterable[GoalStep]) -> list[Event]:
    """Return what was done with a goal as lines of a timeline, the newest first."""
    told = []
    for step in steps:
        mark = mark_words(goal, Mark(goal.comparison, step.target, step.due_on))
        who = f"{step.by_name} · {step.by_post}" if step.by_post else step.by_name
        words = f"{step.get_act_display()}: {mark}"
        told.append(Event(step.at, words, quote=step.reason, note=who))
        consent = getattr(step, "consent", None)
        if consent is not None:
            said = _("Consent given") if consent.granted else _("Consent refused")
            by = f"{consent.by_name} · {consent.by_post}" if consent.by_post else consent.by_name
            told.append(Event(consent.at, said, quote=consent.reason, note=by))
    return sorted(told, key=lambda event: event.at, reverse=True)
