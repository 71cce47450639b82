"""The import of checklists: one row an item, one file a checklist or several."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.registry.imports import (
    BadMap,
    Field,
    Options,
    Record,
    RefusedRow,
    Remark,
    Report,
    Sheet,
    Tally,
)
from dutyline.kernel.registry.turns import take_turn
from dutyline.modules.inspections.imports.languages import choices_of
from dutyline.modules.inspections.models import (
    AnswerKind,
    Checklist,
    Grade,
    PhotoRule,
    Risk,
)
from dutyline.modules.inspections.operations.checklists import (
    ItemDraft,
    create_checklist,
    drafts_of,
    publish,
    write_draft,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.rules.items import fault_of
from dutyline.toolkit.spreadsheets.values.choices import parse_choice
from dutyline.toolkit.spreadsheets.values.items import split_names
from dutyline.toolkit.spreadsheets.values.numbers import parse_boolean, parse_number
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, shown

KIND, ITEM = "checklist", "item"
PLACES = Decimal("0.0001")
CHOICES = {
    "answer_kind": choices_of(
        AnswerKind.choices,
        {
            "conforms": "conform|yes/no|ok|符合/不符合|是否|判断",
            "number": "value|measurement|数值|数字|读数",
            "choice": "options|选择|单选",
            "text": "note|文字|填空",
        },
    ),
    "photo_rule": choices_of(
        PhotoRule.choices,
        {"never": "no|否|不需要", "fault": "on problem|不符合时", "always": "yes|是|必须"},
    ),
    "finding_grade": choices_of(Grade.choices, {"general": "一般", "major": "重大"}),
    "finding_risk": choices_of(Risk.choices, {}),
}
FIELDS = (
    Field("checklist", gettext_lazy("Checklist"), ("Name", "检查表", "检查表名称")),
    Field(
        "section",
        gettext_lazy("Section"),
        ("Group", "部分", "分项", "检查部分", "检查类别", "项目"),
    ),
    Field(
        "text",
        gettext_lazy("Item"),
        ("Question", "Check", "检查项目", "检查内容", "检查项", "项目内容"),
        required=True,
    ),
    Field("standard", gettext_lazy("Standard"), ("Requirement", "检查标准", "标准", "要求")),
    Field("clause", gettext_lazy("Clause"), ("Reference", "依据", "检查依据", "条款")),
    Field("category", gettext_lazy("Category"), ("隐患类别", "类别")),
    Field("answer_kind", gettext_lazy("Answer"), ("Kind of answer", "答案类型", "检查方式")),
    Field("photo_rule", gettext_lazy("Photo"), ("拍照", "照片")),
    Field("lowest", gettext_lazy("Lowest"), ("Minimum", "下限", "最小值")),
    Field("highest", gettext_lazy("Highest"), ("Maximum", "上限", "最大值")),
    Field("measured_in", gettext_lazy("Unit of measure"), ("单位", "计量单位")),
    Field("choices", gettext_lazy("Choices"), ("Options", "选项")),
    Field("faults", gettext_lazy("Choices that are faults"), ("Faults", "不符合选项")),
    Field("opens_finding", gettext_lazy("Opens a hidden danger"), ("生成隐患",)),
    Field("finding_title", gettext_lazy("What is wrong"), ("隐患描述", "问题描述")),
    Field("finding_grade", gettext_lazy("Grade"), ("隐患级别", "级别")),
    Field("finding_risk", gettext_lazy("Risk level"), ("风险等级",)),
    Field("finding_measures", gettext_lazy("Measures"), ("整改措施", "措施")),
)


@dataclass(frozen=True)
class _Told:
    unit: Unit
    names: dict[str, list[ItemDraft]]


class ChecklistImport:
    """Writes checklists and publishes them; a file that says the same changes nothing.

    Settings: `unit` (code; else the top of the organisation), `name` of rows that name no
    checklist (else that of the sheet), `kind` of inspection. Choices are parted by `|` or `、`.
    """

    key: ClassVar = KIND
    fields: ClassVar[tuple[Field, ...]] = FIELDS

    def plan(self, sheet: Sheet, options: Options, *, by: Actor) -> Report:
        """Return what `apply` would do."""
        report = Report(decisions=list(sheet.decisions))
        self._compare(self._read(sheet, report, by), report)
        return report

    @transaction.atomic
    def apply(self, sheet: Sheet, options: Options, *, by: Actor) -> Report:
        """Write and publish what differs, in one transaction."""
        take_turn()
        report = Report(decisions=list(sheet.decisions))
        told = self._read(sheet, report, by)
        kind = str(sheet.mapping.settings.get("kind", ""))
        for name in self._compare(told, report):
            checklist = _known(told.unit, name) or create_checklist(
                by=by,
                key=_free_key(told.unit, name),
                name=name,
                unit=told.unit,
                at=options.at,
                kind=kind,
            )
            write_draft(by=by, checklist=checklist, items=told.names[name], at=options.at)
            publish(by=by, checklist=checklist, at=options.at)
        report.applied = True
        return report

    def _compare(self, told: _Told, report: Report) -> list[str]:
        """Count what is new, different and the same; return the names that are to be written."""
        wanted = []
        tally = report.tally(KIND)
        for name, items in told.names.items():
            checklist = _known(told.unit, name)
            newest = (
                checklist.versions.exclude(number=None).order_by("-number").first()
                if checklist
                else None
            )
            before = drafts_of(newest) if newest is not None else []
            _count(report.tally(ITEM), before, items)
            if newest is not None and before == items:
                tally.unchanged += 1
                continue
            wanted.append(name)
            if checklist is None:
                tally.created += 1
            else:
                tally.changed += 1
                sentence = _("“{name}” differs; a new version is published.").format(name=name)
                report.decisions.append(Remark("new_version", sentence))
        return wanted

    def _read(self, sheet: Sheet, report: Report, by: Actor) -> _Told:
        settings = sheet.mapping.settings
        for name in settings.keys() - {"unit", "name", "kind"}:
            raise BadMap(problem=_("there is no setting “{name}”").format(name=name))
        unit = _unit(str(settings.get("unit", "")), by)
        default = str(settings.get("name") or sheet.name)
        names: dict[str, list[ItemDraft]] = defaultdict(list)
        section = ""
        for record in sheet:
            section = record.text("section") or section
            try:
                draft = _draft(record, section)
            except _Refused as wrong:
                header = sheet.headers.get(wrong.column, wrong.column)
                value = shown(record.values.get(wrong.column) or "")
                report.refused.append(RefusedRow(record.number, header, str(wrong.reason), value))
                report.tally(ITEM).refused += 1
                continue
            names[record.text("checklist") or default].append(draft)
        return _Told(unit, dict(names))


class _Refused(Exception):
    def __init__(self, column: str, reason: object) -> None:
        super().__init__(column)
        self.column, self.reason = column, reason


def _count(tally: Tally, before: Iterable[ItemDraft], after: Iterable[ItemDraft]) -> None:
    was, now = {each.text: each for each in before}, {each.text: each for each in after}
    for text, item in now.items():
        if text not in was:
            tally.created += 1
        elif was[text] == item:
            tally.unchanged += 1
        else:
            tally.changed += 1
    tally.closed += len(was.keys() - now.keys())


def _draft(record: Record, section: str) -> ItemDraft:
    said: dict[str, Any] = {
        name: _cell(record, name, partial(parse_choice, choices=choices)) or ""
        for name, choices in CHOICES.items()
        if record.values.get(name) not in (None, "")
    }
    labels = split_names(_bars(record, "choices"))
    faults = set(split_names(_bars(record, "faults")))
    if labels:
        said.setdefault("answer_kind", AnswerKind.CHOICE)
        said["choices"] = tuple({"label": each, "fault": each in faults} for each in labels)
    limits = {name: _limit(record, name) for name in ("lowest", "highest")}
    if any(limit is not None for limit in limits.values()):
        said.setdefault("answer_kind", AnswerKind.NUMBER)
    opens = _cell(record, "opens_finding", parse_boolean)
    words = ("standard", "clause", "category", "measured_in", "finding_title", "finding_measures")
    draft = ItemDraft(
        text=record.text("text")[:500],
        section=section[:200],
        opens_finding=True if opens is None else opens,
        **limits,
        **{name: record.text(name) for name in words},
        **said,
    )
    if fault := fault_of(draft):
        raise _Refused(*fault)
    return draft


def _cell(record: Record, name: str, read: Callable[[Any], Any]) -> Any:
    try:
        return read(record.values.get(name))
    except CellProblem as problem:
        raise _Refused(name, problem) from problem


def _bars(record: Record, name: str) -> str:
    return record.text(name).replace("|", "、")


def _limit(record: Record, name: str) -> Decimal | None:
    number = _cell(record, name, parse_number)
    return None if number is None else number.quantize(PLACES)


def _unit(code: str, by: Actor) -> Unit:
    units = Unit.objects.within(by.paths(Inspections.CHECKLIST_MANAGE)).order_by("depth", "id")
    found = units.filter(code=code).first() if code else units.first()
    if found is None:
        raise BadMap(problem=_("there is no unit with this code").format(code=code))
    by.require(Inspections.CHECKLIST_MANAGE, found.path)
    return found


def _known(unit: Unit, name: str) -> Checklist | None:
    return Checklist.objects.filter(unit=unit, name_en=name, retired_at=None).first()


def _free_key(unit: Unit, name: str) -> str:
    base = f"{slugify(unit.code) or unit.pk}.{slugify(name, allow_unicode=True)}"[:90]
    taken = set(Checklist.objects.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (f"{base}-{count}" for count in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbered if key not in taken)
