"""The shifts a unit works, in words."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.organisation.calendar import works_on
from dutyline.kernel.organisation.models import Shift, UnitVersion
from dutyline.kernel.organisation.paths import ancestors

WEEK = 7
MONDAY = date(2024, 1, 1)


@dataclass(frozen=True)
class ShiftRow:
    """A shift: when, on which days, and whether it works on the day asked."""

    name: str
    times: str
    days: str
    works: bool
    of_unit: str
    """The unit above whose calendar it is; empty where it is the unit's own."""


def shift_rows(version: UnitVersion, on: date) -> list[ShiftRow]:
    """Return the shifts of a unit on a day: its own calendar, else the nearest above."""
    line = ancestors(version.path)
    shifts = list(
        Shift.objects.on(on)
        .filter(unit_id__in=line)
        .select_related("unit")
        .order_by("starts_at", "id")
    )
    for unit_id in reversed(line):
        own = [shift for shift in shifts if shift.unit_id == unit_id]
        if own:
            return [_row(shift, on, above=unit_id != version.unit_id) for shift in own]
    return []


def _row(shift: Shift, on: date, *, above: bool) -> ShiftRow:
    return ShiftRow(
        shift.name,
        f"{shift.starts_at:%H:%M} – {shift.ends_at:%H:%M}",
        _days(shift),
        works_on(shift, on),
        shift.unit.name if above else "",
    )


def _days(shift: Shift) -> str:
    if len(shift.cycle_on) == shift.cycle_days:
        return _("every day")
    if shift.cycle_days == WEEK:
        days = sorted((shift.anchor.weekday() + index) % WEEK for index in shift.cycle_on)
        names = [date_format(MONDAY + timedelta(days=day), "D") for day in days]
        return pgettext("between days of the week", ", ").join(names)
    words = _("%(on)d of every %(days)d days")
    return words % {"on": len(shift.cycle_on), "days": shift.cycle_days}
