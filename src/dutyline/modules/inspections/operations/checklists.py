"""Writing checklists: a draft is free to change, a published version never does."""

from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.history.operations import record
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.inspections.keys import CHECKLIST
from dutyline.modules.inspections.models import (
    AnswerKind,
    Checklist,
    ChecklistVersion,
    Grade,
    Item,
    PhotoRule,
    Risk,
    Section,
)
from dutyline.modules.inspections.operations.refusals import (
    ChecklistRetired,
    NameMissing,
    NothingToPublish,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.items import check_item
from dutyline.toolkit.wording import both, in_language, known_by


@dataclass(frozen=True)
class ItemDraft:
    """One question as it is written, in one language or in both.

    Question, section and choices are known by the first; what is said in Chinese only stands there
    too once it is written down.
    """

    text: str = ""
    text_zh: str = ""
    section: str = ""
    section_zh: str = ""
    standard: str = ""
    standard_zh: str = ""
    clause: str = ""
    category: str = ""
    answer_kind: str = AnswerKind.CONFORMS
    photo_rule: str = PhotoRule.NEVER
    lowest: Decimal | None = None
    highest: Decimal | None = None
    measured_in: str = ""
    choices: tuple[dict[str, object], ...] = field(default=())
    opens_finding: bool = True
    finding_title: str = ""
    finding_grade: str = Grade.GENERAL
    finding_risk: str = Risk.NONE
    finding_measures: str = ""
    finding_measures_zh: str = ""

    def said(self, part: str) -> str:
        """Return `text`, `section` or `standard` in the language of the moment."""
        return in_language({"en": getattr(self, part), "zh": getattr(self, f"{part}_zh")})

    def known(self) -> "ItemDraft":
        """Return it with everything it is known by said."""
        return replace(
            self,
            text=known_by(self.text, self.text_zh),
            section=known_by(self.section, self.section_zh),
            choices=tuple(_known_choice(each) for each in self.choices),
        )


BILINGUAL = ("text", "standard", "finding_measures")


@transaction.atomic
def create_checklist(
    *,
    by: Actor,
    key: str,
    name: str,
    unit: Unit,
    at: datetime,
    name_zh: str = "",
    kind: str = "",
    pack: str = "",
) -> Checklist:
    """Begin a checklist of a unit, named in one language or in both, with an empty draft.

    Raises NameMissing.
    """
    by.require(Inspections.CHECKLIST_MANAGE, unit.path)
    name = _name(name, name_zh)
    checklist = Checklist.objects.create(
        key=key,
        name_en=name,
        name_zh=name_zh,
        kind=kind,
        unit=unit,
        unit_path=unit.path,
        pack=pack,
    )
    ChecklistVersion.objects.create(checklist=checklist)
    _write(by, checklist, "checklist_created", at)
    return checklist


@transaction.atomic
def write_draft(
    *, by: Actor, checklist: Checklist, items: list[ItemDraft], at: datetime
) -> ChecklistVersion:
    """Replace the draft of a checklist by these items, in this order; sections by their titles.

    Begins a draft where there is none. Raises ItemUnclear with the position of the first item
    that contradicts itself.
    """
    checklist = _locked(by, checklist)
    items = [item.known() for item in items]
    for position, item in enumerate(items, 1):
        check_item(item, position)
    draft = ChecklistVersion.objects.filter(checklist=checklist, published_at=None).first()
    draft = draft or ChecklistVersion.objects.create(checklist=checklist)
    draft.sections.all().delete()
    _fill(draft, items)
    if checklist.pack and not checklist.edited:
        checklist.edited = True
        checklist.save(update_fields=["edited"])
    _write(by, checklist, "checklist_drafted", at, items=len(items))
    return draft


@transaction.atomic
def publish(*, by: Actor, checklist: Checklist, at: datetime) -> ChecklistVersion:
    """Publish the draft as the next version; rounds begun before keep the one they have."""
    checklist = _locked(by, checklist)
    draft = ChecklistVersion.objects.filter(checklist=checklist, published_at=None).first()
    if draft is None or not draft.items.exists():
        raise NothingToPublish
    newest = checklist.versions.exclude(number=None).order_by("-number").first()
    draft.number = (newest.number or 0) + 1 if newest else 1
    draft.published_at, draft.published_by = at, by.person
    draft.published_by_name = by.name
    draft.save()
    _write(by, checklist, "checklist_published", at, number=draft.number)
    return draft


@transaction.atomic
def draft_from(*, by: Actor, version: ChecklistVersion, at: datetime) -> ChecklistVersion:
    """Begin a new draft with the items of a published version; an existing draft is replaced."""
    return write_draft(by=by, checklist=version.checklist, items=drafts_of(version), at=at)


@transaction.atomic
def rename_checklist(
    *, by: Actor, checklist: Checklist, name: str, kind: str, at: datetime, name_zh: str = ""
) -> Checklist:
    """Give a checklist another name or inspection kind. Raises NameMissing."""
    checklist = _locked(by, checklist)
    name = _name(name, name_zh)
    before = both(checklist, "name")
    checklist.name_en, checklist.name_zh, checklist.kind = name, name_zh, kind
    checklist.edited = bool(checklist.pack)
    checklist.save(update_fields=["name_en", "name_zh", "kind", "edited"])
    _write(by, checklist, "checklist_renamed", at, before=before)
    return checklist


@transaction.atomic
def retire_checklist(*, by: Actor, checklist: Checklist, at: datetime) -> Checklist:
    """Take a checklist out of use; plans and rounds that have it keep it."""
    checklist = _locked(by, checklist)
    if checklist.retired_at is not None:
        raise ChecklistRetired(checklist=checklist.name)
    checklist.retired_at = at
    checklist.save(update_fields=["retired_at"])
    _write(by, checklist, "checklist_retired", at)
    return checklist


def drafts_of(version: ChecklistVersion) -> list[ItemDraft]:
    """Return the items of a version as they could be written again."""
    rows = version.items.select_related("section").order_by("section__position", "position")
    return [draft_of(row) for row in rows]


def draft_of(row: Item) -> ItemDraft:
    """Return an item, its section loaded, as it could be written again."""
    return ItemDraft(
        text=row.text_en,
        text_zh=row.text_zh,
        section=row.section.title_en,
        section_zh=row.section.title_zh,
        standard=row.standard_en,
        standard_zh=row.standard_zh,
        clause=row.clause,
        category=row.category,
        answer_kind=row.answer_kind,
        photo_rule=row.photo_rule,
        lowest=row.lowest,
        highest=row.highest,
        measured_in=row.measured_in,
        choices=tuple(row.choices),
        opens_finding=row.opens_finding,
        finding_title=row.finding_title,
        finding_grade=row.finding_grade,
        finding_risk=row.finding_risk,
        finding_measures=row.finding_measures_en,
        finding_measures_zh=row.finding_measures_zh,
    )


def _name(name: str, name_zh: str) -> str:
    known = known_by(name, name_zh)
    if not known.strip():
        raise NameMissing
    return known


def _known_choice(choice: dict[str, object]) -> dict[str, object]:
    label = known_by(str(choice.get("label", "")), str(choice.get("label_zh", "")))
    return {**choice, "label": label}


def _fill(draft: ChecklistVersion, items: list[ItemDraft]) -> None:
    titles = {item.section: item.section_zh for item in reversed(items)}
    order = list(dict.fromkeys(item.section for item in items))
    Section.objects.bulk_create(
        Section(version=draft, title_en=title, title_zh=titles[title], position=position)
        for position, title in enumerate(order, 1)
    )
    sections = {section.title_en: section for section in draft.sections.order_by("position")}
    Item.objects.bulk_create(
        Item(version=draft, section=sections[item.section], position=position, **_columns(item))
        for position, item in enumerate(items, 1)
    )


def _columns(item: ItemDraft) -> dict[str, object]:
    values = {
        field.name: getattr(item, field.name)
        for field in fields(item)
        if not field.name.startswith("section")
    }
    for name in BILINGUAL:
        values[f"{name}_en"] = values.pop(name)
    values["choices"] = list(item.choices)
    return values


def _locked(by: Actor, checklist: Checklist) -> Checklist:
    checklist = Checklist.objects.select_for_update().get(pk=checklist.pk)
    by.require(Inspections.CHECKLIST_MANAGE, checklist.unit_path)
    return checklist


def _write(by: Actor, checklist: Checklist, verb: str, at: datetime, **data: Any) -> None:
    record(
        by=by,
        verb=f"inspections.{verb}",
        subject=(CHECKLIST, checklist.pk, both(checklist, "name")),
        unit_path=checklist.unit_path,
        at=at,
        **data,
    )
