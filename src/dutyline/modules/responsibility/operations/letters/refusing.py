"""A holder says why he does not sign; his superior hears of it and answers."""

from datetime import date, datetime, timedelta

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.models import (
    AnswerKind,
    Letter,
    LetterAnswer,
    LetterRefusal,
)
from dutyline.modules.responsibility.operations.letters.parties import holds, upper_party
from dutyline.modules.responsibility.operations.letters.refusals import (
    AnswerMissing,
    NotOpen,
    NotRefused,
    NotTheUpperParty,
    NotYourLetter,
    RefusalReasonMissing,
    SignedAlready,
)
from dutyline.modules.responsibility.operations.letters.shared import (
    let_know,
    locked,
    post_of,
    standing_of,
    tell,
)
from dutyline.modules.responsibility.rules.letters import may_sign


@transaction.atomic
def refuse_letter(
    *, by: Actor, letter: Letter, reason: str, on: date, at: datetime
) -> LetterRefusal:
    """Say that one does not sign one's letter, and why; it can still be signed later.

    Raises NotYourLetter, SignedAlready, NotOpen, RefusalReasonMissing.
    """
    row = locked(letter)
    if by.person is None or row.person_id != by.person.pk or not holds(by.person, row, on):
        raise NotYourLetter
    standing = standing_of(row)
    if standing.signed:
        raise SignedAlready
    if not may_sign(standing):
        raise NotOpen
    if not reason.strip():
        raise RefusalReasonMissing
    refusal = LetterRefusal.objects.create(
        letter=row, text=row.text, reason=reason.strip(), by=by.person, by_name=by.name, at=at
    )
    row.refused_at = at
    row.save(update_fields=["refused_at"])
    tell(by, row, "letter_refused", at, reason.strip())
    let_know(upper_party(row, on), row, "letter_refused", by=by, at=at, reason=reason.strip())
    return refusal


@transaction.atomic
def answer_refusal(
    *, by: Actor, letter: Letter, kind: str, words: str, on: date, at: datetime
) -> LetterAnswer:
    """Answer a refusal as the superior: offer to talk, or ask to sign the letter as it stands.

    Who wants other words changes card, goals or terms: the letter then opens with the new text by
    itself. Raises NotTheUpperParty, NotRefused, AnswerMissing.
    """
    row = locked(letter)
    if by.person is None or not any(by.is_person(each.pk) for each in upper_party(row, on)):
        raise NotTheUpperParty
    refusal = row.refusals.order_by("-id").first()
    if row.refused_at is None or refusal is None:
        raise NotRefused
    if not words.strip():
        raise AnswerMissing
    answer = LetterAnswer.objects.create(
        refusal=refusal,
        kind=kind,
        words=words.strip(),
        by=by.person,
        by_name=by.name,
        by_post=post_of(by),
        at=at,
    )
    if kind == AnswerKind.AGAIN:
        row.refused_at, row.due_on = None, on + timedelta(days=row.round.due_days)
        row.save(update_fields=["refused_at", "due_on"])
    tell(by, row, "letter_answered", at, words.strip())
    let_know([row.person], row, "letter_answered", by=by, at=at, words=words.strip())
    return answer
