"""One's own security: password, second factors, devices, and who tried to sign in."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from dutyline.kernel.access.models import Account, Attempt
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.sign_in.devices import browser_words, devices_of, end_own, place_words
from dutyline.shell.sign_in.models import CompanyIdentity
from dutyline.shell.sign_in.second_factors.operations import factors_of, needs_factor
from dutyline.shell.sign_in.sessions import DEVICE
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.messages import done
from dutyline.toolkit.wording import in_a_row

SHOWN = 5
SIZE = 50


@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """Show what protects one's account and where it is in use."""
    account, actor, now = own_account(request), actor_of(request), timezone.now()
    factors = factors_of(account)
    codes = Authenticator.objects.filter(
        user=account, type=Authenticator.Type.RECOVERY_CODES
    ).first()
    attempts = account.attempts.select_related("host__person").order_by("-at", "-id")[:SHOWN]
    context = {
        "account": account,
        "app": next((each for each in factors if each.type == Authenticator.Type.TOTP), None),
        "passkeys": [each for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "has_factor": bool(factors),
        "needs_factor": needs_factor(actor),
        "devices": device_rows(account, request.session.get(DEVICE)),
        "attempts": attempt_rows(list(attempts)),
        "company": settings.COMPANY,
        "identity": CompanyIdentity.objects.filter(account=account).first(),
        "now": now,
    }
    return render(request, "sign_in/security.html", context)


@login_required
@require_GET
def own_attempts(request: HttpRequest) -> HttpResponse:
    """List every attempt to sign in as oneself, newest first."""
    page = page_of(
        request, own_account(request).attempts.select_related("host__person"), ("-at", "-id"), SIZE
    )
    context = {"page": page, "attempts": attempt_rows(page.rows), "own": True}
    return render(request, "sign_in/attempts.html", context)


@login_required
@require_POST
def device_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the sign-in of one device."""
    n = end_own(by=actor_of(request), account=own_account(request), at=timezone.now(), device=pk)
    if n:
        done(request, _("That device is signed out."))
    return redirect("security")


@login_required
@require_POST
def other_devices_end(request: HttpRequest) -> HttpResponse:
    """End the sign-in of every device but this one."""
    end_own(
        by=actor_of(request),
        account=own_account(request),
        at=timezone.now(),
        but=request.session.get(DEVICE),
    )
    done(request, _("All other devices are signed out."))
    return redirect("security")


def own_account(request: HttpRequest) -> Account:
    """Return the account of whoever is signed in."""
    return get_object_or_404(Account, pk=request.user.pk)


def device_rows(account: Account, here: int | None) -> list[dict[str, Any]]:
    """Return the devices of an account in words."""
    return [
        {
            "row": each,
            "words": browser_words(each.browser),
            "place": place_words(each.address),
            "here": each.pk == here,
        }
        for each in devices_of(account, timezone.now())[:SIZE]
    ]


def attempt_rows(attempts: list[Attempt]) -> list[dict[str, Any]]:
    """Return attempts in words."""
    return [
        {
            "row": each,
            "methods": in_a_row(each.method_words),
            "words": browser_words(each.browser),
            "place": place_words(each.address),
        }
        for each in attempts
    ]
