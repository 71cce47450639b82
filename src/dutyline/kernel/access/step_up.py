"""Asks once more who is there, before something that cannot be taken back: signing, above all.

asked = require_step_up(request, within=timedelta(minutes=5), at=now)
if asked:
    return asked
"""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.internal.flows.login import get_authentication_records
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.models import Attempt

PAGE = "account_reauthenticate"
"""The name the library looks it up by as well."""
BY_TYPE = {
    "totp": Attempt.Method.CODE,
    "webauthn": Attempt.Method.PASSKEY,
    "recovery_codes": Attempt.Method.RECOVERY_CODE,
}
"""What the library calls them."""
SLACK = timedelta(seconds=1)
"""`at` is read before the request's own proof may be."""


def confirmed_at(request: HttpRequest) -> datetime | None:
    """Return when the person of this session last confirmed who he is; signing in does not count.

    None for everybody who is not signed in by a session: no token confirms anything.
    """
    newest = _newest(request)
    return datetime.fromtimestamp(newest["at"], tz=UTC) if newest else None


def confirmed_by(request: HttpRequest) -> str:
    """Return by what he did, a key of `Attempt.Method`; "" for who did not."""
    newest = _newest(request) or {}
    return BY_TYPE.get(newest.get("type", ""), str(newest.get("method", "")))


def is_confirmed(request: HttpRequest, *, within: timedelta, at: datetime) -> bool:
    """Say whether the person of this session confirmed who he is no longer ago than `within`."""
    last = confirmed_at(request)
    return last is not None and -SLACK <= at - last <= within


def require_step_up(
    request: HttpRequest, *, within: timedelta, at: datetime, back: str = ""
) -> HttpResponse | None:
    """Return None for whoever confirmed just now, else the way to the page where one does.

    From there one comes back to `back`, else to the page one was on; a form is not sent again by
    itself. Raises NotPermitted for an API token, whatever its rights.
    """
    if not _by_session(request):
        raise NotPermitted("access.step_up")
    if is_confirmed(request, within=within, at=at):
        return None
    here = back or request.get_full_path()
    if not back and request.method != "GET":
        here = urlsplit(request.headers.get("Referer", "")).path or here
    return require_proof(request, back=here)


def require_proof(request: HttpRequest, *, back: str) -> HttpResponse:
    """Return the way to the page where one proves who one is, and from there to `back`."""
    address = f"{reverse(PAGE)}?{urlencode({'next': back})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def _newest(request: HttpRequest) -> dict[str, Any] | None:
    if not _by_session(request):
        return None
    records = get_authentication_records(request, request.user)
    proofs = [each for each in records if each.get("reauthenticated")]
    return max(proofs, key=lambda each: float(each["at"])) if proofs else None


def _by_session(request: HttpRequest) -> bool:
    actor = request.actor  # type: ignore[attr-defined]
    return bool(request.user.is_authenticated) and actor.token_id is None
