"""Loses nothing when a sign-in ends in the middle of work."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from dutyline.shell.sign_in.held import FIELD, give_back, hold, remember_hand, throw_away

GetResponse = Callable[[HttpRequest], HttpResponse]


def signed_out(get_response: GetResponse) -> GetResponse:
    """Hold a form whose sign-in ended, and never put a sign-in page into a part of a page.

    A request of htmx gets 401 with the address of the sign-in page in `X-Sign-In`; where nothing
    was typed (GET) `HX-Redirect` leads there.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        held = None
        if request.method == "POST" and request.user.is_authenticated and FIELD in request.POST:
            held = give_back(request, request.user.pk)
        response = get_response(request)
        if request.user.is_authenticated:
            remember_hand(request, response)
            if held and response.status_code < 400:
                throw_away(request.user.pk, held)
            return response
        return _lead_to_sign_in(request, response) if _asks_to_sign_in(response) else response

    return handle


def _asks_to_sign_in(response: HttpResponse) -> bool:
    if response.status_code != 302:
        return False
    target = urlsplit(response["Location"])
    return target.path == resolve_url(settings.LOGIN_URL) and "next=" in target.query


def _lead_to_sign_in(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        page = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        address = _sign_in(page)
        refused = HttpResponse(status=401, headers={"X-Sign-In": address})
        if request.method == "GET":
            refused["HX-Redirect"] = address
        return refused
    if request.method != "POST":
        return response
    key = hold(request)
    back = reverse("held_form", args=[key]) if key else request.headers.get("Referer", "")
    return HttpResponseRedirect(_sign_in(urlsplit(back).path or "/"))


def _sign_in(target: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': target})}"
