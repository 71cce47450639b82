"""The page where one confirms who one is, before what cannot be taken back."""

from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dutyline.kernel.access.attempts import note_attempt
from dutyline.kernel.access.models import Account, Attempt
from dutyline.kernel.access.step_up import BY_TYPE
from dutyline.shell.sign_in.installation import is_demo
from dutyline.shell.sign_in.second_factors.forms import ConfirmCode, ConfirmPasskey

Method = Attempt.Method
WAYS = ("password", "code", "credential", "demo")


class ConfirmPassword(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask in our words."""
        super().__init__(*args, **kwargs)
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )


@login_required
@sensitive_post_parameters("password", "code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """Ask for one proof of the person signed in, and lead back to where he was."""
    account = get_object_or_404(Account, pk=request.user.pk)
    way = next((each for each in WAYS if each in request.POST), "")
    if way == "demo" and may_look_around(request):
        return _confirmed(request, account, Method.DEMO)
    # Too many wrong answers: nothing is tried, so that nothing can be learned.
    allowed = not way or ratelimit.consume(request, action="reauthenticate", user=request.user)
    asked = _forms(request, account, way if allowed else "")
    form = asked.get(way) if allowed else None
    if form is not None and form.is_valid():
        return _confirmed(request, account, _method(form, way), form)
    context = {
        "forms": asked,
        "too_often": not allowed,
        "next": safe_target(request),
        "demo": may_look_around(request),
        "company": bool(settings.COMPANY) and hasattr(account, "company_identity"),
        "company_name": settings.COMPANY["name"] if settings.COMPANY else "",
        "request_options": begin_authentication(account) if "credential" in asked else None,
    }
    status = 200 if allowed and form is None else 422
    return render(request, "sign_in/confirm.html", context, status=status if allowed else 429)


def may_look_around(request: HttpRequest) -> bool:
    """Say whether this is a visitor of a demonstration, who has no password to give."""
    return bool(request.session.get("demo")) and is_demo()


def note_confirmed(request: HttpRequest, account: Account, method: Attempt.Method) -> None:
    """Write down that somebody confirmed who he is by something that keeps no record itself."""
    note_attempt(
        request,
        what=Attempt.What.CONFIRM,
        succeeded=True,
        account=account,
        methods=[method],
        at=timezone.now(),
    )


def safe_target(request: HttpRequest) -> str:
    """Return the page of our own a request says to go on to, the first page without one."""
    target = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if safe else "/"


def _forms(request: HttpRequest, account: Account, way: str) -> dict[str, forms.Form]:
    """Return a form for each thing the account could prove itself with."""
    types = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    kinds: dict[str, type[forms.Form]] = {}
    if account.has_usable_password():
        kinds["password"] = ConfirmPassword
    if Authenticator.Type.TOTP in types:
        kinds["code"] = ConfirmCode
    if Authenticator.Type.WEBAUTHN in types:
        kinds["credential"] = ConfirmPasskey
    return {
        key: kind(request.POST if key == way else None, user=account)  # type: ignore[call-arg]
        for key, kind in kinds.items()
    }


def _method(form: forms.Form, way: str) -> Attempt.Method:
    if way == "password":
        return Method.PASSWORD
    if way == "credential":
        return Method.PASSKEY
    return BY_TYPE[form.authenticator.type]  # type: ignore[attr-defined]


def _confirmed(
    request: HttpRequest, account: Account, method: Attempt.Method, form: forms.Form | None = None
) -> HttpResponse:
    if form is not None and method is Method.PASSKEY:
        form.save()  # type: ignore[attr-defined]
    else:
        record_authentication(request, account, str(method), reauthenticated=True)
    note_confirmed(request, account, method)
    return HttpResponseRedirect(safe_target(request))
