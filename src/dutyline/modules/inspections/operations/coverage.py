"""The coverage matrix: places by weeks, blind spots first found."""

from datetime import datetime, timedelta

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.calendar import zone_of_path
from dutyline.kernel.organisation.models import Place
from dutyline.kernel.organisation.paths import outermost
from dutyline.modules.inspections.models import Round
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.coverage import Coverage, Window, build
from dutyline.modules.inspections.rules.periods import week_of

MOST_WEEKS = 53


def coverage(
    *,
    by: Actor,
    now: datetime,
    path: str,
    weeks: int = 26,
    standing: str = "",
    cursor: str | None = None,
    size: int = 50,
) -> Coverage:
    """Return places of a subtree by the last `weeks` weeks, as far as the actor sees rounds there.

    `standing` narrows to `never`, `overdue`, `covered` or `blind` (never or overdue). A few
    statements, however many rounds there are. Raises BadCursor.
    """
    paths = [
        path if path.startswith(own) else own
        for own in by.paths(Inspections.ROUND_VIEW)
        if path.startswith(own) or own.startswith(path)
    ]
    today = now.astimezone(zone_of_path(path)).date()
    days = int(criterion("inspections.coverage_days", today))
    last = week_of(today)
    shown = range(last - max(1, min(weeks, MOST_WEEKS)) + 1, last + 1)
    window = Window(tuple(shown), now, today, today - timedelta(days=days))
    places = Place.objects.on(today).within(outermost(paths))
    return build(places, Round.objects.all(), window, standing=standing, cursor=cursor, size=size)
