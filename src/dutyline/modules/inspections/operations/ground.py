"""What an operation needs to know of the ground a finding or round stands on."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from dutyline.kernel.organisation.calendar import zone
from dutyline.kernel.organisation.models import Unit, UnitKind
from dutyline.kernel.organisation.paths import ancestors


@dataclass(frozen=True)
class Ground:
    """A unit with its company and time zone, read in one statement."""

    unit: Unit
    company: Unit
    tz: ZoneInfo

    def day(self, at: datetime) -> date:
        """Return the local day of a moment."""
        return at.astimezone(self.tz).date()


def ground_of(unit: Unit) -> Ground:
    """Read the unit's line upwards once.

    The company is the nearest unit above of that kind, else the root. Numbers run within it.
    """
    line = ancestors(unit.path)
    by_id = {each.pk: each for each in Unit.objects.filter(pk__in=line)}
    above = [by_id[pk] for pk in reversed(line) if pk in by_id]
    company = next((each for each in above if each.kind == UnitKind.COMPANY), above[-1])
    named = next((each.time_zone for each in above if each.time_zone), "")
    return Ground(unit=unit, company=company, tz=zone(named))
