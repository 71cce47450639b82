"""Reads what a line of the exported ledger needs, a few hundred findings at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from dutyline.kernel.actions.models import Extension, Notice, Repair
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.organisation.calendar import zone
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.keys import ANSWER, FINDING
from dutyline.modules.inspections.models import (
    AuthorityReport,
    Closure,
    Finding,
    FindingVoid,
    ImportedFacts,
    Regrade,
    StaffNotice,
    Supervision,
)

AT_ONCE = 500
UNIT = PLACE = ("code", "name")
PERSON = ("name", "number")
READ: dict[str, tuple[str, ...]] = {
    "unit": UNIT,
    "place": PLACE,
    "finder": PERSON,
    "second_finder": PERSON,
    "owner": PERSON,
    "owner_unit": UNIT,
    "verifier": PERSON,
    "repeat_of": ("number",),
    "merged_into": ("number",),
}
"""What the columns read of each row a finding names; the rest would be fetched for nothing."""


@dataclass(frozen=True)
class Line:
    """A finding with the latest row of each kind that says something about it."""

    finding: Finding
    today: date
    tz: ZoneInfo
    repair: Repair | None = None
    notice: Notice | None = None
    extension: Extension | None = None
    regrade: Regrade | None = None
    closure: Closure | None = None
    void: FindingVoid | None = None
    supervision: Supervision | None = None
    authority: AuthorityReport | None = None
    staff: StaffNotice | None = None
    imported: ImportedFacts | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def ledger_lines(rows: QuerySet[Finding], today: date) -> Iterator[Line]:
    """Yield a line for each finding, in the order of `rows`, with memory for 500 at a time."""
    zones = _zones()
    loaded = rows.select_related("rectification", *READ).defer(*_unread())
    for findings in _chunks(loaded.iterator(chunk_size=AT_ONCE)):
        yield from _lines(findings, today, zones)


def _unread() -> list[str]:
    models = {row: Finding._meta.get_field(row).related_model for row in READ}
    return [
        f"{row}__{field.name}"
        for row, model in models.items()
        for field in model._meta.concrete_fields
        if field.name not in READ[row] and not field.primary_key
    ]


def _lines(findings: list[Finding], today: date, zones: dict[int, str]) -> Iterator[Line]:
    ids = [finding.pk for finding in findings]
    repairs = [row.rectification_id for row in findings if row.rectification_id]
    found = {
        "regrade": _latest(Regrade.objects.filter(finding__in=ids), "finding_id"),
        "closure": _latest(
            Closure.objects.standing().filter(finding__in=ids).select_related("by"),
            "finding_id",
        ),
        "void": _latest(FindingVoid.objects.filter(finding__in=ids), "finding_id"),
        "supervision": _latest(Supervision.objects.filter(finding__in=ids), "finding_id"),
        "authority": _latest(AuthorityReport.objects.filter(finding__in=ids), "finding_id"),
        "staff": _latest(StaffNotice.objects.filter(finding__in=ids), "finding_id"),
        "imported": _latest(ImportedFacts.objects.filter(finding__in=ids), "finding_id"),
    }
    mended = {
        "repair": _latest(
            Repair.objects.filter(rectification__in=repairs).select_related("verification__by"),
            "rectification_id",
        ),
        "notice": _latest(
            Notice.objects.filter(rectification__in=repairs).select_related("receipt"),
            "rectification_id",
        ),
        "extension": _latest(
            Extension.objects.waiting().filter(rectification__in=repairs), "rectification_id"
        ),
    }
    before = _photos(FINDING, ids)
    answers = _photos(ANSWER, [row.answer_id for row in findings if row.answer_id])
    after = _photos("actions.repair", [row.pk for row in mended["repair"].values()])
    for finding in findings:
        repair = mended["repair"].get(finding.rectification_id)
        yield Line(
            finding=finding,
            today=today,
            tz=_zone(finding.unit_path, zones),
            before=(*before.get(finding.pk, ()), *answers.get(finding.answer_id, ())),
            after=after.get(repair.pk, ()) if repair else (),
            **{name: rows.get(finding.pk) for name, rows in found.items()},
            **{name: rows.get(finding.rectification_id) for name, rows in mended.items()},
        )


def _latest(rows: QuerySet[Any], column: str) -> dict[int, Any]:
    return {getattr(row, column): row for row in rows.order_by("id")}


def _photos(subject: str, ids: list[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Attachment.objects.filter(subject_type=subject, subject_id__in=ids).order_by("id")
    for subject_id, digest in rows.values_list("subject_id", "sha256"):
        found[subject_id] = (*found.get(subject_id, ()), digest[:16])
    return found


def _zones() -> dict[int, str]:
    named = Unit.objects.exclude(time_zone="")
    return dict(named.values_list("id", "time_zone"))


def _zone(path: str, zones: dict[int, str]) -> ZoneInfo:
    return zone(next((zones[unit] for unit in reversed(ancestors(path)) if unit in zones), ""))


def _chunks(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    rest = iter(findings)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk
