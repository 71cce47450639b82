"""Speaks the language the person chose, else the browser's among ours, else the house's."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

GetResponse = Callable[[HttpRequest], HttpResponse]


def language(get_response: GetResponse) -> GetResponse:
    """Activate a language for the request."""

    def handle(request: HttpRequest) -> HttpResponse:
        with translation.override(_chosen(request)):
            request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE
            response = get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
            return response

    return handle


def _chosen(request: HttpRequest) -> str:
    account = request.user
    if account.is_authenticated and account.language:
        return str(account.language)
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if cookie in dict(settings.LANGUAGES):
        return cookie
    if "Accept-Language" in request.headers:
        return translation.get_language_from_request(request)
    return str(settings.LANGUAGE_CODE)
