"""What one version of a checklist changed of another, item by item."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from difflib import SequenceMatcher

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.modules.inspections.operations import ItemDraft

LIKE = 0.6
"""How alike two questions are to be the same one in other words."""


@dataclass(frozen=True)
class Change:
    """An item that came, went, or is asked otherwise now."""

    kind: str
    word: str
    before: str = ""
    after: str = ""
    also: str = ""


def changes_between(before: Sequence[ItemDraft], after: Sequence[ItemDraft]) -> list[Change]:
    """Return every difference in the order of the newer version, what went at the end."""
    left = {item.text: item for item in before}
    changes: list[Change] = []
    fresh: list[ItemDraft] = []
    for item in after:
        old = left.pop(item.text, None)
        if old is None:
            fresh.append(item)
        elif parts := _parts(old, item):
            changes.append(Change("changed", _word("changed"), after=item.said("text"), also=parts))
    for item in fresh:
        twin = max(left.values(), key=lambda old: _alike(old.text, item.text), default=None)
        if twin is not None and _alike(twin.text, item.text) >= LIKE:
            del left[twin.text]
            changes.append(
                Change(
                    "changed",
                    _word("changed"),
                    twin.said("text"),
                    item.said("text"),
                    _parts(twin, item),
                )
            )
        else:
            changes.append(Change("new", _word("new"), after=item.said("text")))
    changes += [Change("gone", _word("gone"), before=item.said("text")) for item in left.values()]
    return changes


def _parts(old: ItemDraft, new: ItemDraft) -> str:
    words = {
        "section": _("section"),
        "standard": _("standard"),
        "clause": _("clause"),
        "category": _("category"),
        "answer_kind": _("kind of answer"),
        "photo_rule": _("photo"),
        "lowest": _("limits"),
        "highest": _("limits"),
        "choices": _("choices"),
        "finding_grade": _("grade"),
        "finding_risk": _("risk level"),
        "finding_measures": _("measures"),
    }
    other = [
        words[each.name]
        for each in fields(ItemDraft)
        if each.name in words and getattr(old, each.name) != getattr(new, each.name)
    ]
    return pgettext("list", ", ").join(dict.fromkeys(other))


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _word(kind: str) -> str:
    return {
        "new": pgettext("item", "New"),
        "gone": pgettext("item", "Gone"),
        "changed": pgettext("item", "Changed"),
    }[kind]
