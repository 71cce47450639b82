"""Questions about notifications."""

from typing import Any, Self

from django.db import models

from dutyline.kernel.access.actor import Actor

SHOWN_AT_MOST = 99


class NotificationQuerySet(models.QuerySet[Any]):
    """Notifications in business words."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what this very person was told."""
        return self.filter(person=actor.person) if actor.person else self.none()

    def unread(self) -> Self:
        """Keep what he has not read."""
        return self.filter(read_at__isnull=True)

    def newest_first(self) -> Self:
        """Order for a list."""
        return self.order_by("-id")

    def capped_count(self) -> int:
        """Count up to one more than is shown as a number."""
        return self[: SHOWN_AT_MOST + 1].count()
