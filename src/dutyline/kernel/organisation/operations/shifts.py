"""Units get calendars of shifts, which change from a day on."""

from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction

from dutyline.kernel.organisation.models import Shift, Unit
from dutyline.kernel.organisation.operations.guards import require_running
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record
from dutyline.kernel.organisation.refusals import (
    AlreadyClosed,
    BeforeHistory,
    NoSuchCycle,
    ShiftNameTaken,
    ShiftWithoutLength,
)


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

    Refuses a cycle without a working day, a shift without length, a name already used then.
    """
    by.require(Organisation.MANAGE, unit.path)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_running(unit, on)
    days = sorted(set(cycle_on))
    if cycle_days < 1 or not days or days[0] < 0 or days[-1] >= cycle_days:
        raise NoSuchCycle(days=cycle_days)
    if starts_at == ends_at:
        raise ShiftWithoutLength
    if Shift.objects.filter(overlapping(on, date.max), unit=unit, name=name).exists():
        raise ShiftNameTaken(unit=unit, name=name)
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
    _tell(by, "organisation.shift_created", shift, on, at)
    return shift


@transaction.atomic
def end_shift(*, by: By, shift: Shift, on: date, at: datetime) -> Shift:
    """End a shift; `on` is the first day it no longer begins. A changed shift is a new one."""
    shift = Shift.objects.select_for_update(of=("self",)).select_related("unit").get(pk=shift.pk)
    by.require(Organisation.MANAGE, shift.unit.path)
    if shift.valid_to is not None:
        raise AlreadyClosed(name=shift.name)
    if on < shift.valid_from:
        raise BeforeHistory(name=shift.name, since=shift.valid_from)
    shift.valid_to = on
    shift.save(update_fields=["valid_to"])
    _tell(by, "organisation.shift_ended", shift, on, at)
    return shift


def _tell(by: By, verb: str, shift: Shift, on: date, at: datetime) -> None:
    record(
        by=by,
        verb=verb,
        subject=("organisation.unit", shift.unit_id, shift.unit.name),
        unit_path=shift.unit.path,
        at=at,
        shift=shift.name,
        day=on.isoformat(),
    )
