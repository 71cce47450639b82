"""Questions to obligations, in their own words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.paths import within
from dutyline.toolkit.prepared import Slot

STANDING = ("open", "on_time", "late", "missed")
"""Stored states of what is owed, kept or not; the others were set aside."""
TOLD_APART = ("late", "missed", "excused", "waived")
"""States few obligations are in; an index of their own finds them."""


class ObligationQuerySet(models.QuerySet[Any]):
    """Obligations."""

    def of_paths(self, paths: Iterable[str]) -> Self:
        """Keep those that began in these subtrees."""
        return self.filter(within(paths, "unit_path"))

    def due_between(self, first: date, last: date) -> Self:
        """Keep those that fell or fall due on `first` to `last`, both included."""
        return self.filter(due_on__gte=first, due_on__lte=last)

    def in_states(self, *states: str) -> Self:
        """Keep those stored in one of these states."""
        kept = self.filter(state__in=states)
        # Said in the words of the index's condition, so that either database sees it applies.
        return kept.filter(state__in=TOLD_APART) if set(states) <= set(TOLD_APART) else kept

    def of_kind(self, kind: str) -> Self:
        """Keep those measured by an evidence kind or an indicator."""
        return self.filter(Q(version__evidence_kind=kind) | Q(version__indicator=kind))

    def answered_by(self, person: int | Slot, posts: Sequence[int | Slot]) -> Self:
        """Keep what a person owes himself, together with others, or covering a vacancy."""
        return self.filter(
            Q(person=person)
            | Q(person=None, post__id__in=posts)
            | Q(covered_by__id__in=posts, reason="covering")
        )

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor answers for, or may see as he stands above who does."""
        own = Q(pk__in=[])
        if actor.person is not None:
            posts = [each.post_id for each in actor.appointments]
            own = Q(person=actor.person.pk) | Q(person=None, post__in=posts)
            own |= Q(covered_by__in=posts)
        # Who holds a post and heads nothing has no line to view, but what he owes himself.
        seeing = (Access.ORGANISATION_VIEW,)
        return visible_to(self, actor, Access.LINE_VIEW, involved=own, own=seeing)
