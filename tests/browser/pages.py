"""Every page of the product with an address that exists in the demonstration, found by following
links as each person of the story, so that a page is swept as soon as something leads to it.
"""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve

from tests.browser.hands import Hands

PEOPLE = ("", "chen", "zhang", "li", "guan", "zhao", "wang", "liu")
"""In this order they look around; "" is nobody."""
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
AGAIN = 2
"""How many addresses of one route a person follows: the first may be a special case."""
NO_PAGES = re.compile(r"^/(static|api|files)/|\.(pdf|xlsx|csv|docx)$|/export/")


@dataclass(frozen=True)
class Sight:
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


def sights(
    hands: Hands, person: str, *, starts: Sequence[str], known: set[str], wrong: list[str]
) -> Iterator[Sight]:
    """Yield the pages somebody comes to by links from `starts` whose route is not `known`.

    What is led to and does not answer is written into `wrong`.
    """
    base = hands.served.address
    seen: dict[str, int] = {}
    asked: set[str] = set()
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        route = route_of(address)
        if address in asked or (seen.get(route, 0) >= AGAIN and address not in starts):
            continue
        asked.add(address)
        answer = hands.context.request.get(f"{base}{address}")
        landed = answer.url.removeprefix(base)
        if answer.status != 200:
            wrong.append(f"{person or 'nobody'} is led to {address}, which answers {answer.status}")
        if route_of(landed) != route:
            continue
        seen[route] = seen.get(route, 0) + 1
        if route not in known:
            known.add(route)
            yield Sight(route, address, person)
        found = (urljoin(address, unescape(link)) for link in LINK.findall(answer.text()))
        waiting += (
            link
            for link in found
            if link.startswith("/") and not NO_PAGES.search(urlsplit(link).path)
        )
