"""Questions to goals."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.paths import subtree
from dutyline.modules.responsibility.permissions import Responsibility

PATH = "post__unit__path"
OWN = (Access.ORGANISATION_VIEW,)
"""What a token of somebody without a right about goals must be given to see its owner's own."""


class GoalQuerySet(models.QuerySet[Any]):
    """Goals of posts."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the goals of the posts whose goals the actor sees, of those he holds or answers."""
        held = [each.post_id for each in actor.appointments]
        own = Q(post__in=held) | Q(asked_post__in=held)
        return visible_to(
            self, actor, Responsibility.GOAL_VIEW, path_field=PATH, involved=own, own=OWN
        )

    def in_force(self) -> Self:
        """Keep what was not withdrawn."""
        return self.exclude(state="withdrawn")

    def within(self, path: str) -> Self:
        """Keep the goals of the posts of a unit and everything under it."""
        return self.filter(subtree(path, PATH))

    def under(self, goal: Any) -> Self:
        """Keep a goal and everything it was passed down to."""
        return self.filter(subtree(goal.path))

    def to_promise(self, person_id: int, day: date) -> Self:
        """Keep what waits for the promise of a post the person holds on `day`."""
        holds = Appointment.objects.on(day).filter(person=person_id, post=OuterRef("post"))
        return self.filter(Exists(holds), state="passed_on")

    def to_consent(self, person_id: int, day: date) -> Self:
        """Keep the smaller promises that wait for the consent of a post the person holds."""
        holds = Appointment.objects.on(day).filter(person=person_id, post=OuterRef("asked_post"))
        return self.filter(Exists(holds), state="asked")
