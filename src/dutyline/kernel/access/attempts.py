"""Writes down who proved, or failed to prove, who he is; modules note signatures with it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest

from dutyline.kernel.access.models import Account, Attempt

KEPT = timedelta(days=400)
"""Of sign-ins: addresses are personal data. Signatures are part of the record and stay."""


def note_attempt(
    request: HttpRequest,
    *,
    what: Attempt.What,
    succeeded: bool,
    account: Account | None,
    methods: Iterable[str],
    at: datetime,
    about: str = "",
) -> Attempt:
    """Keep an attempt with where it came from; call outside a transaction that is rolled back.

    Within the session of another it is noted whose device it was.
    """
    owner = request.user if isinstance(request.user, Account) else None
    lent = owner is not None and account not in (None, owner) and what != Attempt.What.SIGN_IN
    return Attempt.objects.create(
        account=account,
        what=what,
        succeeded=succeeded,
        methods=" ".join(methods),
        about=about,
        host=owner if lent else None,
        address=get_client_ip(request),
        browser=request.headers.get("User-Agent", "")[:200],
        at=at,
    )


def forget_old_attempts(now: datetime) -> int:
    """Forget sign-ins after their time; return how many."""
    old = Attempt.objects.filter(at__lt=now - KEPT).exclude(what=Attempt.What.SIGNATURE)
    return old.delete()[0]
