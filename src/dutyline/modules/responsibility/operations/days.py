"""When something happened of which only the day is known."""

from datetime import date, datetime, timedelta

from dutyline.kernel.organisation.calendar import midnight, zone_of
from dutyline.kernel.organisation.models import Unit

TICK = timedelta(seconds=1)


def moment_on(day: date, unit: Unit, recorded_at: datetime) -> datetime:
    """Return the end of a day where a unit is; what was recorded on the day, when that was."""
    over = midnight(day + timedelta(days=1), zone_of(unit)) - TICK
    return min(over, recorded_at)
