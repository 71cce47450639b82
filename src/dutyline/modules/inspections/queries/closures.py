"""Questions to the closings of findings."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef


class ClosureQuerySet(models.QuerySet[Any]):
    """Closings, those among them that a reopening has overtaken."""

    def standing(self) -> Self:
        """Leave out those of findings reopened since."""
        return self.filter(reopened_at__isnull=True)

    def numbered(self) -> models.QuerySet[Any]:
        """Say of each whether it is `another` one: the finding was closed before."""
        earlier = self.model._default_manager.filter(
            finding=OuterRef("finding"), pk__lt=OuterRef("pk")
        )
        return self.annotate(another=Exists(earlier))
