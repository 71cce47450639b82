"""What every change of criteria asks first."""

from datetime import date, datetime

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.calendar import day_of_enterprise

EVERYWHERE = "/"
"""The path of what concerns the whole enterprise."""


def require_at_the_top(by: Actor) -> None:
    """Raise NotPermitted unless the actor may change criteria in a unit that has none above it.

    Criteria hold for the whole enterprise: the right in one workshop is not enough.
    """
    if not is_at_the_top(by):
        raise NotPermitted(Access.CRITERIA_MANAGE)


def is_at_the_top(by: Actor) -> bool:
    """Say whether the actor may change criteria for the whole enterprise."""
    return by.is_system or any(path.count("/") == 2 for path in by.paths(Access.CRITERIA_MANAGE))


def day_of(at: datetime) -> date:
    """Return the enterprise's day at a moment."""
    return day_of_enterprise(at)
