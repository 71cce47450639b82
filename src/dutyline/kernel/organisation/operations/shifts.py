"""Units get a calendar of shifts."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction

from dutyline.kernel.organisation.models import Shift, Unit
from dutyline.kernel.organisation.operations.guards import require_running
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import NoSuchCycle, ShiftWithoutLength


@transaction.atomic
def create_shift(
    *,
    by: By,
    unit: Unit,
    name: str,
    starts_at: time,
    ends_at: time,
    anchor: date,
    cycle_days: int,
    cycle_on: Sequence[int],
    on: date,
    at: datetime,
) -> Shift:
    """Give a unit a shift from the day `on`; see `Shift` for the cycle.

    Refuses a cycle without a working day and a shift without length.
    """
    by.require(Organisation.MANAGE, unit.path)
    require_running(unit, on)
    days = sorted(set(cycle_on))
    if cycle_days < 1 or not days or days[0] < 0 or days[-1] >= cycle_days:
        raise NoSuchCycle(days=cycle_days)
    if starts_at == ends_at:
        raise ShiftWithoutLength
    shift = Shift.objects.create(
        unit=unit,
        name=name,
        starts_at=starts_at,
        ends_at=ends_at,
        anchor=anchor,
        cycle_days=cycle_days,
        cycle_on=days,
        valid_from=on,
    )
    record(
        by=by,
        verb="organisation.shift_created",
        subject=("organisation.unit", unit.pk, unit.name),
        unit_path=unit.path,
        at=at,
        shift=name,
        day=on.isoformat(),
    )
    return shift
