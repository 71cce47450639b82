"""Lets somebody in, in whatever way he proved who he is, and writes it down."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    get_authentication_records,
    perform_login,
    record_authentication,
)
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from dutyline.kernel.access.attempts import note_attempt
from dutyline.kernel.access.models import Account, Attempt
from dutyline.kernel.access.step_up import BY_TYPE
from dutyline.shell.sign_in.devices import begin
from dutyline.shell.sign_in.security.required import remember_need

Method = Attempt.Method
BACKEND = "dutyline.kernel.access.signing_in.Accounts"


def enter(
    request: HttpRequest, account: Account, method: Attempt.Method, target: str = "/"
) -> HttpResponse:
    """Sign an account in that proved itself by `method`; a second factor is still asked for."""
    record_authentication(request, account, str(method))
    response: HttpResponse = perform_login(request, Login(user=account, redirect_url=target))
    return response


def walk_in(request: HttpRequest, account: Account, method: Attempt.Method) -> None:
    """Sign an account in that has no second factor to ask for."""
    account.backend = BACKEND
    record_authentication(request, account, str(method))
    get_adapter(request).login(request, account)


def note_entered(request: HttpRequest, account: Account, methods: list[str]) -> None:
    """Write down that somebody is in: in the list of attempts, and where he is signed in."""
    now = timezone.now()
    if methods != [Method.DEMO]:
        remember_need(request, account)
    begin(request, account, " ".join(methods), now)
    note_attempt(
        request,
        what=Attempt.What.SIGN_IN,
        succeeded=True,
        account=account,
        methods=methods,
        at=now,
    )


def methods_used(request: HttpRequest, account: Account) -> list[str]:
    """Return by what the person of this session proved who he is, each once."""
    found = [
        str(BY_TYPE.get(each.get("type", ""), each["method"]))
        for each in get_authentication_records(request, account)
    ]
    return [each for each in dict.fromkeys(found) if each in Method.values]
