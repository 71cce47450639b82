"""The two things a person chooses for himself on any page: language and colours."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dutyline.shell.frame import THEMES

A_YEAR = 365 * 24 * 3600


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on; remembered with the account, else in a cookie."""
    language = request.POST.get("language", "")
    if language not in dict(settings.LANGUAGES):
        return _back(request)
    return _remember(request, "language", language, settings.LANGUAGE_COOKIE_NAME)


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Show light or dark from now on; nothing chosen follows the machine again."""
    theme = request.POST.get("theme", "")
    if theme not in (*THEMES, ""):
        return _back(request)
    return _remember(request, "theme", theme, "theme")


def _remember(request: HttpRequest, field: str, value: str, cookie: str) -> HttpResponse:
    if request.user.is_authenticated:
        setattr(request.user, field, value)
        request.user.save(update_fields=[field])
    response = _back(request)
    response.set_cookie(
        cookie,
        value,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """Return to the page the choice was made on, never to another site."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(target if safe else "/")
