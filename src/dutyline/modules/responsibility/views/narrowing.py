"""What pages of goals and money are narrowed by: the year, and a unit one may look at."""

from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.naming import units_apart
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.scope import units_with
from dutyline.toolkit.ui.filters import Choice, Dimension

MOST_UNITS = 300


def year_choice(year: int) -> Dimension:
    """Return the choice of the year shown, the one before and the one after."""
    years = range(year - 1, year + 2)
    choices = [Choice(str(each), str(each), each == year) for each in years]
    return Dimension("year", _("Year"), choices, many=False)


def unit_choice(actor: Actor, may: Responsibility, path: str) -> Dimension:
    """Return the choice of a unit in which the actor has a right."""
    units = list(units_with(actor, may).select_related("parent")[:MOST_UNITS])
    names = units_apart(units)
    choices = [Choice(each.path, names[each.pk], each.path == path) for each in units]
    return Dimension("unit", _("Unit"), choices, many=False)
