"""The door: signing in, looking around a demonstration, the first administrator, invitations."""

from datetime import timedelta
from urllib.parse import urlencode

from allauth.account import views as allauth
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import accept_invitation, first_administrator, invited
from dutyline.kernel.access.step_up import require_step_up
from dutyline.kernel.criteria.operations import load_pack
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.sign_in.company.views import INTENT
from dutyline.shell.sign_in.devices import after_invitation
from dutyline.shell.sign_in.entering import Method, enter, walk_in
from dutyline.shell.sign_in.forms import FirstAdministrator, NewPassword
from dutyline.shell.sign_in.held import find, throw_away
from dutyline.shell.sign_in.installation import awaits_administrator, offered
from dutyline.shell.sign_in.invited import passkey_options
from dutyline.shell.sign_in.people import people_to_be


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in with a password; in a demonstration offer its people as well."""
    if awaits_administrator():
        return redirect("first_administrator")
    response = allauth.login(request)
    if hasattr(response, "context_data"):
        response.context_data["demo_people"] = people_to_be(timezone.localdate())
        response.context_data["look_around_url"] = _with_next(reverse("look_around"), request)
        response.context_data["follow_url"] = follow_url()
        response.context_data["company"] = settings.COMPANY
        response.context_data["company_next"] = request.GET.get("next", "")
        response.context_data["held"] = _leads_to_held_form(request)
        if response.context_data["form"].errors:
            response.status_code = 422
    return response


def follow_url() -> str:
    """Return where a report made without an account is followed, "" where no module offers it."""
    try:
        return reverse("inspections:follow_by_code")
    except NoReverseMatch:
        return ""


@require_POST
def look_around(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people of a demonstration; there is no such page elsewhere."""
    person = get_object_or_404(offered(), account__username=request.POST.get("person", ""))
    walk_in(request, person.account, Method.DEMO)
    request.session["demo"] = True
    target = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe else "/")


def _with_next(address: str, request: HttpRequest) -> str:
    target = request.GET.get("next", "")
    return f"{address}?{urlencode({'next': target})}" if target else address


def _leads_to_held_form(request: HttpRequest) -> bool:
    """Say whether a form that came too late waits behind the sign-in."""
    try:
        return resolve(request.GET.get("next", "")).url_name == "held_form"
    except Resolver404:
        return False


def forgotten(request: HttpRequest) -> HttpResponse:
    """Send the link to choose a new password, where a mail server is set up."""
    if not settings.EMAIL_CONFIGURED:
        context = {"email_configured": False}
        return render(request, "account/password_reset.html", context)
    response = allauth.password_reset(request)
    if hasattr(response, "context_data"):
        response.context_data["email_configured"] = True
    return response


@login_required
def first_password(request: HttpRequest) -> HttpResponse:
    """Choose a password where there is none, after proving by other means who one is."""
    within = timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    asked = require_step_up(request, within=within, at=timezone.now())
    response: HttpResponse = asked or allauth.password_set(request)
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def held_form(request: HttpRequest, key: str) -> HttpResponse:
    """Offer to send, or throw away, a form that arrived after the sign-in had ended."""
    held = find(key, request.user.pk)
    if held is None:
        return redirect("/")
    if request.method == "POST":
        throw_away(request.user.pk, held)
        return redirect("/")
    return render(request, "sign_in/held.html", {"held": held})


@sensitive_post_parameters("password", "again", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the first administrator of an empty installation; gone once there is an account."""
    if not awaits_administrator():
        return redirect("/")
    form = FirstAdministrator(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = carry_out(request, form, lambda: _begin(request, form))
        if done:
            return done
    status = 422 if form.errors else 200
    return render(request, "sign_in/set_up.html", {"form": form}, status=status)


def _begin(request: HttpRequest, form: FirstAdministrator) -> str:
    given, now = form.cleaned_data, timezone.now()
    with transaction.atomic():
        beginning = first_administrator(
            enterprise=given["enterprise"],
            name=given["name"],
            username=given["username"],
            password=given["password"],
            email=given["email"],
            time_zone=given["time_zone"],
            language=get_language() or "",
            at=now,
        )
        load_pack(path=given["pack"], by=Actor.system("first set-up"), at=now)
    walk_in(request, beginning.account, Method.PASSWORD)
    return reverse("first_steps")


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Let an invited person choose the password of his account, once."""
    account = invited(secret, timezone.now())
    if account is None:
        return render(request, "sign_in/invitation_over.html", status=404)
    form = NewPassword(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = carry_out(request, form, lambda: _accept(secret, form))
        if done:
            account.refresh_from_db()  # the session is bound to the password just chosen
            after_invitation(account, timezone.now())
            # A new password opens no account whose second factor was not shown.
            return enter(request, account, Method.INVITATION)
    if settings.COMPANY:
        request.session[INTENT] = {"for": "invitation", "secret": secret}
    context = {
        "form": form,
        "account": account,
        "company": settings.COMPANY,
        "secret": secret,
        "creation_options": passkey_options(account),
    }
    status = 422 if form.errors else 200
    return render(request, "sign_in/invitation.html", context, status=status)


def _accept(secret: str, form: NewPassword) -> str:
    accept_invitation(raw=secret, password=form.cleaned_data["password"], at=timezone.now())
    return "/"
