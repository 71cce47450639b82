"""Every page of the product with an address that exists in the demonstration, found by following
links as each person of the story, so that a new page is swept as soon as something leads to it.
"""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

PEOPLE = ("", "chen", "zhang", "li", "guan", "zhao", "wang", "liu")
"""In this order they try; "" is nobody."""
LINK = re.compile(r'href="(/[^"#]*)')
AGAIN = 2
"""How many addresses of one route a person follows: the first may be a special case."""
NEVER = ("/static/", "/account/logout/", "/api/", "/files/")


@dataclass(frozen=True)
class Page:
    """One page of the product: its route, an address of it, and who opens it."""

    route: str
    address: str
    person: str


def route_of(address: str) -> str:
    """Return the pattern an address is served by, "" for none."""
    try:
        return f"/{resolve(urlsplit(address).path).route}"
    except Resolver404:
        return ""


def linked_pages(person: str, browser: APIRequestContext, base: str) -> Iterator[Page]:
    """Yield the pages a person comes to from the home page by links; a route at most AGAIN times.

    Papers and pictures are asked for too, so that a broken link is found, but are no pages.
    """
    seen: dict[str, int] = {}
    asked: set[str] = set()
    waiting = deque(["/account/login/", "/r/"] if not person else ["/"])
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        assert route, f"a link leads to {address}, which is no page"
        if address in asked or seen.get(route, 0) >= AGAIN or address.startswith(NEVER):
            continue
        asked.add(address)
        seen[route] = seen.get(route, 0) + 1
        answer = browser.get(f"{base}{address}")
        assert answer.status in {200, 404} if not person else answer.status == 200, (
            f"{person or 'nobody'} is led to {address}, which answers {answer.status}"
        )
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        landed = answer.url.removeprefix(base)
        if route_of(landed) == route:
            yield Page(route, address, person)
        links = (unescape(found) for found in LINK.findall(answer.text()))
        waiting.extend(link for link in links if not link.startswith(NEVER))
