"""What makes an item of a checklist answerable."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal, Text
from dutyline.modules.inspections.models import AnswerKind, Grade, PhotoRule, Risk


class ItemUnclear(Refusal):
    """An item contradicts itself: choices missing, limits turned round, an unknown word."""

    message = _("Item {position}: {problem}")


def check_item(item: Any, position: int) -> None:
    """Raise ItemUnclear for an item nobody could answer; `item` is an ItemDraft."""
    problem = problem_of(item)
    if problem:
        raise ItemUnclear(position=position, problem=problem)


def problem_of(item: Any) -> Text:
    """Return what is wrong with an item, "" where nothing is."""
    if not item.text.strip():
        return _("the question is empty.")
    if item.answer_kind not in AnswerKind.values:
        return _("there is no such kind of answer.")
    if item.photo_rule not in PhotoRule.values:
        return _("there is no such rule for photos.")
    if item.finding_grade not in Grade.values or item.finding_risk not in Risk.values:
        return _("there is no such grade or risk level.")
    if item.answer_kind == AnswerKind.CHOICE:
        labels = [str(choice.get("label", "")) for choice in item.choices]
        if len(labels) < 2 or len(set(labels)) != len(labels) or "" in labels:
            return _("a choice needs at least two different answers.")
    limits = (item.lowest, item.highest)
    if None not in limits and item.lowest > item.highest:
        return _("the lowest value is above the highest.")
    return ""
