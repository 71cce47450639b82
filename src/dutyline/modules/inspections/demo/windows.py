"""When the planned rounds of the story fall due, worked out by the rules of the product."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from dutyline.kernel.duties.rules.periods import Window, calendar_periods, shift_period
from dutyline.kernel.organisation.calendar import shift_times, works_on
from dutyline.kernel.organisation.models import Shift, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.preparing import Walking
from dutyline.modules.inspections.models import Cadence


class Windows:
    """The periods of every plan; reads the shifts once."""

    def __init__(self, stage: Stage, tz: ZoneInfo) -> None:
        """Read every shift of the enterprise."""
        self.stage = stage
        self.tz = tz
        self._shifts: dict[int, list[Shift]] = {}
        for shift in Shift.objects.order_by("starts_at", "id"):
            self._shifts.setdefault(shift.unit_id, []).append(shift)

    def of(self, walking: Walking, first: datetime, end: datetime) -> Iterator[Window]:
        """Yield the periods that begin within `first <= t < end`."""
        if walking.cadence == Cadence.SHIFT:
            found = self._runs(self.stage.post(walking.post).unit, first, end)
        else:
            found = calendar_periods(walking.cadence, self.tz, first, end - timedelta(seconds=1))
        for window in found:
            # A period that runs when its plan begins belongs to it, as the sweep has it.
            if window.starts_at < end and window.due_at > first:
                yield window

    def _runs(self, unit: Unit, first: datetime, end: datetime) -> Iterator[Window]:
        own = next(self._shifts[pk] for pk in reversed(ancestors(unit.path)) if pk in self._shifts)
        day = first.astimezone(self.tz).date()
        while day < end.astimezone(self.tz).date():
            for shift in own:
                if works_on(shift, day):
                    yield shift_period(shift.pk, day, *shift_times(shift, day, self.tz))
            day += timedelta(days=1)
