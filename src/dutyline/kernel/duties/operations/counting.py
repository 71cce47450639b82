"""Counts what boards read: a sweep, so that boards are at most a minute old."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.duties.models import (
    STATES,
    Counts,
    DutySummary,
    LineStrength,
    SummaryClock,
    SummaryMark,
    UnitCount,
)
from dutyline.kernel.duties.sql.counting import (
    Pair,
    claim,
    count_pairs,
    mark_everything,
    posts_by_level,
)
from dutyline.kernel.organisation.calendar import day_of_enterprise
from dutyline.kernel.organisation.paths import ancestors

PAIRS_AT_ONCE = 5000
Cell = tuple[str, int, str]
"""Path, level and kind: what a row of a day is of."""
Tally = dict[Cell, Counter[str]]


@transaction.atomic
def count_summaries(*, now: datetime) -> int:
    """Count the marked units and days again and roll them up; return how many pairs there were.

    A unit's own posts are counted anew; what became different is added to every unit above.
    """
    clock, _ = SummaryClock.objects.select_for_update().get_or_create(
        pk=1, defaults={"counted_at": now}
    )
    pairs = claim()
    by_day: dict[date, set[str]] = defaultdict(set)
    for path, on in pairs:
        by_day[on].add(path)
    for on in sorted(by_day):
        _count_day(on, by_day[on])
    clock.counted_at = now
    clock.save(update_fields=["counted_at"])
    return len(pairs)


@transaction.atomic
def count_strength(*, now: datetime) -> int:
    """Count how many posts of each level every unit has with those under it."""
    totals: Counter[tuple[int, int]] = Counter()
    for path, level, count in posts_by_level(day_of_enterprise(now)):
        for unit in ancestors(path):
            totals[unit, level] += count
    LineStrength.objects.all().delete()
    LineStrength.objects.bulk_create(
        [
            LineStrength(unit_id=unit, level=level, posts=count)
            for (unit, level), count in sorted(totals.items())
        ],
        batch_size=500,
    )
    return len(totals)


@transaction.atomic
def recount_everything(*, now: datetime) -> int:
    """Throw every summary away and count all obligations again; for repairs and restores."""
    for model in (UnitCount, DutySummary, SummaryMark):
        model.objects.all().delete()
    mark_everything()
    return count_summaries(now=now)


def _count_day(on: date, paths: set[str]) -> None:
    fresh = _tally(on, paths)
    stored: Tally = {}
    for chunk in _chunks(sorted(paths), 500):
        for row in UnitCount.objects.filter(day=on, unit_path__in=chunk):
            stored[row.unit_path, row.level, row.kind] = _counter(row)
    changed: Tally = {}
    for cell in fresh.keys() | stored.keys():
        difference = Counter(fresh.get(cell, Counter()))
        difference.subtract(stored.get(cell, Counter()))
        if any(difference.values()):
            changed[cell] = difference
    if not changed:
        return
    _put_own(on, {cell: fresh.get(cell, Counter()) for cell in changed})
    _roll_up(on, changed)


def _tally(on: date, paths: Iterable[str]) -> Tally:
    found: Tally = defaultdict(Counter)
    for chunk in _chunks(sorted(paths), PAIRS_AT_ONCE):
        pairs: list[Pair] = [(path, on) for path in chunk]
        for path, _, level, kind, state, count in count_pairs(pairs):
            found[path, level, kind][state] += count
    return found


def _put_own(on: date, rows: Tally) -> None:
    empty = [cell for cell, counts in rows.items() if not any(counts.values())]
    for path, level, kind in empty:
        UnitCount.objects.filter(unit_path=path, day=on, level=level, kind=kind).delete()
    UnitCount.objects.bulk_create(
        [
            UnitCount(unit_path=path, day=on, level=level, kind=kind, **_columns(counts))
            for (path, level, kind), counts in sorted(rows.items())
            if (path, level, kind) not in set(empty)
        ],
        update_conflicts=True,
        unique_fields=["unit_path", "day", "level", "kind"],
        update_fields=STATES,
        batch_size=500,
    )


def _roll_up(on: date, changed: Tally) -> None:
    """Add what became different to the unit itself and every unit above it."""
    differences: Tally = defaultdict(Counter)
    for (path, level, kind), difference in changed.items():
        for each in lineage(path):
            differences[each, level, kind].update(difference)
    paths = sorted({path for path, _, _ in differences})
    for chunk in _chunks(paths, 500):
        for row in DutySummary.objects.filter(day=on, path__in=chunk):
            cell = row.path, row.level, row.kind
            if cell in differences:
                differences[cell].update(_counter(row))
    empty = {cell for cell, counts in differences.items() if not any(counts.values())}
    for path, level, kind in empty:
        DutySummary.objects.filter(path=path, day=on, level=level, kind=kind).delete()
    DutySummary.objects.bulk_create(
        [
            DutySummary(
                path=path, above=above(path), day=on, level=level, kind=kind, **_columns(counts)
            )
            for (path, level, kind), counts in sorted(differences.items())
            if (path, level, kind) not in empty
        ],
        update_conflicts=True,
        unique_fields=["path", "day", "level", "kind"],
        update_fields=STATES,
        batch_size=500,
    )


def lineage(path: str) -> list[str]:
    """Return the paths of a unit and of every unit above it, the root first."""
    found, grown = [], "/"
    for unit in ancestors(path):
        grown += f"{unit}/"
        found.append(grown)
    return found


def above(path: str) -> str:
    """Return the path of the unit above, empty for the root."""
    line = lineage(path)
    return line[-2] if len(line) > 1 else ""


def _counter(row: Counts) -> Counter[str]:
    return Counter({state: getattr(row, state) for state in STATES})


def _columns(counts: Counter[str]) -> dict[str, int]:
    return {state: counts[state] for state in STATES}


def _chunks(values: list[str], size: int) -> Iterable[list[str]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
