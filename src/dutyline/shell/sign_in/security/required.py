"""Whoever may not do without a second factor sets one up before he does anything else."""

from django.http import HttpRequest
from django.utils import timezone

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.rights import actor_for
from dutyline.shell.sign_in.second_factors.operations import factors_of, needs_factor

NEEDS_FACTOR = "needs_factor"
"""In the session, so that no page has to ask the database."""
ROOMS = frozenset(
    {
        "security",
        "security_app",
        "security_passkey",
        "security_recovery_codes",
        "account_reauthenticate",
        "account_logout",
        "account_change_password",
        "account_set_password",
        "choose_language",
        "choose_theme",
        "company_sign_in",
        "company_sign_in_back",
    }
)
"""Where he may go until then."""


def remember_need(request: HttpRequest, account: Account) -> None:
    """Note in a new session whether its account still lacks what it needs."""
    if needs_factor(actor_for(account, timezone.now())) and not factors_of(account):
        request.session[NEEDS_FACTOR] = True
