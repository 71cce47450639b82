"""How a write is answered: done once for its key, with what it led to as JSON."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, JsonResponse

from dutyline.kernel.receipts.per_key import once_per_key


def carried_out(
    request: HttpRequest, act: Callable[[], dict[str, Any]], status: int = 200
) -> JsonResponse:
    """Run `act` once for the request's Idempotency-Key and answer with what it returns.

    What a receipt keeps is JSON already: it is sent as it is, not read into a shape once more.
    """
    return JsonResponse(once_per_key(request, act), status=status)
