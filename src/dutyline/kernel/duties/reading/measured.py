"""How indicators were read, and how they stand while their periods run."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dutyline.kernel.duties.models import IndicatorReading, Measure, Obligation, State
from dutyline.kernel.duties.reading.items import Item
from dutyline.kernel.duties.rules.periods import TICK
from dutyline.kernel.duties.rules.states import judge
from dutyline.kernel.registry import Measurement, Period, indicator

FINEST = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of an indicator obligation, and what it is held against."""

    numerator: Decimal
    denominator: Decimal
    at: datetime
    final: bool
    """The period closed with it; otherwise it is how things stand by then."""
    comparison: str
    target: Decimal

    @property
    def exact(self) -> Decimal | None:
        """Return the ratio; None where nothing was due."""
        return Measurement(self.numerator, self.denominator).value

    @property
    def value(self) -> Decimal | None:
        """Return the ratio as it is told; `met` is decided by the exact one."""
        return None if self.exact is None else self.exact.quantize(FINEST)

    @property
    def met(self) -> bool | None:
        """Say whether the target is reached with it; None where nothing was due."""
        if self.exact is None:
            return None
        return judge(self.exact, self.comparison, self.target).state == State.ON_TIME


def readings(shown: Iterable[Item], now: datetime) -> dict[int, Reading]:
    """Return the readings of indicators among these obligations, by number, for all at once.

    What is read while a period runs stands for what is true at `now`; it is decided when the period
    closes. There is none before a period begins, nor where no value was needed in the end. Asks
    nothing where none is an indicator; else two statements, and each indicator once a span.
    """
    numbers = [each.id for each in shown if each.measure == Measure.INDICATOR]
    if not numbers:
        return {}
    found = Obligation.objects.filter(pk__in=numbers).select_related("version", "unit")
    rows = {row.pk: row for row in found.order_by("id")}
    kept = IndicatorReading.objects.filter(obligation__in=numbers).order_by("id")
    read = {
        each.obligation_id: _reading(
            rows[each.obligation_id],
            Measurement(each.numerator, each.denominator),
            each.at,
            final=True,
        )
        for each in kept
    }
    running = [
        row
        for row in rows.values()
        if row.pk not in read and row.state == State.OPEN and row.starts_at <= now
    ]
    return read | _by_now(running, now)


def _by_now(rows: Iterable[Obligation], now: datetime) -> dict[int, Reading]:
    groups: dict[tuple[str, datetime, datetime], list[Obligation]] = defaultdict(list)
    for row in rows:
        groups[row.version.indicator, row.starts_at, min(now, row.due_at + TICK)].append(row)
    found = {}
    for (key, starts_at, until), members in sorted(groups.items()):
        # The records a value is computed from follow their unit when it moves, so today's path.
        paths = sorted({row.unit.path for row in members})
        values = indicator(key).compute(paths, Period(starts_at, until))
        found.update(
            {
                row.pk: _reading(row, values[row.unit.path], now, final=False)
                for row in members
                if row.unit.path in values
            }
        )
    return found


def _reading(row: Obligation, measured: Measurement, at: datetime, *, final: bool) -> Reading:
    return Reading(
        numerator=Decimal(measured.numerator),
        denominator=Decimal(measured.denominator),
        at=at,
        final=final,
        comparison=row.version.comparison,
        target=row.version.target or Decimal(0),
    )
