"""What makes an item of a checklist answerable."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dutyline.kernel.registry import Refusal, Text
from dutyline.modules.inspections.models import AnswerKind, Grade, PhotoRule, Risk


class ItemUnclear(Refusal):
    """An item contradicts itself: choices missing, limits turned round, an unknown word."""

    message = _("Item {position}: {problem}")

    def __init__(self, *, field: str, position: int, problem: Text) -> None:
        """Name what of the item is to blame."""
        super().__init__(position=position, problem=problem)
        self.field = field


def check_item(item: Any, position: int) -> None:
    """Raise ItemUnclear for an item nobody could answer; `item` is an ItemDraft."""
    fault = fault_of(item)
    if fault is not None:
        field, problem = fault
        raise ItemUnclear(field=field, position=position, problem=problem)


def problem_of(item: Any) -> Text:
    """Return what is wrong with an item, "" where nothing is."""
    fault = fault_of(item)
    return fault[1] if fault else ""


def fault_of(item: Any) -> tuple[str, Text] | None:
    """Return what of an item is to blame, and what is wrong with it; None where nothing is."""
    if not item.text.strip():
        return "text", _("the question is empty.")
    if item.answer_kind not in AnswerKind.values:
        return "answer_kind", _("there is no such kind of answer.")
    if item.photo_rule not in PhotoRule.values:
        return "photo_rule", _("there is no such rule for photos.")
    if item.finding_grade not in Grade.values or item.finding_risk not in Risk.values:
        return "finding_grade", _("there is no such grade or risk level.")
    if item.answer_kind == AnswerKind.CHOICE:
        labels = [str(choice.get("label", "")) for choice in item.choices]
        if len(labels) < 2 or len(set(labels)) != len(labels) or "" in labels:
            return "choices", _("a choice needs at least two different answers.")
    limits = (item.lowest, item.highest)
    if None not in limits and item.lowest > item.highest:
        return "highest", _("the lowest value is above the highest.")
    return None
