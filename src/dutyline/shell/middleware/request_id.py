"""Names each request, in the reply and in every log line it causes."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from dutyline.kernel.access.actor import Actor

log = structlog.get_logger("dutyline.request")
GetResponse = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: GetResponse) -> GetResponse:
    """Give each request an id of our own making and log how it ended."""

    def handle(request: HttpRequest) -> HttpResponse:
        name = secrets.token_hex(8)
        request.request_id = name  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=name)
        began = time.monotonic()
        response = get_response(request)
        response["X-Request-Id"] = name
        log.info(
            "request",
            method=request.method,
            path=request.path,
            status=response.status_code,
            milliseconds=round((time.monotonic() - began) * 1000),
            **_token(request),
        )
        return response

    return handle


def _token(request: HttpRequest) -> dict[str, int]:
    """Name the token and account of an API call, so that an abused one can be followed."""
    actor = request.__dict__.get("actor")
    # The actor of a page is lazy: to ask it for its class would load it.
    if type(actor) is not Actor or actor.token_id is None or actor.account_id is None:
        return {}
    return {"token": actor.token_id, "account": actor.account_id}
