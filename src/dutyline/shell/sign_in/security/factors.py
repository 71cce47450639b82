"""Pages where one adds and removes one's own second factors, after confirming who one is."""

from datetime import timedelta

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import clear_totp_secret
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dutyline.kernel.access.step_up import require_step_up
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.sign_in.devices import browser_words
from dutyline.shell.sign_in.second_factors.forms import NewApp, NewPasskey
from dutyline.shell.sign_in.second_factors.operations import (
    HasApp,
    add_app,
    add_passkey,
    factors_of,
    new_recovery_codes,
    remove_factor,
)
from dutyline.shell.sign_in.security.pages import own_account
from dutyline.toolkit.qr import qr_svg
from dutyline.toolkit.ui.messages import done

Kind = Authenticator.Type


@login_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def app_new(request: HttpRequest) -> HttpResponse:
    """Show a code for an app to scan, and take the first code the app shows."""
    account = own_account(request)
    if asked := _step_up(request):
        return asked
    if any(each.type == Kind.TOTP for each in factors_of(account)):
        return _refused(request, HasApp())
    form = NewApp(request.POST if request.method == "POST" else None, user=account)
    if form.is_valid():
        by, at = actor_of(request), timezone.now()
        codes = add_app(by=by, account=account, secret=form.secret, at=at)
        clear_totp_secret(request)
        return _added(request, codes, _("Codes of an app are asked for from now on."))
    address = get_adapter().build_totp_url(account, form.secret)
    context = {
        "form": form,
        "secret": " ".join(form.secret[i : i + 4] for i in range(0, len(form.secret), 4)),
        "address": address,
        "picture": qr_svg(address, title=_("Code for your app"), size_mm=45),
    }
    status = 422 if form.errors else 200
    return render(request, "sign_in/app_new.html", context, status=status)


@login_required
@sensitive_post_parameters("credential")
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_new(request: HttpRequest) -> HttpResponse:
    """Let the device make a passkey, or a security key answer."""
    account = own_account(request)
    if asked := _step_up(request):
        return asked
    name = browser_words(request.headers.get("User-Agent", ""))
    sent = request.POST if request.method == "POST" else None
    form = NewPasskey(sent, user=account, initial={"name": name})
    if form.is_valid():
        try:
            codes = add_passkey(
                by=actor_of(request),
                account=account,
                name=form.cleaned_data["name"],
                credential=form.cleaned_data["credential"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            return _refused(request, refusal)
        return _added(request, codes, _("The passkey is added."))
    options = begin_registration(account, False)
    # A key that can keep itself opens the door alone; one that cannot still follows a password.
    options["publicKey"]["authenticatorSelection"] |= {
        "residentKey": "preferred",
        "requireResidentKey": False,
    }
    context = {"form": form, "creation_options": options}
    status = 422 if form.errors else 200
    return render(request, "sign_in/passkey_new.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def factor_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, and then remove one second factor of one's own."""
    account = own_account(request)
    own = Authenticator.objects.filter(user=account, type__in=(Kind.TOTP, Kind.WEBAUTHN))
    factor = get_object_or_404(own, pk=pk)
    if asked := _step_up(request):
        return asked
    if request.method == "POST":
        try:
            remove_factor(by=actor_of(request), account=account, factor=factor, at=timezone.now())
        except Refusal as refusal:
            return _refused(request, refusal)
        done(request, _("It is removed."))
        return redirect("security")
    name = factor.data.get("name") or _("Codes of an app")
    return render(request, "sign_in/factor_removal.html", {"name": name})


@login_required
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes and show them this once."""
    if asked := _step_up(request, reverse("security")):
        return asked
    try:
        codes = new_recovery_codes(
            by=actor_of(request), account=own_account(request), at=timezone.now()
        )
    except Refusal as refusal:
        return _refused(request, refusal)
    return render(request, "sign_in/recovery_codes.html", {"codes": codes})


def _step_up(request: HttpRequest, back: str = "") -> HttpResponse | None:
    within = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return require_step_up(request, within=within, at=timezone.now(), back=back)


def _added(request: HttpRequest, codes: list[str], words: str) -> HttpResponse:
    request.session.pop("needs_factor", None)
    if codes:
        return render(request, "sign_in/recovery_codes.html", {"codes": codes, "words": words})
    done(request, words)
    return redirect("security")


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    done(request, str(refusal))
    return redirect("security")
