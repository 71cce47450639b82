"""Who calls: a personal token, or the person signed in at this browser."""

from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import actor_for_token


class PersonalToken(HttpBearer):
    """`Authorization: Bearer …`: the person's rights, narrowed to the token's."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor behind a token that is neither expired nor revoked."""
        actor = actor_for_token(token, timezone.now())
        if actor is not None:
            request.actor = actor  # type: ignore[attr-defined]
            timezone.activate(actor.zone)
            structlog.contextvars.bind_contextvars(account=actor.account_id, token=actor.token_id)
        return actor


class SignedIn(APIKeyCookie):
    """The session cookie, with the form token on every write."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        """Pass by whoever sent a token or is not signed in; only then ask for the form token."""
        if request.headers.get("Authorization") or not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return the actor signed in."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        return actor
