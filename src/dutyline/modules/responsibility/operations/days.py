"""Days as moments, and the days people have."""

from datetime import date, datetime, timedelta, tzinfo

from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.calendar import midnight, zone_of
from dutyline.kernel.organisation.models import Unit

TICK = timedelta(seconds=1)
ACCEPT_DAYS = "responsibility.card_accept_days"


def moment_on(day: date, unit: Unit, recorded_at: datetime) -> datetime:
    """Return the end of a day where a unit is; what was recorded on the day, when that was."""
    return min(end_of(day, zone_of(unit)), recorded_at)


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the last second of a day."""
    return midnight(day + timedelta(days=1), zone) - TICK


def accept_by(in_force_from: date, held_since: date, on: date) -> date:
    """Return by which day a holder accepts a card, counted from when it holds and he is there."""
    return max(in_force_from, held_since) + timedelta(days=int(criterion(ACCEPT_DAYS, on)))
