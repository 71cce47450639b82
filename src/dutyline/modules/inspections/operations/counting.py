"""Keeps the counts statistics read, from marks operations leave; a sweep."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max, Min, Q, QuerySet

from dutyline.kernel.actions.models import Escalation
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Unit, UnitVersion
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.models import (
    Finding,
    FindingClock,
    FindingMark,
    FindingSummary,
)
from dutyline.modules.inspections.operations.standing import count_standing
from dutyline.modules.inspections.rules.counts import (
    COUNTED,
    Counts,
    Kind,
    Tally,
    new_tally,
    rolled_up,
)
from dutyline.modules.inspections.rules.periods import days_of, month_of, months_between

FEW_UNITS = 300
"""Units named in one statement; of more a month is counted as a whole."""
BATCH = 1000


@transaction.atomic
def count_summaries(now: datetime) -> int:
    """Renew the counts of every unit and month that was marked; return how many rows that wrote.

    After the organisation itself changed everything is counted anew, because a moved unit takes
    its past to another line.
    """
    marks = list(FindingMark.objects.select_for_update().order_by("id"))
    shape = UnitVersion.objects.aggregate(last=Max("id"))["last"] or 0
    clock = FindingClock.objects.order_by("id").first()
    moved = clock is None or clock.organisation != shape
    new_day = clock is None or day_of_enterprise(clock.counted_at) != day_of_enterprise(now)
    written = _count_everything() if moved else _count_marked(marks)
    newest = Escalation.objects.aggregate(last=Max("id"))["last"] or 0
    climbed = Escalation.objects.filter(pk__gt=clock.escalation if clock else newest)
    marked = {mark.unit_id for mark in marks}
    marked |= set(climbed.filter(pk__lte=newest).values_list("rectification__unit", flat=True))
    units = None if moved or new_day else marked
    written += count_standing(units, now)
    FindingMark.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
    clock = clock or FindingClock()
    clock.counted_at, clock.organisation, clock.escalation = now, shape, newest
    clock.save()
    return written


def _count_everything() -> int:
    ends = Finding.objects.aggregate(
        first=Min("found_month"),
        last=Max("found_month"),
        closed=Max("closed_on"),
        due=Max("first_due_on"),
    )
    FindingSummary.objects.all().delete()
    if ends["last"] is None:
        return 0
    days = [day for day in (ends["closed"], ends["due"]) if day is not None]
    last = max(ends["last"], *(month_of(day) for day in days), ends["first"])
    return sum(_renew(month, None) for month in months_between(ends["first"], last))


def _count_marked(marks: Iterable[FindingMark]) -> int:
    wanted: dict[int, set[int]] = defaultdict(set)
    for mark in marks:
        if mark.month:
            wanted[mark.month].add(mark.unit_id)
    return sum(
        _renew(month, units if len(units) <= FEW_UNITS else None)
        for month, units in sorted(wanted.items())
    )


def _renew(month: int, units: set[int] | None) -> int:
    """Count one month again, for the units named or for all, and then everything above them."""
    alone = FindingSummary.objects.filter(month=month, whole=False)
    (alone if units is None else alone.filter(unit_id__in=units)).delete()
    written = _write(month, _counted(month, units), whole=False)
    above = None if units is None else _above(units)
    whole = FindingSummary.objects.filter(month=month, whole=True)
    (whole if above is None else whole.filter(unit_id__in=above)).delete()
    return written + _write(month, rolled_up(_parts(month), above), whole=True)


def _counted(month: int, units: set[int] | None) -> Tally:
    tally = new_tally()
    rows = Finding.objects.standing()
    if units is not None:
        rows = rows.filter(unit__in=units)
    found = _grouped(
        rows.filter(found_month=month),
        found=Count("id"),
        found_closed=Count("id", filter=Q(state="closed")),
        repeats=Count("id", filter=Q(repeat_of__isnull=False)),
        front_line=Count("id", filter=Q(origin="public")),
    )
    for unit, kind, counts in found:
        tally[unit][kind].add(counts)
    closed = _within(rows, "closed_on", month).order_by()
    for unit, grade, category, found_on, closed_on in closed.values_list(
        "unit", "grade", "category", "found_on", "closed_on"
    ):
        days = max((closed_on - found_on).days, 0)
        tally[unit][grade, category].add(Counts(closed=1, close_days=days))
    kept = Q(repaired_on__lte=F("first_due_on"), state__in=("reported", "verified", "closed"))
    due = _grouped(
        _within(rows, "first_due_on", month),
        due=Count("id"),
        in_time=Count("id", filter=kept),
    )
    for unit, kind, counts in due:
        tally[unit][kind].add(counts)
    return tally


def _within(rows: QuerySet[Any], column: str, month: int) -> QuerySet[Any]:
    first, end = days_of(month)
    return rows.filter(**{f"{column}__gte": first, f"{column}__lt": end})


def _grouped(rows: QuerySet[Any], **counted: Count) -> Iterator[tuple[int, Kind, Counts]]:
    grouped = rows.order_by().values_list("unit", "grade", "category").annotate(**counted)
    for unit, grade, category, *values in grouped:
        yield unit, (grade, category), Counts(**dict(zip(counted, values, strict=True)))


def _parts(month: int) -> Iterator[tuple[str, Kind, Counts]]:
    rows = FindingSummary.objects.filter(month=month, whole=False).order_by()
    for path, grade, category, *values in rows.values_list(
        "unit_path", "grade", "category", *COUNTED
    ):
        yield path, (grade, category), Counts(*values)


def _above(units: set[int]) -> set[int]:
    paths = Unit.objects.filter(pk__in=units).values_list("path", flat=True)
    return {unit for path in paths for unit in ancestors(path)}


def _write(month: int, tally: Tally, *, whole: bool) -> int:
    paths = _paths(tally)
    rows = [
        FindingSummary(
            unit_id=unit,
            unit_path=paths[unit],
            whole=whole,
            month=month,
            grade=grade,
            category=category,
            **vars(counts),
        )
        for unit, kinds in tally.items()
        for (grade, category), counts in kinds.items()
    ]
    FindingSummary.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _paths(units: Mapping[int, Any]) -> dict[int, str]:
    ids = list(units)
    paths: dict[int, str] = {}
    for start in range(0, len(ids), BATCH):
        some = Unit.objects.filter(pk__in=ids[start : start + BATCH])
        paths.update(some.values_list("id", "path"))
    return paths
