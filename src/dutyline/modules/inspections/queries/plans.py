"""Questions to inspection plans."""

from datetime import date
from typing import Any, Self

from django.db import models

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.periods import as_of
from dutyline.modules.inspections.permissions import Inspections


class PlanQuerySet(models.QuerySet[Any]):
    """Plans of today and of other days."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the plans of the units whose rounds the actor sees."""
        return visible_to(self, actor, Inspections.ROUND_VIEW)

    def on(self, day: date) -> Self:
        """Keep the plans that run on a day."""
        return self.filter(as_of(day))
