"""The Idempotency-Key header: a request repeated after a lost connection is done once."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import HttpError

from dutyline.kernel.receipts.operations import once

KEY_LENGTH = range(8, 81)


def once_per_key(request: HttpRequest, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run `act` once for the request's Idempotency-Key; without one, simply run it.

    `act` returns the answer as JSON. The same key with another body is refused.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return act()
    if len(key) not in KEY_LENGTH:
        raise HttpError(422, "Idempotency-Key: 8 to 80 characters")
    account_id = request.actor.account_id  # type: ignore[attr-defined]
    content = json.dumps([request.method, request.path, request.body.decode("utf-8", "replace")])
    answer, _ran = once(
        hand=f"account:{account_id}",
        key=key,
        fingerprint=hashlib.sha256(content.encode()).hexdigest(),
        at=timezone.now(),
        act=act,
    )
    return dict(answer)
