"""Names each request, in the reply and in every log line it causes."""

import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

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
        )
        return response

    return handle
