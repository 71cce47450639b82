"""Where in the organisation a page stands."""

from datetime import date

from django.urls import reverse

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import UnitVersion
from dutyline.kernel.organisation.paths import ancestors
from dutyline.toolkit.ui.parts import Link


def crumbs_to(actor: Actor, path: str, on: date, *, own: bool, asked: str = "") -> list[Link]:
    """Return the units above, by the names of the day; those out of scope without an address.

    `path` is the path of the day; `own` keeps its last unit as well; addresses end with `asked`.
    """
    line = ancestors(path) if own else ancestors(path)[:-1]
    versions = UnitVersion.objects.on(on).filter(unit_id__in=line).order_by("path", "id")
    return [
        Link(
            version.name,
            reverse("unit", args=[version.unit_id]) + asked
            if actor.can(Access.ORGANISATION_VIEW, version.path)
            else "",
        )
        for version in versions
    ]
