"""What the person asking may do with a goal."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import Goal, GoalAct, GoalMeasure, GoalState
from dutyline.modules.responsibility.operations.goals.changing import leads
from dutyline.modules.responsibility.operations.goals.line import is_among, speaks_for, superior_to
from dutyline.toolkit.ui.parts import Link


def offers_for(actor: Actor, goal: Goal, on: date) -> list[Link]:
    """Return the pages of what the actor may do with a goal, the next step first."""
    if actor.person is None or goal.state == GoalState.WITHDRAWN:
        return []
    holds = actor.holds([goal.post_id])
    offers = _for_holder(goal) if holds else []
    if decides(actor, goal, on):
        offers.insert(0, _offer(goal, "answer", _("Decide on the smaller promise")))
    if goal.state == GoalState.PROMISED and speaks_for(actor, goal.post, on):
        offers.append(_offer(goal, "passing", pgettext("goal", "Pass it on")))
    if leads(actor, goal, on):
        offers += [
            _offer(goal, "change", pgettext("goal", "Change it")),
            _offer(goal, "withdrawal", pgettext("goal", "Withdraw it")),
        ]
    return offers


def decides(actor: Actor, goal: Goal, on: date) -> bool:
    """Say whether a smaller promise waits for the actor's consent."""
    if goal.state != GoalState.ASKED:
        return False
    asked = goal.steps.filter(act=GoalAct.ASKED).latest("id").by_id
    return not actor.is_person(asked) and is_among(actor, superior_to(goal.post, on, but=asked))


def _for_holder(goal: Goal) -> list[Link]:
    if goal.state == GoalState.PASSED_ON:
        return [_offer(goal, "promise", pgettext("goal", "Promise it"))]
    if goal.state != GoalState.PROMISED:
        return []
    if goal.measure == GoalMeasure.FIGURE:
        return [_offer(goal, "result", _("Report the number"))]
    if goal.measure == GoalMeasure.MILESTONE and not goal.results.exists():
        return [_offer(goal, "result", _("Reached: attach the proof"))]
    return []


def _offer(goal: Goal, verb: str, word: str) -> Link:
    return Link(word, reverse(f"responsibility:goal_{verb}", args=[goal.pk]))
