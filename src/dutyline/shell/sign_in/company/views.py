"""To the company's sign-in and back."""

import secrets
from datetime import timedelta
from typing import Any

import structlog
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dutyline.kernel.access.attempts import note_attempt
from dutyline.kernel.access.models import Account, Attempt
from dutyline.kernel.access.operations import invited
from dutyline.kernel.access.step_up import require_step_up
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.sign_in.company import operations
from dutyline.shell.sign_in.company.id_token import SLACK, BadToken, Subject, read
from dutyline.shell.sign_in.company.issuer import (
    IssuerTrouble,
    Journey,
    address_to_ask,
    keys,
    token_for,
)
from dutyline.shell.sign_in.confirming import note_confirmed, safe_target
from dutyline.shell.sign_in.devices import after_invitation
from dutyline.shell.sign_in.entering import enter
from dutyline.shell.sign_in.security.pages import own_account
from dutyline.toolkit.ui.messages import done

KEPT = "company_journey"
INTENT = "company_intent"
PATIENCE = timedelta(minutes=10)
"""Between leaving and coming back."""
COMPANY = Attempt.Method.COMPANY
log = structlog.get_logger("dutyline.sign_in")


@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Send the browser to the company's sign-in."""
    if not settings.COMPANY:
        raise Http404
    # What was prepared on another page counts only for the link of that page.
    intent = request.session.pop(INTENT, None) or {}
    if intent.get("for", "") != request.GET.get("for"):
        intent = {"for": "sign_in"}
    if intent["for"] == "sign_in" and request.user.is_authenticated:
        intent = {"for": "confirm"}
    journey, now = Journey.new(), timezone.now()
    try:
        address = address_to_ask(journey, _back(request), again=intent["for"] == "confirm")
    except IssuerTrouble as trouble:
        return _failed(request, str(trouble))
    request.session[KEPT] = {
        **vars(journey),
        **intent,
        "next": safe_target(request),
        "began": now.timestamp(),
    }
    return HttpResponseRedirect(address)


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Read what the company's sign-in says, and do what one left for."""
    if not settings.COMPANY:
        raise Http404
    kept = request.session.pop(KEPT, None)
    try:
        subject = _subject(request, kept)
    except (IssuerTrouble, BadToken) as trouble:
        # Without a journey nobody tried anything, and strangers could fill the list.
        return _failed(request, str(trouble), noted=kept is not None)
    doing = {"sign_in": _sign_in, "confirm": _confirm, "link": _link, "invitation": _accept}
    try:
        return doing[kept["for"]](request, subject, kept)
    except Refusal as refusal:
        return _failed(request, str(refusal), words=str(refusal))


@login_required
@require_POST
def link(request: HttpRequest) -> HttpResponse:
    """Ask to go on to the company's sign-in, so as to link it; a form may not lead there."""
    if not settings.COMPANY:
        raise Http404
    within = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    asked = require_step_up(request, within=within, at=timezone.now(), back=reverse("security"))
    if asked:
        return asked
    request.session[INTENT] = {"for": "link"}
    return render(request, "sign_in/company_go.html", {"company": settings.COMPANY})


@login_required
@require_POST
def unlink(request: HttpRequest) -> HttpResponse:
    """Sign in without the company from now on."""
    if not settings.COMPANY:
        raise Http404
    try:
        operations.unlink(by=actor_of(request), account=own_account(request), at=timezone.now())
    except Refusal as refusal:
        done(request, str(refusal))
    return redirect("security")


def _subject(request: HttpRequest, kept: dict[str, Any] | None) -> Subject:
    now = timezone.now()
    given = request.GET.get("state", "")
    if kept is None or not secrets.compare_digest(given.encode(), kept["state"].encode()):
        raise BadToken("state")
    if now.timestamp() - kept["began"] > PATIENCE.total_seconds():
        raise BadToken("too late")
    issuer = settings.COMPANY["issuer"]
    # RFC 9207: an answer of another issuer than the one that was asked.
    if request.GET.get("iss", issuer) != issuer or not request.GET.get("code"):
        raise BadToken(f"no code: {request.GET.get('error', '')[:60]}")
    token = token_for(request.GET["code"], kept["verifier"], _back(request))
    return read(
        token,
        keys=keys(),
        issuer=issuer,
        client=settings.COMPANY["client"],
        nonce=kept["nonce"],
        at=now,
    )


def _sign_in(request: HttpRequest, subject: Subject, kept: dict[str, Any]) -> HttpResponse:
    account = operations.account_of(subject)
    if account is None:
        _note(request, None)
        context = {"company": settings.COMPANY, "subject": subject.subject}
        return render(request, "sign_in/company_unknown.html", context, status=403)
    return enter(request, account, COMPANY, kept["next"])


def _confirm(request: HttpRequest, subject: Subject, kept: dict[str, Any]) -> HttpResponse:
    account = operations.account_of(subject)
    fresh = subject.proved_at and subject.proved_at.timestamp() >= (
        kept["began"] - SLACK.total_seconds()
    )
    if account is None or account.pk != request.user.pk or not fresh:
        words = _("The company sign-in did not confirm that it is you, just now.")
        return _failed(request, "confirm", words=words)
    record_authentication(request, account, str(COMPANY), reauthenticated=True)
    note_confirmed(request, account, COMPANY)
    return HttpResponseRedirect(kept["next"])


def _link(request: HttpRequest, subject: Subject, kept: dict[str, Any]) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect("account_login")
    account = own_account(request)
    operations.link_own(by=actor_of(request), account=account, subject=subject, at=timezone.now())
    done(request, _("Linked. From now on you may sign in there."))
    return redirect("security")


def _accept(request: HttpRequest, subject: Subject, kept: dict[str, Any]) -> HttpResponse:
    now = timezone.now()
    if invited(kept["secret"], now) is None:
        return render(request, "sign_in/invitation_over.html", status=404)
    account = operations.link_invited(raw=kept["secret"], subject=subject, at=now)
    after_invitation(account, now)
    return enter(request, account, COMPANY)


def _back(request: HttpRequest) -> str:
    path = reverse("company_sign_in_back")
    return f"{settings.ORIGIN.rstrip('/')}{path}" if settings.ORIGIN else (
        request.build_absolute_uri(path)
    )  # fmt: skip


def _failed(
    request: HttpRequest, trouble: str, words: str = "", *, noted: bool = True
) -> HttpResponse:
    log.warning("sign_in.company_failed", trouble=trouble[:200])
    if noted:
        _note(request, None)
    context = {"company": settings.COMPANY, "words": words}
    return render(request, "sign_in/company_failed.html", context, status=403)


def _note(request: HttpRequest, account: Account | None) -> None:
    user = request.user if request.user.is_authenticated else account
    note_attempt(
        request,
        what=Attempt.What.CONFIRM if request.user.is_authenticated else Attempt.What.SIGN_IN,
        succeeded=False,
        account=user,
        methods=[COMPANY],
        at=timezone.now(),
    )
