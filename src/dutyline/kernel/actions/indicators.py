"""Rates of rectification for any number of units, in one statement each."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet

from dutyline.kernel.actions.models import Rectification
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.calendar import held_on_days
from dutyline.kernel.organisation.paths import outermost, within
from dutyline.kernel.registry import Measurement, Period

TICK = timedelta(microseconds=1)
Counts = Iterable[tuple[str, int, int]]


def on_time_rate(paths: Sequence[str], period: Period) -> Mapping[str, Measurement]:
    """Return repaired by the deadline out of all that fell due in the period.

    A criterion says which deadline counts: the first one given, or the latest one granted; that of
    the last day of the period, where the unit is.
    """
    found: dict[str, Measurement] = {}
    for held in held_on_days(period.ends_at - TICK, _deadline_that_counts):
        some = held.among(paths)
        found |= _share(some, _on_time(some, period, held.value)) if some else {}
    return found


def _deadline_that_counts(on: date) -> str:
    first = criterion("actions.deadline_that_counts", on) == "first"
    return "first_due_at" if first else "due_at"


def _on_time(paths: Sequence[str], period: Period, column: str) -> Counts:
    # A deadline is the end of its day: the one at the very beginning belongs to the day before.
    due = _standing(paths).filter(
        **{f"{column}__gt": period.starts_at, f"{column}__lte": period.ends_at}
    )
    kept = Q(state__in=["reported", "verified"], repaired_at__lt=F(column))
    return _counted(due, kept)


def rectification_rate(paths: Sequence[str], period: Period) -> Mapping[str, Measurement]:
    """Return mended and verified out of all that were assigned in the period."""
    assigned = _standing(paths).filter(
        assigned_at__gte=period.starts_at, assigned_at__lt=period.ends_at
    )
    return _share(paths, _counted(assigned, Q(state="verified")))


def not_overdue_rate(paths: Sequence[str], period: Period) -> Mapping[str, Measurement]:
    """Return open and not overdue out of all that are open at the end of the period."""
    end = period.ends_at
    open_then = (
        _standing(paths)
        .filter(assigned_at__lt=end)
        .filter(Q(verified_at__isnull=True) | Q(verified_at__gte=end))
    )
    late = Q(due_at__lte=end) & (Q(repaired_at__isnull=True) | Q(repaired_at__gte=end))
    return _share(paths, _counted(open_then, ~late))


def roll_up(paths: Sequence[str], counts: Counts) -> dict[str, tuple[int, int]]:
    """Add counts of single units up to each of the paths, which stand for whole subtrees."""
    rows = sorted(counts)
    keys = [row[0] for row in rows]
    totals = {}
    for path in paths:
        first, end = bisect_left(keys, path), bisect_left(keys, path[:-1] + "0")
        part = rows[first:end]
        totals[path] = (sum(row[1] for row in part), sum(row[2] for row in part))
    return totals


def _standing(paths: Sequence[str]) -> QuerySet:
    return Rectification.objects.standing().filter(within(outermost(paths), "unit_path"))


def _counted(rows: QuerySet, kept: Q) -> Counts:
    return (
        rows.order_by()
        .values_list("unit_path")
        .annotate(kept=Count("id", filter=kept), due=Count("id"))
    )


def _share(paths: Sequence[str], counts: Counts) -> dict[str, Measurement]:
    return {
        path: Measurement(Decimal(kept), Decimal(due))
        for path, (kept, due) in roll_up(paths, counts).items()
    }
