"""Keeps what one person was shown out of every cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

GetResponse = Callable[[HttpRequest], HttpResponse]


def private_replies(get_response: GetResponse) -> GetResponse:
    """Mark replies as not to be stored, unless a view said otherwise."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-store, private")
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response

    return handle
