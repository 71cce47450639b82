"""Who calls: a personal token, or the person signed in at this browser."""

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
        return actor


class SignedIn(APIKeyCookie):
    """The session cookie, with the form token on every write."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return the actor signed in, if any."""
        return request.actor if request.user.is_authenticated else None  # type: ignore[attr-defined]
