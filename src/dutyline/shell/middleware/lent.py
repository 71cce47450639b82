"""Keeps whoever holds a lent device to the few pages it was lent for."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

from dutyline.kernel.access.lending import home_for

GetResponse = Callable[[HttpRequest], HttpResponse]


def lent(get_response: GetResponse) -> GetResponse:
    """Lead every other request of a lent device back to those pages, the API's as well."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            home = home_for(request, resolve(request.path_info).view_name)
            if home is not None:
                # A page that was open before asks for its parts: they are not for these eyes.
                return HttpResponse(status=204) if _is_part(request) else redirect(home)
        return get_response(request)

    return handle


def _is_part(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"
