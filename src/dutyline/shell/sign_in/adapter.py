"""Sign-in is for accounts somebody entitled has opened."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import timezone

from dutyline.kernel.access.attempts import note_attempt
from dutyline.kernel.access.models import Account, Attempt
from dutyline.shell.sign_in.devices import after_new_password
from dutyline.shell.sign_in.entering import BACKEND, methods_used, note_entered


class ClosedAdapter(DefaultAccountAdapter):
    """Nobody signs himself up; whoever comes in, or does not, is written down."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: accounts are opened by administrators."""
        return False

    def login(self, request: HttpRequest, user: Account) -> None:
        """Sign in, and note by what; what was proved before the session began belongs to it."""
        methods = methods_used(request, user)
        user.backend = BACKEND
        super().login(request, user)
        note_entered(request, user, methods)

    def set_password(self, user: Account, password: str) -> None:
        """Keep a password its owner chose; every other device of his is signed out."""
        super().set_password(user, password)
        after_new_password(self.request, user)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Note a wrong password, of a sign-in or within a session."""
        note_attempt(
            request,
            what=Attempt.What.CONFIRM if request.user.is_authenticated else Attempt.What.SIGN_IN,
            succeeded=False,
            account=_account_named(credentials),
            methods=[Attempt.Method.PASSWORD],
            at=timezone.now(),
        )


def _account_named(credentials: dict[str, Any]) -> Account | None:
    name = credentials.get("username") or ""
    email = credentials.get("email") or ""
    if name:
        return Account.objects.filter(username__iexact=name).first()
    return Account.objects.filter(email__iexact=email).first() if email else None
