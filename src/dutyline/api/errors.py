"""Every error as a problem document (RFC 9457), with the field and the reason."""

from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.registry import Refusal


def problem(
    api: NinjaAPI,
    request: HttpRequest,
    status: int,
    title: str,
    errors: list[dict[str, str]] | None = None,
) -> HttpResponse:
    """Answer with a problem document; `errors` are {field, reason}."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "request": getattr(request, "request_id", ""),
    }
    if errors:
        body["errors"] = errors
    response = api.create_response(request, body, status=status)
    response["Content-Type"] = "application/problem+json"
    return response


def install(api: NinjaAPI) -> None:
    """Teach `api` to answer every kind of failure with a problem document."""

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [
            {"field": ".".join(str(part) for part in each["loc"][1:]), "reason": each["msg"]}
            for each in error.errors
        ]
        return problem(api, request, 422, _("This cannot be accepted as it is"), errors)

    @api.exception_handler(DjangoValidationError)
    def refused(request: HttpRequest, error: DjangoValidationError) -> HttpResponse:
        fields = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        errors = [
            {"field": field, "reason": reason} for field, all_ in fields.items() for reason in all_
        ]
        return problem(api, request, 422, _("This cannot be accepted as it is"), errors)

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(api, request, 404, _("There is nothing here for you"))

    @api.exception_handler(NotPermitted)
    def not_permitted(request: HttpRequest, error: NotPermitted) -> HttpResponse:
        reason = {"field": "", "reason": str(error.permission)}
        return problem(api, request, 403, _("You may see this, but not do this"), [reason])

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        response = problem(api, request, 401, _("Sign in, or send a valid token"))
        response["WWW-Authenticate"] = "Bearer"
        return response

    @api.exception_handler(HttpError)
    def plain(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(api, request, error.status_code, error.message)

    @api.exception_handler(Refusal)
    def refuse(request: HttpRequest, error: Refusal) -> HttpResponse:
        reason = {"field": error.field, "reason": str(error)}
        status = 409 if error.conflict else 422
        return problem(api, request, status, _("This was refused"), [reason])
