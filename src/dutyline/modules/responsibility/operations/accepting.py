"""A holder takes his card for his own."""

from datetime import date, datetime

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.operations import submit_evidence
from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.modules.responsibility.keys import acceptance_key, version_key
from dutyline.modules.responsibility.models import CardAcceptance, CardVersion
from dutyline.modules.responsibility.operations.refusals import (
    AcceptedAlready,
    NotInForce,
    NotYourCard,
    WordsMissing,
)
from dutyline.modules.responsibility.operations.shared import locked, write


@transaction.atomic
def accept_card(
    *, by: Actor, version: CardVersion, words: str, on: date, at: datetime, recorded_at: datetime
) -> CardAcceptance:
    """Accept the version in force of a card, as a holder of its post, in one's own words.

    Nobody else can: no right, no role and no administrator stands in for the holder.
    """
    card = locked(version)
    post: Post = card.card.post
    if by.person is None or not _holds(by.person.pk, post, on):
        raise NotYourCard
    if not card.is_in_force(on):
        raise NotInForce
    if not words.strip():
        raise WordsMissing
    if card.acceptances.filter(person=by.person).exists():
        raise AcceptedAlready
    acceptance = CardAcceptance.objects.create(
        version=card,
        person=by.person,
        person_name=by.person.name,
        words=words.strip(),
        at=at,
        recorded_at=recorded_at,
    )
    write(by, card.card, "card_accepted", at, number=card.number)
    submit_evidence(
        by=by,
        kind="responsibility.card_accepted",
        source=acceptance_key(acceptance.pk),
        person=by.person,
        post=post,
        about=version_key(card.pk),
        occurred_at=at,
        recorded_at=recorded_at,
        snapshot={"label": post.title, "number": card.number},
    )
    return acceptance


def _holds(person_id: int, post: Post, on: date) -> bool:
    return Appointment.objects.on(on).filter(person=person_id, post=post).exists()
