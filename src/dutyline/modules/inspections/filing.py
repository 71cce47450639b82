"""What inspections tell for a due-diligence file: dangers on somebody's watch, what he did."""

from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.duties.filing import evidence_for
from dutyline.kernel.organisation.filing import headed, in_reach
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.registry import FileAbout, FileEntry, FileSource, Said
from dutyline.kernel.registry.filing import PERSON, UNIT
from dutyline.modules.inspections.keys import FINDING, finding_key
from dutyline.modules.inspections.models import Closure, Finding, FindingState, Grade
from dutyline.modules.inspections.permissions import Inspections

EACH = 2_000
"""Dangers told one by one; of more under one head only the major ones are, the others counted."""


def _watched(about: FileAbout) -> Q:
    """Return which dangers lay on the watch: where a post headed the unit, in the days it did."""
    if about.kind == UNIT:
        return subtree(about.path, "unit_path")
    watched = Q(pk__in=[])
    for path, first, end in headed(about):
        watched |= subtree(path, "unit_path") & Q(found_on__gte=first, found_on__lt=end)
    if about.kind == PERSON:
        watched |= Q(owner=about.id)
    return watched


def _found(about: FileAbout) -> QuerySet[Finding]:
    rows: QuerySet[Finding] = Finding.objects.filter(
        in_reach(about), found_on__gte=about.first, found_on__lt=about.end
    )
    return rows.exclude(state=FindingState.VOID)


def _findings(about: FileAbout) -> Iterator[FileEntry]:
    """Yield the dangers found on the watch, with how they stand now."""
    rows = _found(about).filter(_watched(about))
    total = rows.count()
    if total > EACH:
        open_ones = rows.aggregate(n=Count("pk", filter=Q(is_open=1)))["n"]
        yield FileEntry(
            happened_at=about.first,
            recorded_at=None,
            sentence=Said(
                _("{total} were found, {open} of them are open; below stand the major ones."),
                total=total,
                open=open_ones,
            ),
            source="",
        )
        rows = rows.filter(grade=Grade.MAJOR)
    told = list(rows.select_related("unit").order_by("found_at", "id")[:EACH])
    shown = evidence_for(about, [finding_key(row) for row in told])
    for row in told:
        yield FileEntry(
            happened_at=row.found_at,
            recorded_at=row.recorded_at,
            sentence=Said(
                _("{number}, {unit}: {title} ({grade}). Due {due}; it stands: {state}."),
                number=row.number,
                unit=row.unit.name,
                title=row.title,
                grade=row.get_grade_display,
                due=row.due_on,
                state=row.get_state_display,
            ),
            source=finding_key(row),
            records=shown.get(finding_key(row), ()),
        )


def _done(about: FileAbout) -> Iterator[FileEntry]:
    """Yield dangers closed by the person, or in the unit."""
    days = {"at__gte": about.starts_at, "at__lt": about.ends_at}
    closed = Closure.objects.filter(in_reach(about, "finding__unit_path"), **days)
    if about.kind == PERSON:
        closed = closed.filter(by=about.id)
    elif about.kind == UNIT:
        closed = closed.filter(subtree(about.path, "finding__unit_path"))
    else:
        return
    for row in closed.select_related("finding").order_by("at", "id")[:EACH]:
        yield FileEntry(
            happened_at=row.at,
            recorded_at=row.at,
            sentence=Said(
                _("{person} closed {number}: {title}"),
                person=row.by_name,
                number=row.finding.number,
                title=row.finding.title,
            ),
            source=f"{FINDING}:{row.finding_id}",
        )


FILES = (
    FileSource(
        "inspections.watch",
        _("Hidden dangers found on the watch"),
        55,
        _findings,
        Inspections.FINDING_VIEW,
    ),
    FileSource(
        "inspections.done",
        _("Hidden dangers closed"),
        58,
        _done,
        Inspections.FINDING_VIEW,
    ),
)
