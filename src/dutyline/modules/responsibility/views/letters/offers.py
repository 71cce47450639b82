"""What the person asking may do with a letter, the next step first."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import Letter, LetterState
from dutyline.modules.responsibility.operations.letters.parties import upper_party
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.rules.letters import may_sign, state_of
from dutyline.toolkit.ui.parts import Link


def is_superior(actor: Actor, letter: Letter, on: date) -> bool:
    """Say whether the actor signs a letter as the superior."""
    return any(actor.is_person(person.pk) for person in upper_party(letter, on))


def offers_for(actor: Actor, letter: Letter, on: date) -> list[Link]:
    """Return the pages of the steps the actor may take with a letter."""
    standing = standing_of(letter)
    state = state_of(standing)
    if state is LetterState.ENDED:
        return []
    offers = []
    if actor.is_person(letter.person_id):
        if may_sign(standing):
            offers.append(_offer(letter, "signature", pgettext("letter", "Sign it")))
            if state is not LetterState.REFUSED:
                offers.append(_offer(letter, "refusal", _("I do not sign it")))
    elif is_superior(actor, letter, on):
        if state is LetterState.HELD:
            offers.append(
                Link(
                    pgettext("letter", "Sign it as the superior"),
                    f"{reverse('responsibility:letters_countersignature')}?letter={letter.pk}",
                )
            )
        if state is LetterState.REFUSED:
            offers.append(_offer(letter, "answer", _("Answer the refusal")))
    return offers


def choices_for(actor: Actor, letter: Letter) -> list[Link]:
    """Return what the actor may decide about his own letter at any time."""
    if letter.ended_at is not None or not actor.is_person(letter.person_id):
        return []
    below = Letter.objects.running().filter(round=letter.round_id, superior=letter.post_id)
    return [_offer(letter, "showing", _("What my people see of it"))] if below.exists() else []


def _offer(letter: Letter, verb: str, word: str) -> Link:
    return Link(word, reverse(f"responsibility:letter_{verb}", args=[letter.pk]))
