"""Loads the section `checklists` of a pack: checklists ready to use, in both languages."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.packs.documents import Rows
from dutyline.kernel.criteria.packs.problems import Problems
from dutyline.kernel.criteria.packs.shapes import (
    Flag,
    Key,
    ListOf,
    Number,
    OneOf,
    Record,
    Text,
    Words,
)
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.inspections.models import AnswerKind, Checklist, Grade, PhotoRule
from dutyline.modules.inspections.operations.checklists import (
    ItemDraft,
    create_checklist,
    drafts_of,
    publish,
    write_draft,
)

ANSWERS = {
    "conform": AnswerKind.CONFORMS,
    "number": AnswerKind.NUMBER,
    "choice": AnswerKind.CHOICE,
    "text": AnswerKind.TEXT,
}
PHOTOS = {
    "never": PhotoRule.NEVER,
    "on_problem": PhotoRule.FAULT,
    "always": PhotoRule.ALWAYS,
}
ITEM = Record(
    {"key": Key(), "text": Words(500)},
    {
        "standard": (Words(1000), {"en": "", "zh": ""}),
        "clause": (Key(), ""),
        "category": (Key(), ""),
        "answer": (OneOf(tuple(ANSWERS)), "conform"),
        "unit": (Text(40), ""),
        "minimum": (Number(), None),
        "maximum": (Number(), None),
        "choices": (ListOf(Record({"label": Words(200), "fault": Flag()})), []),
        "photo": (OneOf(tuple(PHOTOS)), "on_problem"),
        "grade": (OneOf(Grade.values), str(Grade.GENERAL)),
        "measures": (Words(1000), {"en": "", "zh": ""}),
    },
)
SECTION = Record({"title": Words(200), "items": ListOf(ITEM)})
CHECKLIST = Record({"key": Key(), "title": Words(200), "kind": Key(), "sections": ListOf(SECTION)})


def load(section: Rows, *, pack: str, version: str, by: Actor, at: datetime) -> dict[str, int]:
    """Load checklists at the root of the organisation; return counts of created, changed, kept.

    A checklist somebody changed here is left alone and counted as kept; the same content again
    is unchanged. Without an organisation nothing is loaded yet. Raises PackInvalid.
    """
    rows = read_section(section, pack)
    counts = {"created": 0, "changed": 0, "unchanged": 0, "kept": 0}
    root = Unit.objects.filter(parent=None).order_by("id").first()
    if root is None:
        return counts
    for entry in rows:
        counts[_load_one(entry, root, pack, by=by, at=at)] += 1
    return counts


def _load_one(entry: Mapping[str, Any], root: Unit, pack: str, *, by: Actor, at: datetime) -> str:
    items = items_of(entry)
    checklist = Checklist.objects.filter(key=entry["key"]).first()
    if checklist is not None and checklist.edited:
        return "kept"
    created = checklist is None
    if checklist is None:
        checklist = create_checklist(
            by=by,
            key=entry["key"],
            name=entry["title"]["en"],
            name_zh=entry["title"]["zh"],
            unit=root,
            at=at,
            kind=entry["kind"],
            pack=pack,
        )
    newest = checklist.versions.exclude(number=None).order_by("-number").first()
    if newest is not None and drafts_of(newest) == items:
        return "unchanged"
    write_draft(by=by, checklist=checklist, items=items, at=at)
    publish(by=by, checklist=checklist, at=at)
    # Writing a draft marks a pack's checklist as edited here; the pack itself is no such hand.
    Checklist.objects.filter(pk=checklist.pk).update(edited=False)
    return "created" if created else "changed"


def items_of(entry: Mapping[str, Any]) -> list[ItemDraft]:
    """Return the items of a checklist as a pack writes them."""
    return [_item(each, part["title"]) for part in entry["sections"] for each in part["items"]]


def read_section(section: Rows, pack: str) -> list[Mapping[str, Any]]:
    """Return the checklists of a pack, with what they leave unsaid; raises PackInvalid."""
    problems = Problems(pack)
    rows = ListOf(CHECKLIST, once="key").read(section, section.where, problems)
    problems.refuse()
    return list(rows)


def _item(each: Mapping[str, Any], title: Mapping[str, str]) -> ItemDraft:
    return ItemDraft(
        text=each["text"]["en"],
        text_zh=each["text"]["zh"],
        section=title["en"],
        section_zh=title["zh"],
        standard=each["standard"]["en"],
        standard_zh=each["standard"]["zh"],
        clause=each["clause"],
        category=each["category"],
        answer_kind=ANSWERS[each["answer"]],
        photo_rule=PHOTOS[each["photo"]],
        lowest=_limit(each["minimum"]),
        highest=_limit(each["maximum"]),
        measured_in=each["unit"],
        choices=tuple(
            {
                "label": choice["label"]["en"],
                "label_zh": choice["label"]["zh"],
                "fault": choice["fault"],
            }
            for choice in each["choices"]
        ),
        finding_grade=each["grade"],
        finding_measures=each["measures"]["en"],
        finding_measures_zh=each["measures"]["zh"],
    )


def _limit(value: float | None) -> Decimal | None:
    # Four places as the column keeps them, so that the same pack compares equal.
    return None if value is None else Decimal(str(value)).quantize(Decimal("0.0001"))
