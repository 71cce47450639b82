"""Every door of the site and of the API, read from what is mounted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from dutyline.api.frame import build

API = "api/v1/"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|{(\w+)}|\(\?P<(\w+)>[^)]*\)+")


@dataclass(frozen=True)
class Route:
    """A door: `GET /api/v1/units/{unit_id}` of the API, or the address pattern of a page."""

    key: str
    method: str
    """"" for a page: it is asked by GET, and by POST where it takes that."""
    address: str

    @property
    def parameters(self) -> tuple[str, ...]:
        """Return the names of what the address needs."""
        return tuple(_name(found) for found in PARAMETER.findall(self.address))

    def filled(self, values: dict[str, object]) -> str:
        """Return the address with its parameters filled in."""
        named = PARAMETER.sub(
            lambda found: str(values[next(filter(None, found.groups()))]), self.address
        )
        return named.replace("^", "").replace("$", "")


def every_route() -> dict[str, Route]:
    """Return every route by its key."""
    pages = list(_addresses(get_resolver().url_patterns, "/"))
    described = list(_operations())
    paths = {_neutral(route.address) for route in described}
    hidden = [
        Route(f"GET {address}", "GET", address)
        for address in pages
        if address.startswith(f"/{API}") and _neutral(address) not in paths
    ]
    visible = [Route(each, "", each) for each in pages if not each.startswith(f"/{API}")]
    return {route.key: route for route in [*visible, *described, *hidden]}


def _addresses(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern.url_patterns, address)
        else:
            yield address


def _operations() -> Iterator[Route]:
    for path, methods in build().get_openapi_schema(path_prefix=f"/{API}")["paths"].items():
        for method in methods:
            yield Route(f"{method.upper()} {path}", method.upper(), path)


def _neutral(address: str) -> str:
    return PARAMETER.sub("{}", address)


def _name(found: tuple[str | None, ...]) -> str:
    return next(each for each in found if each)
