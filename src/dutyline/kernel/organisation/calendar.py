"""Days, shifts and time zones of units."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from dutyline.kernel.organisation.models import Shift, Unit
from dutyline.kernel.organisation.paths import ancestors


def zone_of(unit: Unit | None) -> ZoneInfo:
    """Return a unit's time zone: its own, else the nearest above, else the house's."""
    if unit is None:
        return ZoneInfo(settings.TIME_ZONE)
    if unit.time_zone:
        return ZoneInfo(unit.time_zone)
    return zone_of_path(unit.path)


def zone_of_path(path: str) -> ZoneInfo:
    """Return the time zone of the unit at `path`."""
    named = dict(
        Unit.objects.filter(pk__in=ancestors(path))
        .exclude(time_zone="")
        .values_list("id", "time_zone")
    )
    for unit_id in reversed(ancestors(path)):
        if unit_id in named:
            return ZoneInfo(named[unit_id])
    return ZoneInfo(settings.TIME_ZONE)


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """Return a time zone by name, the house's for an empty one."""
    return ZoneInfo(name or settings.TIME_ZONE)


def midnight(day: date, tz: ZoneInfo) -> datetime:
    """Return the moment `day` begins in a zone."""
    return datetime(day.year, day.month, day.day, tzinfo=tz)


def works_on(shift: Shift, day: date) -> bool:
    """Say whether a shift runs on `day` by its cycle."""
    return shift.runs_on(day) and (day - shift.anchor).days % shift.cycle_days in shift.cycle_on


def shift_times(shift: Shift, day: date, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when the shift that begins on `day` starts and ends; over midnight it ends later."""
    last_day = day if shift.ends_at > shift.starts_at else day + timedelta(days=1)
    return (
        datetime.combine(day, shift.starts_at, tzinfo=tz),
        datetime.combine(last_day, shift.ends_at, tzinfo=tz),
    )


def today(unit: Unit | None = None) -> date:
    """Return today's date where the unit is; for the edges only."""
    return timezone.localdate(timezone=zone_of(unit))
