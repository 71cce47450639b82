"""Questions about errands."""

from typing import Any, Self

from django.db import models

from dutyline.kernel.access.actor import Actor


class ErrandQuerySet(models.QuerySet[Any]):
    """Errands in business words."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what this very account asked for: results were made with its rights.

        A token sees what it asked for itself: others may have had wider rights.
        """
        if actor.account_id is None:
            return self.none()
        own = self.filter(asked_by_id=actor.account_id)
        return own if actor.token_id is None else own.filter(token_id=actor.token_id)

    def unfinished(self) -> Self:
        """Keep what waits or runs, the oldest first."""
        return self.filter(state__in=["queued", "running"]).order_by("id")

    def newest_first(self) -> Self:
        """Order a person's errands for a list."""
        return self.order_by("-id")
