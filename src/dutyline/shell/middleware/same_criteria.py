"""Lets one request read the criteria once, and the same ones to its end."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dutyline.kernel.criteria.shelf import one_reading

GetResponse = Callable[[HttpRequest], HttpResponse]


def same_criteria(get_response: GetResponse) -> GetResponse:
    """Ask at most once a request whether the criteria changed."""

    def handle(request: HttpRequest) -> HttpResponse:
        with one_reading():
            return get_response(request)

    return handle
