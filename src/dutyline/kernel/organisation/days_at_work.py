"""The days ahead and the shifts a unit works on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutyline.kernel.organisation.calendar import works_on
from dutyline.kernel.organisation.models import Shift, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.periods import overlapping

AHEAD = 14


@dataclass(frozen=True)
class WorkDay:
    """A day with the shifts that begin on it; none is a free day."""

    day: date
    shifts: list[Shift]


def calendar_of(unit: Unit, first: date) -> list[WorkDay]:
    """Return two weeks from a day on; empty where no shift begins in them.

    The calendar of a unit is its own, else the nearest above: one statement for all days.
    """
    line = ancestors(unit.path)
    days = [first + timedelta(days=offset) for offset in range(AHEAD)]
    found = Shift.objects.filter(overlapping(first, days[-1] + timedelta(days=1)), unit__in=line)
    shifts = list(found.order_by("starts_at", "id"))
    calendar = [WorkDay(day, _at_work(shifts, line, day)) for day in days]
    return calendar if any(each.shifts for each in calendar) else []


def _at_work(shifts: Sequence[Shift], line: Sequence[int], day: date) -> list[Shift]:
    running = [shift for shift in shifts if shift.runs_on(day)]
    for unit_id in reversed(line):
        own = [shift for shift in running if shift.unit_id == unit_id]
        if own:
            return [shift for shift in own if works_on(shift, day)]
    return []
