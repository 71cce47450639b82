"""Questions about rectifications, in their own words."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

REPAIRING = ("assigned", "in_work", "extension_asked")


class QuestionQuerySet(models.QuerySet[Any]):
    """Questions somebody above decides: for time, for money."""

    def waiting(self) -> Self:
        """Keep the questions nobody has decided and nothing has overtaken."""
        return self.filter(decided_at__isnull=True, lapsed_at__isnull=True)


class RectificationQuerySet(models.QuerySet[Any]):
    """Rectifications of everything."""

    def standing(self) -> Self:
        """Leave out the withdrawn."""
        return self.exclude(state="withdrawn")

    def open(self) -> Self:
        """Keep what is neither verified nor withdrawn."""
        return self.filter(state__in=(*REPAIRING, "reported"))

    def to_repair(self) -> Self:
        """Keep what waits for its owner."""
        return self.filter(state__in=REPAIRING)

    def to_verify(self) -> Self:
        """Keep what waits for its verifier."""
        return self.filter(state="reported")

    def overdue(self, now: datetime) -> Self:
        """Keep what should have been repaired, or verified, before `now`."""
        return self.filter(
            Q(state__in=REPAIRING, due_at__lte=now) | Q(state="reported", verify_due_at__lte=now)
        )

    def of_source(self, source: str) -> Self:
        """Keep what mends this source and stands."""
        return self.filter(source=source).exclude(state="withdrawn")
