"""Every attempt to sign is written down, and why somebody cannot sign yet is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.attempts import note_attempt
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.models import Account, Attempt
from dutyline.kernel.access.step_up import confirmed_by
from dutyline.kernel.access.ways_in import newest_renewal
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.registry import Refusal
from dutyline.modules.responsibility.keys import letter_key
from dutyline.modules.responsibility.models import Letter, LetterSignature, Party
from dutyline.modules.responsibility.operations.letters.parties import WAY_IN
from dutyline.modules.responsibility.operations.letters.signing import tell_held_back
from dutyline.toolkit.ui.parts import Link

CLIENT_ERROR = 400


@dataclass(frozen=True)
class Guest:
    """Who signs on the device of another, and by what he proved himself."""

    account: Account | None
    methods: Sequence[str] = ()


def noted(
    request: HttpRequest,
    letters: Sequence[Letter],
    response: HttpResponse,
    guest: Guest | None = None,
) -> HttpResponse:
    """Write down an attempt to sign that came out as `response`, which it returns."""
    if request.method == "POST":
        for letter in letters:
            _note(request, letter, guest, succeeded=response.status_code < CLIENT_ERROR)
    return response


def not_yet(
    request: HttpRequest, why: Refusal, letters: Sequence[Letter], crumbs: Sequence[Link]
) -> HttpResponse:
    """Say why somebody cannot sign yet; the first try since he was let in is written down."""
    note_held_back(request, actor_of(request), letters)
    context = {"why": why, "crumbs": crumbs}
    return render(request, "responsibility/letter_not_yet.html", context, status=409)


def note_held_back(
    request: HttpRequest, by: Actor, letters: Sequence[Letter], guest: Guest | None = None
) -> None:
    """Write down that somebody came to sign who was let in by another lately; once each letter."""
    renewed, now = newest_renewal(by), timezone.now()
    tried = Attempt.objects.filter(
        account=by.account_id, what=Attempt.What.SIGNATURE, at__gte=renewed.at if renewed else now
    )
    known = set(tried.values_list("about", flat=True))
    for letter in letters:
        if letter_key(letter.pk) not in known:
            _note(request, letter, guest, succeeded=False)
            tell_held_back(by=by, letter=letter, at=now)


def newcomers(letters: Sequence[Letter], on: date) -> list[LetterSignature]:
    """Return the signatures of holders whom another had let in for the first time just before."""
    hours = timedelta(hours=int(criterion(WAY_IN, on)))
    rows = LetterSignature.objects.filter(
        letter__in=letters, party=Party.HOLDER, way_in_at__isnull=False
    ).select_related("letter")
    texts = {each.pk: each.text_id for each in letters}
    return [
        row
        for row in rows.order_by("id")
        if texts[row.letter_id] == row.text_id and row.way_in_at and row.at - row.way_in_at < hours
    ]


def _note(request: HttpRequest, letter: Letter, guest: Guest | None, *, succeeded: bool) -> None:
    account: Account | None = guest.account if guest else request.user  # type: ignore[assignment]
    methods = guest.methods if guest else filter(None, [confirmed_by(request)])
    note_attempt(
        request,
        what=Attempt.What.SIGNATURE,
        succeeded=succeeded,
        account=account,
        methods=methods,
        about=letter_key(letter.pk),
        at=timezone.now(),
    )
