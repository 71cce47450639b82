"""Answers a missing right exactly like a missing object."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from dutyline.kernel.access.actor import NotPermitted
from dutyline.shell.errors import not_found

log = structlog.get_logger("dutyline.access")
GetResponse = Callable[[HttpRequest], HttpResponse]


def not_permitted(get_response: GetResponse) -> GetResponse:
    """Turn NotPermitted raised by an operation into the page for what does not exist."""

    def handle(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NotPermitted):
            return None
        log.warning("not permitted", permission=str(exception.permission), path=request.path)
        return not_found(request, exception)

    handle.process_exception = process_exception  # type: ignore[attr-defined]
    return handle
