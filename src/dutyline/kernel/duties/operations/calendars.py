"""The periods of every unit between two moments: its zone's calendar, or its shifts."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from dutyline.kernel.duties.models import Cadence
from dutyline.kernel.duties.rules.periods import Window, calendar_periods, shift_period
from dutyline.kernel.organisation.calendar import shift_times, works_on, zone
from dutyline.kernel.organisation.models import Shift, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.periods import overlapping

DAY = timedelta(days=1)


def zone_of_scope(scope: str) -> ZoneInfo:
    """Return the time zone a scope begins with."""
    return zone(scope.partition(" ")[0])


class Calendars:
    """Periods that are due at `since` or later and begin by `until`, worked out once a scope.

    A scope is what units have in common that have the same periods: the time zone, and for shifts
    the units above whose calendars they follow.
    """

    def __init__(
        self, since: datetime, until: datetime, began: Mapping[str, datetime] | None = None
    ) -> None:
        """Name the moments, and when the first period of a cadence `began`; nothing is read yet."""
        self.since = since
        self.until = until
        self._began = began or {}
        self._windows: dict[tuple[str, str], list[Window]] = {}
        self._chains: dict[str, list[int]] = {}

    @cached_property
    def _zones(self) -> dict[int, str]:
        return dict(Unit.objects.exclude(time_zone="").values_list("id", "time_zone"))

    @cached_property
    def _paths(self) -> list[tuple[int, str]]:
        return list(Unit.objects.order_by("id").values_list("id", "path"))

    @cached_property
    def _shifts(self) -> dict[int, list[Shift]]:
        found: dict[int, list[Shift]] = {}
        first, end = self.since.date() - 2 * DAY, self.until.date() + 2 * DAY
        for shift in Shift.objects.filter(overlapping(first, end)).order_by("starts_at", "id"):
            found.setdefault(shift.unit_id, []).append(shift)
        return found

    def zone_name(self, path: str) -> str:
        """Return the time zone of the unit at a path; empty for the house's."""
        line = reversed(ancestors(path))
        return next((self._zones[unit] for unit in line if unit in self._zones), "")

    def scope(self, cadence: str, path: str) -> str:
        """Return what decides the periods of the unit at a path."""
        name = self.zone_name(path)
        if cadence != Cadence.SHIFT:
            return name
        chain = [unit for unit in ancestors(path) if unit in self._shifts]
        scope = f"{name} {'/'.join(map(str, chain))}"
        self._chains[scope] = chain
        return scope

    def began(self, cadence: str) -> datetime | None:
        """Return when the first duty of a cadence was met."""
        return self._began.get(cadence)

    def begins(self, cadence: str) -> datetime:
        """Return from when periods of a cadence are looked at."""
        return max(self.since, self._began.get(cadence, self.since))

    def windows(self, cadence: str, scope: str) -> list[Window]:
        """Return the periods of a scope, the earliest first."""
        key = (cadence, scope)
        if key not in self._windows:
            tz = zone_of_scope(scope)
            if cadence == Cadence.SHIFT:
                runs = self._runs(scope, self.begins(cadence))
                self._windows[key] = sorted(runs, key=lambda window: window.starts_at)
            else:
                periods = calendar_periods(cadence, tz, self.begins(cadence), self.until)
                self._windows[key] = list(periods)
        return self._windows[key]

    def scopes(self, cadence: str) -> dict[int, str]:
        """Return the scope of every unit."""
        return {pk: self.scope(cadence, path) for pk, path in self._paths}

    def digest(self) -> str:
        """Return what the calendars of shifts are made of, to see whether they changed."""
        shifts = [shift for unit in sorted(self._shifts) for shift in self._shifts[unit]]
        return ";".join(
            f"{each.pk},{each.starts_at},{each.ends_at},{each.valid_from},{each.valid_to},"
            f"{each.anchor},{each.cycle_days},{each.cycle_on}"
            for each in shifts
        )

    def _runs(self, scope: str, since: datetime) -> Iterator[Window]:
        tz = zone_of_scope(scope)
        day, last = since.astimezone(tz).date() - DAY, self.until.astimezone(tz).date()
        while day <= last:
            for shift in self._working(scope, day):
                starts_at, ends_at = shift_times(shift, day, tz)
                if ends_at >= since and starts_at <= self.until:
                    yield shift_period(shift.pk, day, starts_at, ends_at)
            day += DAY

    def _working(self, scope: str, day: date) -> list[Shift]:
        """Return the shifts that run on a day: of the nearest calendar in force, or none."""
        for unit in reversed(self._chains[scope]):
            in_force = [shift for shift in self._shifts[unit] if shift.runs_on(day)]
            if in_force:
                return [shift for shift in in_force if works_on(shift, day)]
        return []
