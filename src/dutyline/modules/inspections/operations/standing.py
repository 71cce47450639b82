"""Keeps how each unit stands now: open, overdue, to verify, to close."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.models import Finding, FindingStanding

COUNTED = ("open", "unassigned", "overdue", "to_verify", "to_close", "major")
Ladder = dict[str, int]
"""How many reached which level of the line."""
FEW_UNITS = 300
BATCH = 1000


def count_standing(units: set[int] | None, now: datetime) -> int:
    """Count again how these units (None: all) and those above them stand; return rows written.

    "Overdue" is by the day of the house's zone; a finding is at most some hours early or late.
    """
    if units is not None and not units:
        return 0
    if units is not None and len(units) > FEW_UNITS:
        units = None
    rows = FindingStanding.objects.filter(whole=False)
    (rows if units is None else rows.filter(unit_id__in=units)).delete()
    fresh = [
        FindingStanding(unit_id=unit, unit_path=path, whole=False, **counts)
        for unit, path, counts in _counted(units, now)
    ]
    FindingStanding.objects.bulk_create(fresh, batch_size=BATCH)
    return len(fresh) + _roll_up(units)


def _counted(units: set[int] | None, now: datetime) -> Iterator[tuple[int, str, dict[str, Any]]]:
    today = day_of_enterprise(now)
    rows = Finding.objects.open()
    if units is not None:
        rows = rows.filter(unit__in=units)
    grouped = (
        rows.order_by()
        .values_list("unit", "unit__path")
        .annotate(
            open=Count("id"),
            unassigned=Count("id", filter=Q(state="registered")),
            overdue=Count("id", filter=Q(in_repair=1, due_on__lt=today)),
            to_verify=Count("id", filter=Q(state="reported")),
            to_close=Count("id", filter=Q(state="verified")),
            major=Count("id", filter=Q(grade="major")),
        )
    )
    climbed = _climbed(rows)
    for unit, path, *values in grouped:
        yield unit, path, dict(zip(COUNTED, values, strict=True)) | {"ladder": climbed[unit]}


def _climbed(rows: QuerySet[Finding]) -> dict[int, Ladder]:
    """Return how many findings of each unit reached a superior of which level by escalation."""
    reached = rows.filter(rectification__step__gt=0, rectification__step_post__isnull=False)
    grouped = reached.order_by().values_list("unit", "rectification__step_post__level")
    found: dict[int, Ladder] = defaultdict(dict)
    for unit, level, number in grouped.annotate(number=Count("id")):
        found[unit][str(level)] = number
    return found


def _roll_up(units: set[int] | None) -> int:
    above: set[int] | None = None
    if units is not None:
        paths = Unit.objects.filter(pk__in=units).values_list("path", flat=True)
        above = {unit for path in paths for unit in ancestors(path)}
    totals: dict[int, list[int]] = defaultdict(lambda: [0] * len(COUNTED))
    ladders: dict[int, Counter[str]] = defaultdict(Counter)
    path_of: dict[int, str] = {}
    alone = FindingStanding.objects.filter(whole=False).order_by()
    for path, ladder, *values in alone.values_list("unit_path", "ladder", *COUNTED):
        for depth, unit in enumerate(ancestors(path), 1):
            if above is None or unit in above:
                path_of[unit] = "/" + "/".join(path.strip("/").split("/")[:depth]) + "/"
                ladders[unit].update(ladder)
                totals[unit] = [
                    one + other for one, other in zip(totals[unit], values, strict=True)
                ]
    whole = FindingStanding.objects.filter(whole=True)
    (whole if above is None else whole.filter(unit_id__in=above)).delete()
    rows = [
        FindingStanding(
            unit_id=unit,
            unit_path=path_of[unit],
            whole=True,
            ladder=ladders[unit],
            **dict(zip(COUNTED, values, strict=True)),
        )
        for unit, values in totals.items()
    ]
    FindingStanding.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)
