"""Closes periods: states and values freeze with what they were computed from. A sweep."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from dutyline.kernel.duties.models import IndicatorReading, Measure, Obligation, State
from dutyline.kernel.duties.operations.binding import note_closed
from dutyline.kernel.duties.operations.settling import mark_for_boards, settle_due
from dutyline.kernel.duties.rules.periods import TICK
from dutyline.kernel.duties.rules.states import judge
from dutyline.kernel.duties.sql.updating import update_rows
from dutyline.kernel.duties.thresholds import close_days
from dutyline.kernel.organisation.calendar import held_on_days
from dutyline.kernel.registry import Measurement, Period, indicator

FINEST = Decimal("0.0001")


@transaction.atomic
def close_periods(*, now: datetime) -> int:
    """Close what fell due the days of the criterion ago and is past its grace; return how many.

    Evidence duties freeze as they stand. The indicators of a span are read with one question for
    all units, and their obligations freeze with the value read. `bind_closings` then binds them.
    """
    settle_due(now=now)
    over = Obligation.objects.filter(
        _long_due(now), closed_at=None, state__in=State.values, grace_until__lt=now
    )
    _read_indicators(list(_measured(over)), now)
    ids = list(over.select_for_update().order_by("id").values_list("id", flat=True))
    note_closed(ids, now)
    return over.update(closed_at=now)


def _long_due(now: datetime) -> Q:
    """Return the condition that it fell due so long ago; the days are those of the unit's day."""
    due = Q()
    for held in held_on_days(now, close_days):
        due |= held.where("unit__path") & Q(due_at__lt=now - timedelta(days=held.value))
    return due


def _measured(over: QuerySet[Obligation]) -> QuerySet[Obligation]:
    return (
        over.filter(state=State.OPEN, version__measure=Measure.INDICATOR)
        .select_related("version", "unit")
        .select_for_update(of=("self",))
        .order_by("id")
    )


def _read_indicators(rows: Sequence[Obligation], now: datetime) -> None:
    if not rows:
        return
    groups: dict[tuple[str, datetime, datetime], list[Obligation]] = defaultdict(list)
    for row in rows:
        groups[row.version.indicator, row.starts_at, row.due_at].append(row)
    readings = []
    for (key, starts_at, due_at), members in sorted(groups.items()):
        # The records a value is computed from follow their unit when it moves, so today's path.
        paths = sorted({row.unit.path for row in members})
        values = indicator(key).compute(paths, Period(starts_at, due_at + TICK))
        readings += [reading for row in members if (reading := _decide(row, values, now))]
    mark_for_boards(Obligation.objects.filter(pk__in=[row.pk for row in rows]))
    update_rows(rows, ["state", "reason", "done", "settled_at"])
    IndicatorReading.objects.bulk_create(readings, batch_size=500)


def _decide(
    row: Obligation, values: Mapping[str, Measurement], now: datetime
) -> IndicatorReading | None:
    measured = values.get(row.unit.path)
    version = row.version
    value = measured.value if measured else None
    ended = judge(value, version.comparison, version.target or Decimal(0))
    row.state, row.done, row.settled_at = ended.state, ended.done, row.due_at
    row.reason = ended.reason or row.reason
    if measured is None:
        return None
    return IndicatorReading(
        obligation=row,
        numerator=Decimal(measured.numerator).quantize(FINEST),
        denominator=Decimal(measured.denominator).quantize(FINEST),
        at=now,
    )
