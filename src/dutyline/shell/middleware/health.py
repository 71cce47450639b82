"""Answers `/healthz` before sessions, hosts and sign-in get in the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from dutyline.shell.health import report

GetResponse = Callable[[HttpRequest], HttpResponse]


def health(get_response: GetResponse) -> GetResponse:
    """Answer the health question of a load balancer, pass on everything else."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return report()
        return get_response(request)

    return handle
