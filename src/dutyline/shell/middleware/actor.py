"""Finds out who asks, and in which time zone he lives."""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.rights import actor_for

GetResponse = Callable[[HttpRequest], HttpResponse]


def actor(get_response: GetResponse) -> GetResponse:
    """Put `request.actor` on the request, loaded when first asked, and activate his zone."""

    def handle(request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            with timezone.override(None):  # a token brings its own, as late as in the route
                return get_response(request)
        structlog.contextvars.bind_contextvars(account=request.user.pk)
        with timezone.override(request.actor.zone):  # type: ignore[attr-defined]
            return get_response(request)

    return handle


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return Actor.public()
    return actor_for(request.user, timezone.now())
