"""What an answer says, and what is odd about a round."""

from datetime import datetime, timedelta
from decimal import Decimal

from dutyline.modules.inspections.models import AnswerKind, Item, PhotoRule, Verdict


def verdict_of(
    item: Item,
    *,
    verdict: str = "",
    number: Decimal | None = None,
    choice: str = "",
    text: str = "",
) -> Verdict | None:
    """Return what an answer says about its item; None where it does not answer it.

    Numbers are held against the limits, bounds included; a choice says itself whether it is a
    fault. Every item may be answered "not here".
    """
    if verdict == Verdict.NOT_APPLICABLE:
        return Verdict.NOT_APPLICABLE
    if item.answer_kind == AnswerKind.CONFORMS:
        known = verdict in (Verdict.CONFORMS, Verdict.FAULT)
        return Verdict(verdict) if known else None
    if item.answer_kind == AnswerKind.NUMBER:
        return None if number is None else _held_against_limits(item, number)
    if item.answer_kind == AnswerKind.CHOICE:
        return _chosen(item, choice)
    return Verdict.NOTED if text.strip() else None


def needs_photo(item: Item, verdict: str) -> bool:
    """Say whether an answer is only complete with a photo."""
    if verdict == Verdict.NOT_APPLICABLE:
        return False
    if item.photo_rule == PhotoRule.ALWAYS:
        return True
    return item.photo_rule == PhotoRule.FAULT and verdict == Verdict.FAULT


def too_fast(
    started_at: datetime, finished_at: datetime, items: int, seconds_an_item: float
) -> bool:
    """Say whether a round took less time than its items need at the very least."""
    return finished_at - started_at < timedelta(seconds=seconds_an_item * items)


def _held_against_limits(item: Item, number: Decimal) -> Verdict:
    too_low = item.lowest is not None and number < item.lowest
    too_high = item.highest is not None and number > item.highest
    return Verdict.FAULT if too_low or too_high else Verdict.CONFORMS


def _chosen(item: Item, choice: str) -> Verdict | None:
    for each in item.choices:
        if choice and choice in (each["label"], each.get("label_zh")):
            return Verdict.FAULT if each.get("fault") else Verdict.CONFORMS
    return None
