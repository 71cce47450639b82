"""What a goal is held against, in the reader's words."""

from decimal import Decimal

from django.utils.translation import pgettext

from dutyline.modules.responsibility.models import Goal, GoalMeasure
from dutyline.modules.responsibility.operations.goals.reading import as_said, is_share
from dutyline.modules.responsibility.rules.promising import Mark
from dutyline.toolkit.ui.numbers import count
from dutyline.toolkit.ui.when import full_date


def mark_words(goal: Goal, mark: Mark) -> str:
    """Return what a goal is held against: "at least 95%", "by 30 June 2026"."""
    if goal.measure == GoalMeasure.MILESTONE:
        if mark.due_on is None:
            return "–"
        return pgettext("milestone", "by %(day)s") % {"day": full_date(mark.due_on)}
    return f"{goal.get_comparison_display()} {number_words(goal, mark.target)}"


def number_words(goal: Goal, value: Decimal | None) -> str:
    """Return a number of a goal with its unit; a dash where there is none."""
    said = as_said(goal, value)
    if said is None:
        return "–"
    if is_share(goal):
        return f"{count(said.quantize(Decimal('0.1')) if said % 1 else said)}%"
    return f"{count(said)} {goal.figure_unit}".strip()
