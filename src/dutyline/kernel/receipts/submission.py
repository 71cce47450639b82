"""How pages carry a form out: once, with a refusal shown where the person can mend it."""

import hashlib
from collections.abc import Callable

from django.forms import Form
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone

from dutyline.kernel.receipts.operations import Declined, answer_given, once
from dutyline.kernel.registry import Refusal

KEY_FIELD = "once"
"""Hidden field of every form, a fresh random word each time the form is shown."""
SECRETS = frozenset(
    {"password", "again", "oldpassword", "password1", "password2", "one_time_code", "credential"}
)
"""Fields that prove who somebody is: kept nowhere, not as a hash either, which could be guessed."""
NOT_CONTENT = SECRETS | {KEY_FIELD, "csrfmiddlewaretoken"}


def carry_out(
    request: HttpRequest, form: Form, act: Callable[[], str]
) -> HttpResponseRedirect | None:
    """Run `act` once for this form and lead to the address it returns.

    A Refusal is put on the form and None returned: show the form again with status 422. The same
    form sent twice leads to the same address without acting again.
    """
    key = request.POST.get(KEY_FIELD, "")[:80]
    try:
        if not key:
            return HttpResponseRedirect(act())
        address, _ran = once(
            hand=_hand(request),
            key=key,
            fingerprint=_fingerprint(request),
            at=timezone.now(),
            act=lambda: _address_or_refusal(act),
        )
    except Refusal as refusal:
        _blame(form, refusal)
        return None
    if isinstance(address, Refusal):
        _blame(form, address)
        return None
    return HttpResponseRedirect(str(address))


def sent_before(request: HttpRequest) -> HttpResponseRedirect | None:
    """Return where this very form led when it was sent before, None for a new one.

    For views that ask a question between the form and `carry_out`: what came of the first sending
    may raise it, and who sends again would be asked about his own record.
    """
    key = request.POST.get(KEY_FIELD, "")[:80]
    address = answer_given(hand=_hand(request), key=key, fingerprint=_fingerprint(request))
    return HttpResponseRedirect(str(address)) if address else None


def _address_or_refusal(act: Callable[[], str]) -> str:
    try:
        return act()
    except Refusal as refusal:
        raise Declined(refusal) from refusal


def _blame(form: Form, refusal: Refusal) -> None:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


def _hand(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"account:{request.user.pk}"
    return f"address:{request.META.get('REMOTE_ADDR', '')}"


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST.keys() - NOT_CONTENT):
        for value in request.POST.getlist(name):
            digest.update(f"\0{name}\1{value}".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(f"\0{name}\1{file.name}\1{file.size}".encode())
    return digest.hexdigest()
