"""Questions to checklists."""

from typing import Any, Self

from django.db import models

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.permissions import Inspections


class ChecklistQuerySet(models.QuerySet[Any]):
    """Checklists, retired ones among them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the checklists of the units whose rounds the actor sees, and of those above them.

        What lies above is walked below, so whoever reads rounds may read what they asked.
        """
        above = {unit for path in actor.paths(Inspections.ROUND_VIEW) for unit in ancestors(path)}
        usable = models.Q(unit__in=above)
        return visible_to(self, actor, Inspections.ROUND_VIEW, involved=usable)

    def manageable_by(self, actor: Actor) -> Self:
        """Keep the checklists the actor may change."""
        return visible_to(self, actor, Inspections.CHECKLIST_MANAGE)

    def in_use(self) -> Self:
        """Leave out the retired."""
        return self.filter(retired_at__isnull=True)

    def usable_in(self, path: str) -> Self:
        """Keep what may be used in the unit of `path`: its own and those of units above it."""
        return self.in_use().filter(unit__in=ancestors(path))
