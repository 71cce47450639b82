"""Questions about notifications."""

from typing import Any, Self

from django.db import models

from dutyline.kernel.access.actor import Actor

SHOWN_AT_MOST = 99
NEWEST_FIRST = ("-created_at", "-id")
"""By when it was told: what is taken over from elsewhere comes late, and is old all the same."""


class NotificationQuerySet(models.QuerySet[Any]):
    """Notifications in business words."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what this very person was told."""
        return self.filter(person=actor.person) if actor.person else self.none()

    def unread(self) -> Self:
        """Keep what he has not read."""
        return self.filter(read_at__isnull=True)
