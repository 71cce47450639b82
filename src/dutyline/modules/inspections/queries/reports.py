"""Questions to reports made without sign-in."""

from typing import Any, Self

from django.db import models

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.modules.inspections.permissions import Inspections


class PlaceReportQuerySet(models.QuerySet[Any]):
    """Reports waiting and answered."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the reports of the units where the actor takes them up."""
        return visible_to(self, actor, Inspections.REPORT_DECIDE)

    def waiting(self) -> Self:
        """Keep what nobody has taken up or answered."""
        return self.filter(state="waiting")
