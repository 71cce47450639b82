"""How a post is named where its unit is not seen, and a unit where another has its name."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import pgettext

if TYPE_CHECKING:
    from dutyline.kernel.organisation.models import Unit, UnitVersion


def post_with_unit(title: str, unit: str) -> str:
    """Name a post with its unit, once where the title names the unit itself."""
    if unit in title:
        return title
    return pgettext("post and its unit", "%(post)s, %(unit)s") % {"post": title, "unit": unit}


def kind_beside_name(unit: "Unit | UnitVersion") -> str:
    """Return the kind of a unit to stand beside its name, "" where that ends with it."""
    kind = str(unit.get_kind_display())
    return "" if unit.name.casefold().endswith(kind.casefold()) else kind


def units_apart(units: "Sequence[Unit]") -> dict[int, str]:
    """Name units of a list by id, with the unit above where several have one name.

    The units come with their parents.
    """
    times = Counter(each.name for each in units)
    return {each.pk: _below(each) if times[each.name] > 1 else each.name for each in units}


def _below(unit: "Unit") -> str:
    if unit.parent is None:
        return unit.name
    said = {"unit": unit.name, "above": unit.parent.name}
    return pgettext("unit and the one above it", "%(unit)s, %(above)s") % said
