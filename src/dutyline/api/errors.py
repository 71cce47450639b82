"""Every error as a problem document (RFC 9457), with the field and the reason."""

import logging
from typing import Any

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
    TooManyFieldsSent,
)
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.registry import Refusal
from dutyline.toolkit.paging import BadCursor
from dutyline.toolkit.rest.versions import ChangedMeanwhile
from dutyline.toolkit.unwritable import AGAIN_SECONDS, Trouble, trouble_of

log = logging.getLogger("dutyline.api")
MEDIA_TYPE = "application/problem+json"


def problem(
    api: NinjaAPI,
    request: HttpRequest,
    status: int,
    title: str,
    errors: list[dict[str, str]] | None = None,
    **more: Any,
) -> HttpResponse:
    """Answer with a problem document; `errors` are {field, reason}."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "request": getattr(request, "request_id", ""),
        **more,
    }
    if errors:
        body["errors"] = errors
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = MEDIA_TYPE
    return response


def install(api: NinjaAPI) -> None:
    """Teach `api` to answer every kind of failure with a problem document."""
    _who_may(api)
    _what_was_sent(api)
    _what_is_true(api)

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:
        log.error("api_failed", exc_info=error)
        got_request_exception.send(sender=NinjaAPI, request=request)
        trouble = trouble_of(error)
        if trouble is Trouble.FULL:
            return problem(api, request, 507, _("The disk is full; nothing was saved"))
        if trouble is Trouble.READ_ONLY:
            title = _("Nothing can be saved at this moment; nothing was")
            return problem(api, request, 503, title)
        if trouble is Trouble.BUSY:
            title = _("Others are saving a lot at this moment; nothing was saved. Try again.")
            response = problem(api, request, 503, title)
            response["Retry-After"] = str(AGAIN_SECONDS)
            return response
        return problem(api, request, 500, _("Something broke here; nothing was changed"))


def _who_may(api: NinjaAPI) -> None:
    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = problem(api, request, 401, _("Sign in, or send a valid token"))
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(NotPermitted)
    def not_permitted(request: HttpRequest, error: NotPermitted) -> HttpResponse:
        reason = {"field": "", "reason": str(error.permission)}
        return problem(api, request, 403, _("You may see this, but not do this"), [reason])

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(api, request, 404, _("There is nothing here for you"))


def _what_was_sent(api: NinjaAPI) -> None:
    def unacceptable(request: HttpRequest, errors: list[dict[str, str]]) -> HttpResponse:
        return problem(api, request, 422, _("This cannot be accepted as it is"), errors)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        return unacceptable(
            request,
            [{"field": _field(each["loc"]), "reason": each["msg"]} for each in error.errors],
        )

    @api.exception_handler(DjangoValidationError)
    def refused(request: HttpRequest, error: DjangoValidationError) -> HttpResponse:
        fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        errors = [
            {"field": field, "reason": reason} for field, all_ in fields.items() for reason in all_
        ]
        return unacceptable(request, errors)

    @api.exception_handler(BadCursor)
    def strange_cursor(request: HttpRequest, error: BadCursor) -> HttpResponse:
        reason = _("Take `next` of the page before, unchanged")
        return unacceptable(request, [{"field": "cursor", "reason": reason}])

    @api.exception_handler(RequestDataTooBig)
    @api.exception_handler(TooManyFieldsSent)
    def too_much(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(api, request, 413, _("This is more than is taken at once"))

    @api.exception_handler(BadRequest)
    @api.exception_handler(MultiPartParserError)
    @api.exception_handler(SuspiciousOperation)
    def unreadable(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(api, request, 400, _("This request cannot be read"))

    @api.exception_handler(HttpError)
    def plain(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(api, request, error.status_code, error.message)


def _field(place: tuple[str | int, ...]) -> str:
    """Name a field as the caller did: after the kind of parameter, and a body's argument."""
    named = place[2:] if place[0] == "body" else place[1:]
    return ".".join(str(part) for part in named)


def _what_is_true(api: NinjaAPI) -> None:
    @api.exception_handler(Refusal)
    def refuse(request: HttpRequest, error: Refusal) -> HttpResponse:
        reason = {"field": error.field, "reason": str(error)}
        status = 409 if error.conflict else 422
        return problem(api, request, status, _("This was refused"), [reason])

    @api.exception_handler(ChangedMeanwhile)
    def changed(request: HttpRequest, error: ChangedMeanwhile) -> HttpResponse:
        title = _("Somebody changed this since you read it")
        errors = [{"field": name, "reason": _("It is now another")} for name in error.now]
        response = problem(api, request, 409, title, errors, now=error.now)
        response["ETag"] = error.tag
        return response
