"""An invitation accepted without a password: by a passkey of the phone that scanned it."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.webauthn.internal.auth import WebAuthn, begin_registration
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import invited, use_invitation
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.history.operations import record
from dutyline.shell.sign_in.devices import after_invitation, browser_words
from dutyline.shell.sign_in.entering import BACKEND
from dutyline.shell.sign_in.second_factors.forms import NewPasskey
from dutyline.shell.sign_in.second_factors.operations import factors_of


@transaction.atomic
def accept_by_passkey(*, raw: str, name: str, credential: dict[str, Any], at: datetime) -> Account:
    """Use an invitation up by a passkey, which opens the account alone; no password is set."""
    account = use_invitation(raw=raw, at=at)
    WebAuthn.add(account, name, credential)
    by = actor_for(account, at)
    record(
        by=by,
        verb="sign_in.passkey_added",
        subject=("access.account", account.pk, account.username),
        unit_path=by.appointment.post.unit.path if by.appointment else "/",
        at=at,
        name=name,
    )
    return account


def passkey_options(account: Account) -> dict[str, Any] | None:
    """Return what the device is asked for; None for an account that has a second factor already.

    Else an invitation would lead past it.
    """
    return None if factors_of(account) else begin_registration(account, True)


@sensitive_post_parameters("credential")
@require_POST
def invitation_passkey(request: HttpRequest, secret: str) -> HttpResponse:
    """Let an invited person make a passkey in place of a password, once."""
    account = invited(secret, timezone.now())
    if account is None or factors_of(account):
        return render(request, "sign_in/invitation_over.html", status=404)
    name = browser_words(request.headers.get("User-Agent", ""))
    form = NewPasskey({**request.POST.dict(), "name": name}, user=account)
    if not form.is_valid():
        return redirect("invitation", secret=secret)
    account = accept_by_passkey(
        raw=secret, name=name, credential=form.cleaned_data["credential"], at=timezone.now()
    )
    after_invitation(account, timezone.now())
    account.backend = BACKEND
    record_authentication(request, account, "mfa", type="webauthn", passwordless=True)
    get_adapter(request).login(request, account)
    return redirect("/")
