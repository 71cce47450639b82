"""Questions to rounds."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.modules.inspections.permissions import Inspections

WALKING = (Inspections.ROUND_WALK, Inspections.FINDING_RECORD)
"""What a token needs one of to walk the rounds of its owner's post; workers have the second."""
ROUND_ORDER = ("-due_at", "-id")


class RoundQuerySet(models.QuerySet[Any]):
    """Rounds due, walked, missed and void."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what lies in the actor's subtrees, what his posts owe and what he walked."""
        mine = Q(pk__in=[])
        if actor.person is not None:
            posts = [appointment.post_id for appointment in actor.appointments]
            mine = Q(post__in=posts) | Q(inspectors__person=actor.person.pk)
            walked = self.model.objects.filter(mine).order_by().values("pk")
            mine = Q(pk__in=walked)
        return visible_to(self, actor, Inspections.ROUND_VIEW, involved=mine, own=WALKING)

    def owed_by_posts(self, posts: Any) -> Self:
        """Keep the planned rounds of these posts (ids or a subquery)."""
        return self.filter(post__in=posts)

    def waiting(self, now: datetime) -> Self:
        """Keep what may be walked now: due or started, and begun to be due."""
        return self.filter(state__in=("due", "started"), opens_at__lte=now)

    def owed_now_by(self, actor: Actor, now: datetime, *, grace_hours: float) -> Self:
        """Keep what the actor owes or has begun, as long as it may still be walked."""
        if actor.person is None:
            return self.none()
        posts = [each.post_id for each in actor.appointments]
        begun = Q(state="started", inspectors__person=actor.person.pk)
        late = now - timedelta(hours=grace_hours)
        owed = Q(state="due", post__in=posts, due_at__gt=late)
        # Two inspectors must not make two rows of one round.
        found = self.model.objects.filter(begun | owed, opens_at__lte=now).order_by().values("pk")
        return self.filter(pk__in=found)

    def missed(self, now: datetime) -> Self:
        """Keep what was never finished though its time is over."""
        return self.filter(state__in=("due", "started", "abandoned"), due_at__lte=now)

    def done(self) -> Self:
        """Keep what was finished and counts."""
        return self.filter(state="finished")
