"""A holder signs his letter, which opens those below; a superior signs many with his people."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.operations import submit_evidence
from dutyline.kernel.ledger.operations import add, make_checkpoint
from dutyline.kernel.organisation.models import Person
from dutyline.modules.responsibility.entering import SIGNATURE, signature_payload
from dutyline.modules.responsibility.keys import letter_key, signature_key
from dutyline.modules.responsibility.models import (
    Letter,
    LetterSignature,
    LetterState,
    LetterText,
    Party,
)
from dutyline.modules.responsibility.operations.letters.marks import is_outdated
from dutyline.modules.responsibility.operations.letters.parties import (
    holds,
    require_in_person,
    require_upper_party,
    way_in_of,
)
from dutyline.modules.responsibility.operations.letters.refusals import (
    HolderFirst,
    NothingToSign,
    NotOpen,
    NotYourLetter,
    SignedAlready,
    TextChanged,
    TooManyToSign,
)
from dutyline.modules.responsibility.operations.letters.shared import (
    locked,
    post_of,
    settle_openings,
    standing_of,
    tell,
    tell_opened,
)
from dutyline.modules.responsibility.operations.letters.wording import sha256_of
from dutyline.modules.responsibility.rules.drawing import Strokes
from dutyline.modules.responsibility.rules.letters import may_sign, state_of

MOST = 200
"""Letters one countersignature takes: more than anybody leads directly."""


@transaction.atomic
def sign_letter(
    *,
    by: Actor,
    letter: Letter,
    text: int,
    name: str,
    confirmed_at: datetime | None,
    on: date,
    at: datetime,
    confirmed_by: str = "",
    host: Person | None = None,
    drawing: Strokes | None = None,
) -> LetterSignature:
    """Sign one's own letter, in the words of text number `text`, under one's own name.

    `confirmed_at` is when the session's person last proved who he is, `confirmed_by` by what: no
    token, job, or administrator has one. `host` is whose device it is, where it is lent, `drawing`
    what he drew, kept where the letters are drawn. The letters of those below open. Raises
    NotInPerson, WayInRenewed, NotConfirmed, NameDiffers, NotYourLetter, LetterEnded, SignedAlready,
    NotOpen, TextChanged.
    """
    person, proved = require_in_person(by, name, confirmed_at, on, at)
    row = locked(letter)
    if row.person_id != person.pk or not holds(person, row, on):
        raise NotYourLetter
    standing = standing_of(row)
    if standing.signed:
        raise SignedAlready
    if not may_sign(standing):
        raise NotOpen
    _require_read(row, text)
    if is_outdated(row, on):
        raise TextChanged
    signature = _sign(
        row,
        Party.HOLDER,
        person=person,
        post=row.post.title,
        confirmed_at=proved,
        at=at,
        confirmed_by=confirmed_by,
        host=host,
        host_name=host.name if host else "",
        **_drawn(row, drawing),
        **way_in_of(by),
    )
    signature.save(force_insert=True)
    row.signed_at, row.refused_at, row.stale_at = at, None, None
    row.due_on = on + timedelta(days=row.round.due_days)
    row.save(update_fields=["signed_at", "refused_at", "stale_at", "due_on"])
    opened = settle_openings(row.round, on, at, superiors=[row.post_id])
    _keep(by, row, signature, "letter_signed", at)
    _enter([signature], at)
    tell_opened(row.round, opened, by, at)
    return signature


@transaction.atomic
def countersign(
    *,
    by: Actor,
    letters: Sequence[Letter],
    name: str,
    confirmed_at: datetime | None,
    on: date,
    at: datetime,
    confirmed_by: str = "",
    texts: dict[int, int] | None = None,
    drawing: Strokes | None = None,
) -> list[LetterSignature]:
    """Sign letters of one's people as their superior, all of them or none.

    `texts` are the numbers of the texts that were read, by letter. Raises what `sign_letter` does,
    HolderFirst, NotTheUpperParty, OwnLetterFirst, NothingToSign, TooManyToSign.
    """
    person, proved = require_in_person(by, name, confirmed_at, on, at)
    if not letters:
        raise NothingToSign
    if len(letters) > MOST:
        raise TooManyToSign(most=MOST)
    how = {"confirmed_by": confirmed_by, **way_in_of(by)}
    signatures = []
    for letter in sorted(letters, key=lambda each: each.pk):
        row = locked(letter)
        require_upper_party(by, row, on)
        state = state_of(standing_of(row))
        if state is LetterState.SIGNED:
            raise SignedAlready
        if state is not LetterState.HELD:
            raise HolderFirst(name=row.person.name)
        _require_read(row, (texts or {}).get(row.pk, row.text.number))
        post = row.superior.title if row.superior else row.round.partner_for or post_of(by)
        signature = _sign(
            row,
            Party.SUPERIOR,
            person=person,
            post=post,
            confirmed_at=proved,
            at=at,
            **how,
            **_drawn(row, drawing),
        )
        signature.save(force_insert=True)
        row.countersigned_at, row.due_on = at, None
        row.save(update_fields=["countersigned_at", "due_on"])
        _keep(by, row, signature, "letter_countersigned", at)
        signatures.append(signature)
    _enter(signatures, at)
    return signatures


@transaction.atomic
def tell_held_back(*, by: Actor, letter: Letter, at: datetime) -> None:
    """Write into the history that somebody let in by another lately came to sign a letter."""
    tell(by, letter, "letter_held_back", at, year=letter.round.year)


def meaning_of(party: Party, letter: Letter) -> str:
    """Return the words a party signs under."""
    told = {"post": letter.post.title, "year": letter.round.year, "name": letter.person.name}
    if party is Party.HOLDER:
        words = _("I have read this letter and take on its duties as %(post)s for %(year)s.")
        return words % told
    words = _(
        "I have agreed this letter with %(name)s (%(post)s) and will support and assess it in "
        "%(year)s."
    )
    return words % told


def _require_read(letter: Letter, number: int) -> None:
    text: LetterText = letter.text
    if text.number != number:
        raise TextChanged


def _sign(
    letter: Letter,
    party: Party,
    *,
    person: Person,
    post: str,
    confirmed_at: datetime,
    at: datetime,
    **how: Any,
) -> LetterSignature:
    return LetterSignature(
        letter=letter,
        text=letter.text,
        party=party,
        person=person,
        person_name=person.name,
        person_post=post[:300],
        meaning=meaning_of(party, letter),
        sha256=letter.text.sha256,
        confirmed_at=confirmed_at,
        at=at,
        **how,
    )


def _drawn(letter: Letter, drawing: Strokes | None) -> dict[str, Any]:
    if drawing is None or not letter.round.drawn:
        return {}
    return {"drawing": drawing, "drawing_sha256": sha256_of(drawing)}


def _keep(by: Actor, letter: Letter, signature: LetterSignature, verb: str, at: datetime) -> None:
    """Write a signature into the history and let it count for the signer's duties."""
    tell(by, letter, verb, at, year=letter.round.year)
    submit_evidence(
        by=by,
        kind=f"responsibility.{verb}",
        source=signature_key(signature.pk),
        person=signature.person,
        unit=letter.post.unit,
        about=letter_key(letter.pk),
        occurred_at=at,
        recorded_at=at,
        snapshot={"label": letter.post.title, "year": letter.round.year},
    )


def _enter(signatures: Sequence[LetterSignature], at: datetime) -> None:
    """Enter signatures in the log nobody can rewrite, and sign how it stands with them."""
    add(
        kind=SIGNATURE,
        records={each.pk: signature_payload(each) for each in signatures},
        at=at,
    )
    make_checkpoint(at)
