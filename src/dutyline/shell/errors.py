"""Pages for when something is wrong; none of them says more than the person may know."""

import sys

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dutyline.toolkit.unwritable import AGAIN_SECONDS, Trouble, trouble_of


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request nobody can understand."""
    return _page(request, 400, _("This request cannot be understood"))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request with a missing or stale form token."""
    return _page(request, 403, _("This form was open too long, or came from elsewhere"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer alike for what does not exist and what the person may not see.

    A program that missed an address of the API gets a problem document, as from its routes.
    """
    title = _("There is nothing here for you")
    if request.path.startswith("/api/"):
        asked = getattr(request, "request_id", "")
        body = {"type": "about:blank", "title": title, "status": 404, "request": asked}
        return JsonResponse(body, status=404, content_type="application/problem+json")
    return _page(request, 404, title)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when we failed; the request id leads the operator to the log.

    Where the database could not be written it says so: the person can do nothing but tell.
    """
    # Django calls this while it handles what was raised.
    trouble = trouble_of(sys.exc_info()[1])
    if trouble is Trouble.FULL:
        return _page(request, 507, _("The disk is full; nothing was saved"))
    if trouble is Trouble.READ_ONLY:
        return _page(request, 503, _("Nothing can be saved at this moment; nothing was"))
    if trouble is Trouble.BUSY:
        page = _page(request, 503, _("Others are saving a lot at this moment"), busy=True)
        page["Retry-After"] = str(AGAIN_SECONDS)
        return page
    return _page(request, 500, _("Something went wrong on our side"))


def _page(request: HttpRequest, status: int, title: str, *, busy: bool = False) -> HttpResponse:
    context = {
        "busy": busy,
        "title": title,
        "status": status,
        "request_id": getattr(request, "request_id", ""),
    }
    return render(request, "shell/error.html", context, status=status)
