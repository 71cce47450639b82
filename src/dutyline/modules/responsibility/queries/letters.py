"""Questions to letters."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.paths import ancestors, subtree
from dutyline.modules.responsibility.permissions import Responsibility

PATH = "post__unit__path"
OWN = (Access.ORGANISATION_VIEW,)
"""What a token of somebody without a right about letters must be given to see its owner's own."""
ENDED = Q(ended_at__isnull=False)
SIGNED = ~ENDED & Q(countersigned_at__isnull=False)
HELD = ~ENDED & Q(signed_at__isnull=False, countersigned_at__isnull=True)
UNSIGNED = ~ENDED & Q(signed_at__isnull=True)
ARRIVED = UNSIGNED & Q(arrived_on__isnull=False)
"""Who came or moved after the round was opened and has not signed since."""
REFUSED = UNSIGNED & Q(refused_at__isnull=False)
STALE = UNSIGNED & Q(refused_at__isnull=True, stale_at__isnull=False)
FRESH = UNSIGNED & Q(refused_at__isnull=True, stale_at__isnull=True)
STATES: dict[str, Q] = {
    "ended": ENDED,
    "signed": SIGNED,
    "held": HELD,
    "refused": REFUSED,
    "stale": STALE,
    "open": FRESH & Q(opened_at__isnull=False),
    "waiting": FRESH & Q(opened_at__isnull=True),
}
"""The same as `rules.letters.state_of`, for the database."""


def overdue(on: date) -> Q:
    """Return which letters somebody should have signed before a day."""
    return Q(due_on__lt=on) & (HELD | UNSIGNED & Q(opened_at__isnull=False))


def around(path: str) -> Q:
    """Return which rounds are of a unit, of one above it, or of one under it."""
    return Q(unit__in=ancestors(path)) | subtree(path, "unit__path")


class LetterRoundQuerySet(models.QuerySet[Any]):
    """Letters of years."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the rounds of units whose letters the actor sees."""
        return visible_to(self, actor, Responsibility.LETTER_VIEW, path_field="unit__path")

    def manageable_by(self, actor: Actor) -> Self:
        """Keep the rounds the actor may set up, generate and open."""
        return visible_to(self, actor, Responsibility.LETTER_MANAGE, path_field="unit__path")


class LetterQuerySet(models.QuerySet[Any]):
    """Letters of holders of posts."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the letters where the actor sees letters, his own, and those he signs with."""
        return visible_to(
            self,
            actor,
            Responsibility.LETTER_VIEW,
            path_field=PATH,
            involved=_signs(actor),
            own=OWN,
        )

    def signed_with(self, actor: Actor) -> Self:
        """Keep the letters the actor signs as the superior: of those below a post he holds."""
        me = actor.person.pk if actor.person else None
        return self.filter(_signs_as_superior(actor)).exclude(person=me)

    def running(self) -> Self:
        """Keep what did not end."""
        return self.filter(ended_at__isnull=True)

    def within(self, path: str) -> Self:
        """Keep the letters of the posts of a unit and everything under it."""
        return self.filter(subtree(path, PATH))

    def in_state(self, state: str) -> Self:
        """Keep the letters that stand so."""
        return self.filter(STATES[state])

    def overdue(self, on: date) -> Self:
        """Keep the letters somebody should have signed before a day."""
        return self.filter(overdue(on))

    def arrived(self) -> Self:
        """Keep the letters of who came or moved after the opening and has not signed since."""
        return self.filter(ARRIVED)

    def to_sign(self, person_id: int) -> Self:
        """Keep what a person may sign as the holder now."""
        return self.filter(UNSIGNED, person=person_id, opened_at__isnull=False)

    def mine_to_move(self) -> Self:
        """Leave out refused letters while the superior has not said a word to it."""
        return self.filter(Q(refused_at=None) | self._answered())

    def unanswered(self) -> Self:
        """Keep the refused letters to whose newest refusal nobody has said a word."""
        return self.filter(REFUSED).exclude(self._answered())

    def _answered(self) -> Exists:
        rows = self.model._default_manager.filter(pk=OuterRef("pk"))
        return Exists(rows.filter(refusals__answers__at__gte=F("refused_at")))

    def of_superior(self, person_id: int, on: date) -> Self:
        """Keep the letters a person signs, or answers for, as the superior on a day."""
        held = Appointment.objects.on(on).filter(person=person_id).values("post")
        return self.filter(
            Q(superior__in=held)
            | Q(superior__isnull=True, round__partner_post__in=held)
            | Q(superior__isnull=True, round__partner_person=person_id)
        ).exclude(person=person_id)


def _signs(actor: Actor) -> Q:
    me = actor.person.pk if actor.person else None
    return Q(person=me) | _signs_as_superior(actor)


def _signs_as_superior(actor: Actor) -> Q:
    me = actor.person.pk if actor.person else None
    held = [each.post_id for each in actor.appointments]
    return (
        Q(superior__in=held)
        | Q(superior__isnull=True, round__partner_post__in=held)
        | Q(superior__isnull=True, round__partner_person=me)
    )
