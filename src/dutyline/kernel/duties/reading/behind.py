"""The obligations behind a number of a board."""

from collections.abc import Iterable
from datetime import date

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.duties.queries import STANDING, ObligationQuerySet
from dutyline.kernel.duties.reading.board import paths_of
from dutyline.kernel.organisation.models import Unit

BEHIND_ORDER = ("unit_path", "due_on", "id")
"""By unit, then by day: an index gives this order for any subtree."""
OWED = "owed"


def behind(
    *,
    by: Actor,
    unit: Unit,
    first: date,
    last: date,
    states: Iterable[str] = (),
    level: int | None = None,
    kind: str = "",
    own: bool = False,
) -> ObligationQuerySet:
    """Return the obligations a number of the unit's board counts, to be paged by BEHIND_ORDER.

    `states` are stored ones, or `owed` for all that were or are to be done; none means every one.
    `own` keeps those of the unit's own posts.
    """
    by.require(Access.LINE_VIEW, unit.path)
    paths = paths_of(unit, first, last)
    rows: ObligationQuerySet = Obligation.objects.due_between(first, last)
    rows = rows.filter(unit_path__in=paths) if own else rows.of_paths(paths)
    chosen = [state for each in states for state in (STANDING if each == OWED else (each,))]
    if chosen:
        rows = rows.in_states(*chosen)
    if level is not None:
        rows = rows.filter(level=level)
    if kind:
        rows = rows.of_kind(kind)
    return rows.select_related("version__duty", "person", "post", "unit")
