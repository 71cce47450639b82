"""Days, shifts and time zones of units."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Length, Substr
from django.db.models.lookups import In
from django.utils import timezone

from dutyline.kernel.organisation.models import Shift, Unit, as_of
from dutyline.kernel.organisation.paths import ancestors

Read = TypeVar("Read")


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


def zone_name_at(path: OuterRef) -> Subquery:
    """Return, as an expression, what the unit at `path` or the nearest above calls its zone."""
    above = Unit.objects.filter(time_zone__gt="", path=Substr(path, 1, Length("path")))
    return Subquery(above.order_by("-path").values("time_zone")[:1])


def zone_name_of_enterprise() -> str:
    """Return what the unit at the top calls its zone, the oldest of several; "" without one."""
    top = Unit.objects.filter(parent=None).order_by("id").values_list("time_zone", flat=True)
    return top.first() or ""


@lru_cache(maxsize=256)
def zone(name: str) -> ZoneInfo:
    """Return a time zone by name, the house's for an empty one."""
    return ZoneInfo(name or settings.TIME_ZONE)


def day_of_enterprise(moment: datetime) -> date:
    """Return which day it is where the enterprise is: for what sweeps do for all of it."""
    return moment.astimezone(zone(zone_name_of_enterprise())).date()


@dataclass(frozen=True)
class Holding(Generic[Read]):
    """What is read of a day, and the names of the time zones where it is that day; None for all."""

    value: Read
    zones: frozenset[str] | None

    def where(self, path: str) -> Q:
        """Return the condition that it holds for the unit whose path is in a column."""
        if self.zones is None:
            return Q()
        named = Coalesce(zone_name_at(OuterRef(path)), Value(""))
        return Q(In(named, sorted(self.zones)))

    def among(self, paths: Sequence[str]) -> Sequence[str]:
        """Return the paths of the units for which it holds; one statement where some differ."""
        if self.zones is None:
            return paths
        named = dict(Unit.objects.exclude(time_zone="").values_list("id", "time_zone"))
        return [
            path
            for path in paths
            if next((named[pk] for pk in reversed(ancestors(path)) if pk in named), "")
            in self.zones
        ]


def held_on_days(moment: datetime, read: Callable[[date], Read]) -> list[Holding[Read]]:
    """Return what is read of the day it is at a moment, for each unit of the day it is there.

    One statement for all units. Nearly always it is one value, which holds everywhere: days differ
    for some hours, and what is read of them seldom changes.
    """
    kept = Unit.objects.filter(Q(parent=None) | Q(time_zone__gt="")).order_by()
    names = list(kept.values_list("time_zone", flat=True).distinct()) or [""]
    days: dict[date, set[str]] = {}
    for name in names:
        days.setdefault(moment.astimezone(zone(name)).date(), set()).add(name)
    found: list[tuple[Read, set[str]]] = []
    for day in sorted(days):
        value = read(day)
        same = next((zones for known, zones in found if known == value), None)
        if same is None:
            found.append((value, days[day]))
        else:
            same.update(days[day])
    everywhere = len(found) == 1
    return [Holding(value, None if everywhere else frozenset(zones)) for value, zones in found]


def midnight(day: date, tz: tzinfo) -> datetime:
    """Return the moment `day` begins in a zone, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=tz).astimezone(UTC)


def day_at(moment: datetime, unit: Unit) -> date:
    """Return which day it is where the unit is."""
    return moment.astimezone(zone_of(unit)).date()


def works_on(shift: Shift, day: date) -> bool:
    """Say whether a shift runs on `day` by its cycle."""
    return shift.runs_on(day) and (day - shift.anchor).days % shift.cycle_days in shift.cycle_on


def shift_times(shift: Shift, day: date, tz: ZoneInfo) -> tuple[datetime, datetime]:
    """Return when the shift that begins on `day` starts and ends, in UTC.

    Over midnight it ends the next day. A wall time that the clocks skip counts as the moment it
    would have been; one that comes twice counts as the first. So a night shift is an hour
    shorter or longer when the clocks change, as it is for those who work it.
    """
    last_day = day if shift.ends_at > shift.starts_at else day + timedelta(days=1)
    # In UTC: two moments of one zone are compared by their wall clocks, which go back in autumn.
    return (
        datetime.combine(day, shift.starts_at, tzinfo=tz).astimezone(UTC),
        datetime.combine(last_day, shift.ends_at, tzinfo=tz).astimezone(UTC),
    )


def shifts_of(unit: Unit, day: date) -> list[Shift]:
    """Return the shifts a unit works on `day`: its own calendar, else the nearest above.

    A unit with a calendar has a free day where none of its own shifts runs by its cycle.
    """
    line = ancestors(path_on(unit, day))
    calendar = (
        Shift.objects.on(day)
        .filter(unit__in=line)
        .select_related("unit")
        .order_by("starts_at", "id")
    )
    above: dict[int, list[Shift]] = {}
    for shift in calendar:
        above.setdefault(shift.unit_id, []).append(shift)
    for unit_id in reversed(line):
        if unit_id in above:
            return [shift for shift in above[unit_id] if works_on(shift, day)]
    return []


def shift_runs(unit: Unit, first: date, end: date) -> Iterator[tuple[Shift, datetime, datetime]]:
    """Yield every shift of a unit beginning on `first <= day < end`, with its two moments."""
    tz = zone_of(unit)
    for offset in range((end - first).days):
        day = first + timedelta(days=offset)
        for shift in shifts_of(unit, day):
            yield shift, *shift_times(shift, day, tz)


def shift_at(unit: Unit, moment: datetime) -> Shift | None:
    """Return the shift that works at a moment, the one begun last where two overlap."""
    today_there = day_at(moment, unit)
    running = [
        (starts, shift)
        for shift, starts, ends in shift_runs(
            unit, today_there - timedelta(days=1), today_there + timedelta(days=1)
        )
        if starts <= moment < ends
    ]
    return max(running, key=lambda run: (run[0], run[1].pk))[1] if running else None


def path_on(unit: Unit, day: date) -> str:
    """Return where in the tree a unit lay on a day; where it lies now when it did not exist."""
    version = unit.versions.filter(as_of(day)).values_list("path", flat=True).first()
    return version or unit.path


def today(unit: Unit | None = None) -> date:
    """Return today's date where the unit is; for the edges only."""
    return timezone.localdate(timezone=zone_of(unit))
