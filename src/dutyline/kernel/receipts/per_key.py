"""The Idempotency-Key header: a request repeated after a lost connection is done once."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dutyline.kernel.receipts.operations import once
from dutyline.kernel.registry import Refusal

KEY_LENGTH = range(8, 81)
CHUNK = 1 << 16


class BadKey(Refusal):
    """A key too short to be unlike others, or longer than we keep."""

    message = _("A key has 8 to 80 characters.")
    field = "Idempotency-Key"


class Answer(dict[str, Any]):
    """An answer in plain JSON, to be sent as it is: the second time nothing else is known."""


def once_per_key(request: HttpRequest, act: Callable[[], dict[str, Any]]) -> Answer:
    """Run `act` in a transaction, once for the request's Idempotency-Key if it carries one.

    `act` returns the answer as JSON; a request repeated within a week gets the same answer.
    The same key with other content is refused.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        with transaction.atomic():
            return Answer(act())
    if len(key) not in KEY_LENGTH or not key.isprintable():
        raise BadKey
    answer, _ran = once(
        hand=_hand(request),
        key=key,
        fingerprint=_fingerprint(request),
        at=timezone.now(),
        act=act,
    )
    return Answer(answer)


def carried_out(
    request: HttpRequest, act: Callable[[], dict[str, Any]], status: int = 200
) -> JsonResponse:
    """Run `act` once for the request's Idempotency-Key and answer with what it returns.

    What a receipt keeps is JSON already: it is sent as it is, not read into a shape once more.
    """
    return JsonResponse(once_per_key(request, act), status=status)


def _hand(request: HttpRequest) -> str:
    """Return whose keys these are: an account's; of who has none, his address's, as on pages."""
    account_id = request.actor.account_id  # type: ignore[attr-defined]
    if account_id is None:
        return f"address:{request.META.get('REMOTE_ADDR', '')}"
    return f"account:{account_id}"


def _fingerprint(request: HttpRequest) -> str:
    digest = hashlib.sha256(f"{request.method} {request.path}\0".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    # Its parts are sent between random boundaries, which differ each time.
    for name in sorted(request.POST):
        digest.update(f"\0{name}\1{request.POST.getlist(name)}".encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(f"\0{name}\1{file.name}\1".encode())
            for chunk in file.chunks(CHUNK):
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
