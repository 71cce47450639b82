"""Every page in both themes: accessible, no wider than the phone, quiet in the console, light."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request

from tests.browser.axe import violations
from tests.browser.hands import Hands, open_window, sign_in
from tests.browser.pages import PEOPLE, Sight, sights
from tests.serving import Serve, Served

pytestmark = pytest.mark.browser
THEMES = ("light", "dark")
NARROW = (390, 320)
REQUESTS = 10


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    """Serve the English story."""
    return serve("en")


@pytest.fixture(scope="module")
def known() -> set[str]:
    """Return the routes somebody has been at already."""
    return set()


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_accessible_narrow_quiet_and_light(
    browser: Browser, served: Served, known: set[str], person: str
) -> None:
    hands = open_window(browser, served, reduced_motion="reduce")
    if person:
        sign_in(hands, person)
    wrong: list[str] = []
    starts = starts_of(person, served)
    for sight in list(sights(hands, person, starts=starts, known=known, wrong=wrong)):
        wrong += [
            f"{sight.address} ({person or 'nobody'}): {each}" for each in faults(hands, sight)
        ]
    hands.context.close()
    assert wrong + hands.troubles == []


def starts_of(person: str, served: Served) -> list[str]:
    """Return where somebody begins: what no link leads to, and a danger of every kind."""
    if not person:
        place = served.look_up("SELECT public_key FROM organisation_place ORDER BY id LIMIT 1")
        return ["/account/login/", "/r/", "/_ui/", "/account/password/reset/done/", f"/p/{place}/"]
    if person not in {"chen", "zhao"}:
        return ["/"]
    question = "SELECT id FROM inspections_finding WHERE {} ORDER BY id LIMIT 1"
    kinds = ["state = 'registered'", "state = 'in_work'", "state = 'reported'"]
    kinds += ["state = 'verified'", "grade = 'major' AND state = 'in_work'"]
    return ["/", *(f"/findings/{served.look_up(question.format(kind))}/" for kind in kinds)]


def faults(hands: Hands, sight: Sight) -> Iterator[str]:
    """Yield what is wrong with a page."""
    page = hands.page
    page.set_viewport_size({"width": 1440, "height": 900})
    asked: list[str] = []

    def ask(request: Request) -> None:
        asked.append(request.url)

    page.on("request", ask)
    page.goto(f"{hands.served.address}{sight.address}", wait_until="load")
    page.remove_listener("request", ask)
    if len(asked) > REQUESTS:
        yield f"{len(asked)} requests"
    for theme in THEMES:
        page.emulate_media(color_scheme=theme)
        for each in violations(page):
            yield f"{theme}: {each}"
    page.emulate_media(color_scheme="light")
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            yield f"{over} px wider than {width}"
