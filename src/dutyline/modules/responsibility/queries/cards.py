"""Questions to post cards."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.organisation.periods import as_of
from dutyline.modules.responsibility.permissions import Responsibility

PATH = "post__unit__path"
OWN = (Access.ORGANISATION_VIEW,)
"""What a token of somebody without a right about cards must be given to see its owner's own."""


class CardQuerySet(models.QuerySet[Any]):
    """Cards of posts."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the cards of the posts whose cards the actor sees, and of those he holds."""
        held = Q(post__in=[each.post_id for each in actor.appointments])
        return visible_to(
            self, actor, Responsibility.CARD_VIEW, path_field=PATH, involved=held, own=OWN
        )

    def writable_by(self, actor: Actor) -> Self:
        """Keep the cards the actor may draft."""
        return visible_to(self, actor, Responsibility.CARD_WRITE, path_field=PATH)

    def within(self, path: str) -> Self:
        """Keep the cards of the posts of a unit and everything under it."""
        return self.filter(subtree(path, PATH))


class VersionQuerySet(models.QuerySet[Any]):
    """Versions of cards, whatever their state."""

    def at_work(self) -> Self:
        """Keep what is not published yet: drafts, in review, approved."""
        return self.filter(published_at__isnull=True)

    def visible_to(self, actor: Actor) -> Self:
        """Keep the versions of the cards the actor sees; drafts only where he sees all cards.

        A holder sees what is in force for him, not what somebody is still writing.
        """
        own = Q(card__post__in=[each.post_id for each in actor.appointments])
        published = own & Q(published_at__isnull=False)
        return visible_to(
            self,
            actor,
            Responsibility.CARD_VIEW,
            path_field=f"card__{PATH}",
            involved=published,
            own=OWN,
        )

    def within(self, path: str) -> Self:
        """Keep the versions of cards of a unit and everything under it."""
        return self.filter(subtree(path, f"card__{PATH}"))

    def on(self, day: date) -> Self:
        """Keep the published versions in force on `day`."""
        return self.filter(as_of(day), published_at__isnull=False)

    def to_accept(self, person_id: int, day: date) -> Self:
        """Keep what is in force on `day` for a post the person holds, and he has not accepted."""
        holds = Appointment.objects.on(day).filter(person=person_id, post=OuterRef("card__post"))
        accepted = self.model.acceptances.rel.related_model.objects.filter(
            version=OuterRef("pk"), person=person_id
        )
        return self.on(day).filter(Exists(holds), ~Exists(accepted))

    def held_since(self, person_id: int, day: date) -> Self:
        """Add as `since` from which day on the person who holds a card's post on `day` does."""
        held = Appointment.objects.on(day).filter(person=person_id, post=OuterRef("card__post"))
        return self.annotate(since=Subquery(held.order_by("valid_from").values("valid_from")[:1]))

    def to_review(self, person_id: int, day: date) -> Self:
        """Keep what waits for a review of who heads the post's unit or the unit above it.

        What a person drafted himself, or is the card of his own post, waits for another.
        """
        near = Q(post__unit=OuterRef("card__post__unit")) | Q(
            post__unit=OuterRef("card__post__unit__parent")
        )
        heads = Appointment.objects.on(day).filter(near, person=person_id, post__heads_unit=True)
        holds = Appointment.objects.on(day).filter(person=person_id, post=OuterRef("card__post"))
        waiting = self.filter(state="review").exclude(drafted_by=person_id)
        return waiting.filter(Exists(heads), ~Exists(holds))
