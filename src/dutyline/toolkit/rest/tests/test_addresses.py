import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, URLResolver, path
from django.urls.resolvers import RoutePattern

from dutyline.toolkit.rest.addresses import ByFirstWord


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


ROUTES = [
    path("findings", view, name="findings"),
    path("findings/similar", view, name="similar"),
    path("<int:year>/report", view, name="report"),
    path("findings/<int:finding_id>", view, name="finding"),
    path("findings/<str:word>", view, name="word"),
    path("find", view, name="find"),
    path("", view, name="root"),
]
PATHS = (
    "findings",
    "findings/similar",
    "findings/7",
    "findings/seven",
    "2026/report",
    "find",
    "",
)


def parts(match):
    return match.url_name, match.kwargs, match.route, match.namespaces, match.app_names


@pytest.mark.parametrize("asked", PATHS)
def test_a_path_finds_what_the_list_itself_finds(asked):
    listed = URLResolver(RoutePattern(""), ROUTES).resolve(asked)
    assert parts(ByFirstWord(ROUTES).resolve(asked)) == parts(listed)


@pytest.mark.parametrize("asked", ["findings/", "finding", "x/report", "findings/7/8", "x"])
def test_a_path_the_list_does_not_know_is_not_found(asked):
    with pytest.raises(Resolver404):
        URLResolver(RoutePattern(""), ROUTES).resolve(asked)
    with pytest.raises(Resolver404):
        ByFirstWord(ROUTES).resolve(asked)


def test_an_address_is_written_by_its_name():
    known = ByFirstWord(ROUTES)
    assert known.reverse("finding", finding_id=7) == "findings/7"


def test_within_a_name_space_it_answers_with_it():
    mounted = URLResolver(
        RoutePattern("v1/"), [ByFirstWord(ROUTES)], app_name="ninja", namespace="api"
    )
    match = mounted.resolve("v1/findings/7")
    assert (match.view_name, match.route) == ("api:finding", "findings/<int:finding_id>")
