"""Prepares the inspections: the enterprise's own checklists, and its plans of two half-seasons.

The plans before the recent weeks and those since are two generations: the latter are told first,
and a plan's rounds fall due from its own beginning on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.book import cited, words
from dutyline.modules.inspections.models import AnswerKind, Checklist, Grade, Item, PhotoRule, Risk
from dutyline.modules.inspections.operations import (
    create_checklist,
    end_plan,
    make_plan,
    publish,
    write_draft,
)
from dutyline.modules.inspections.operations.checklists import ItemDraft

RENEWED = {"en": "Renewed for the winter half-year", "zh": "下半年计划重新编制"}


@dataclass(frozen=True)
class Walking:
    """A plan of the story: who walks which checklist where, how often, and with whom."""

    key: str
    post: str
    second: Sequence[str]
    checklist: str
    cadence: str
    places: Sequence[str]
    unit: str
    after: str = ""
    forgotten: int = 0


def walkings() -> list[Walking]:
    """Return every plan of the story."""
    return [
        Walking(
            key=row["key"],
            post=row["post"],
            second=tuple(row.get("second", ())),
            checklist=row["list"],
            cadence=row["cadence"],
            places=tuple(row["at"]),
            unit=row["unit"],
            after=row.get("after", ""),
            forgotten=row.get("forgotten", 0),
        )
        for row in words("plans")
    ]


def own_categories() -> dict[str, set[str]]:
    """Return what each of the enterprise's own checklists asks for."""
    return {
        row["key"]: {item["category"] for item in row["items"] if "number" not in item}
        for row in words("checklists")
    }


def pack_categories() -> dict[str, set[str]]:
    """Return what each checklist of a pack asks for that is not at once a major danger."""
    found: dict[str, set[str]] = {}
    asked = Item.objects.filter(
        answer_kind=AnswerKind.CONFORMS, finding_grade=Grade.GENERAL, opens_finding=True
    )
    for key, category in asked.values_list("version__checklist__key", "category"):
        found.setdefault(key, set()).add(category)
    return found


def prepare_checklists(stage: Stage) -> None:
    """Write and publish the enterprise's own checklists."""
    at = stage.at(stage.begins, 0)
    by = stage.system()
    for row in words("checklists"):
        made = create_checklist(
            by=by,
            key=row["key"],
            name=stage.say(row),
            unit=stage.unit("group"),
            kind=row["kind"],
            at=at,
        )
        write_draft(
            by=by, checklist=made, items=[_item(stage, each) for each in row["items"]], at=at
        )
        publish(by=by, checklist=made, at=at)


def prepare_plans(stage: Stage, plans: Sequence[Walking], first: date, end: date | None) -> None:
    """Make plans from a day on; with an end no rounds of later days fall due."""
    lists = {row.key: row for row in Checklist.objects.all()}
    by = stage.system()
    for walking in plans:
        made = make_plan(
            by=by,
            name=lists[walking.checklist].name,
            checklist=lists[walking.checklist],
            unit=stage.unit(walking.unit),
            post=stage.post(walking.post),
            cadence=walking.cadence,
            targets=[stage.place(key) for key in walking.places],
            on=first,
            at=stage.at(first, 0),
        )
        if end is not None:
            at = stage.at(end, 0)
            end_plan(by=by, plan=made, on=end, at=at, reason=stage.say(RENEWED))


def _item(stage: Stage, row: Mapping[str, Any]) -> ItemDraft:
    lowest, highest = row.get("number", (None, None))
    return ItemDraft(
        text=stage.say(row),
        clause=cited(stage, row["clause"]),
        category=row["category"],
        answer_kind=AnswerKind.NUMBER if "number" in row else AnswerKind.CONFORMS,
        photo_rule=PhotoRule.FAULT,
        lowest=None if lowest is None else Decimal(str(lowest)),
        highest=None if highest is None else Decimal(str(highest)),
        measured_in=row.get("unit", ""),
        finding_risk=Risk.YELLOW,
    )
