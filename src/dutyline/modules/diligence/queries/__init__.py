"""Questions about due-diligence files."""

from typing import Any, Self

from django.db import models

from dutyline.kernel.access.actor import Actor


class FileQuerySet(models.QuerySet[Any]):
    """Files that were asked for."""

    def asked_by(self, actor: Actor) -> Self:
        """Keep what this very account asked for: a file holds what its rights reached.

        A token sees what it asked for itself: others may have had wider rights.
        """
        if actor.account_id is None:
            return self.none()
        own = self.filter(asked_by_id=actor.account_id)
        return own if actor.token_id is None else own.filter(token_id=actor.token_id)

    def concerning(self, actor: Actor) -> Self:
        """Keep what others asked for about the person who looks, his post or his unit."""
        if actor.person is None:
            return self.none()
        asked = self.filter(concerned__person=actor.person.pk)
        return asked.exclude(asked_by_id=actor.account_id)
