"""Every page in both themes: accessible, no wider than the phone, quiet in the console, light."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Request

from tests.architecture.routes import every_route
from tests.browser.axe import violations
from tests.browser.begun import begin
from tests.browser.hands import Hands, open_window, sign_in
from tests.browser.pages import PEOPLE, Sight, route_of, sights
from tests.browser.unseen import UNSEEN
from tests.serving import Serve, Served

pytestmark = pytest.mark.browser
THEMES = ("light", "dark")
NARROW = (390, 320)
REQUESTS = 10
CONFIRM = "/account/confirm/"


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    """Serve the English story, with the reports its last quarter owes."""
    served = serve("en")
    served.run("sweep", "inspections.statistics")
    return served


@dataclass
class Swept:
    """The pages each person is the first to come to, and what was led to but is not there."""

    sights: dict[str, list[Sight]] = field(default_factory=dict)
    wrong: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def swept(browser: Browser, served: Served) -> Swept:
    """Let everybody begin what is usual for him, then look around, one after the other."""
    known: set[str] = set()
    swept = Swept()
    begun: dict[str, list[str]] = {}
    for person in PEOPLE:
        hands = somebody(browser, served, person)
        begun[person] = begin(hands, person)
        hands.context.close()
    for person in PEOPLE:
        hands = somebody(browser, served, person)
        starts = [*starts_of(person, served), *begun[person]]
        wrong = swept.wrong.setdefault(person, [])
        found = sights(hands, person, starts=starts, known=known, wrong=wrong)
        swept.sights[person] = list(found)
        hands.context.close()
    return swept


@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_is_accessible_narrow_quiet_and_light(
    browser: Browser, served: Served, swept: Swept, person: str
) -> None:
    hands = somebody(browser, served, person)
    wrong = [
        f"{sight.address} ({person or 'nobody'}): {each}"
        for sight in swept.sights[person]
        for each in faults(hands, sight)
    ]
    hands.context.close()
    assert swept.wrong[person] + wrong + hands.troubles == []


def test_no_page_is_left_out_without_a_reason(swept: Swept) -> None:
    seen = {sight.route for some in swept.sights.values() for sight in some}
    mounted = {route.key for route in every_route().values() if not route.method}
    assert mounted - seen - UNSEEN.keys() == set()
    assert UNSEEN.keys() - mounted == set()


def somebody(browser: Browser, served: Served, person: str) -> Hands:
    """Open a window for one of the people, who has just confirmed who he is; "" is nobody."""
    hands = open_window(browser, served, reduced_motion="reduce")
    if person:
        sign_in(hands, person).go(CONFIRM)
        hands.page.locator('button[name="demo"]').click()
        hands.page.wait_for_url(f"{served.address}/")
    return hands


def starts_of(person: str, served: Served) -> list[str]:
    """Return where somebody begins: what no link leads to, and a danger of every kind."""
    if not person:
        place = served.look_up("SELECT public_key FROM organisation_place ORDER BY id LIMIT 1")
        return ["/account/login/", "/r/", "/_ui/", "/account/password/reset/done/", f"/p/{place}/"]
    if person not in {"chen", "zhao"}:
        usual = ["/", "/account/confirm/", "/account/password/set/", "/errands/"]
        return [*usual, an_account(served)] if person == "guan" else usual
    question = "SELECT id FROM inspections_finding WHERE {} ORDER BY id LIMIT 1"
    kinds = ["state = 'registered'", "state = 'in_work'", "state = 'reported'"]
    kinds += ["state = 'verified'", "grade = 'major' AND state = 'in_work'"]
    return ["/", *(f"/findings/{served.look_up(question.format(kind))}/" for kind in kinds)]


def an_account(served: Served) -> str:
    """Return the page on the sign-in of somebody who has an account: not everybody has."""
    question = (
        "SELECT person_id FROM access_account WHERE person_id IS NOT NULL ORDER BY id LIMIT 1"
    )
    return f"/setup/accounts/{served.look_up(question)}/security/"


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
    if (landed := route_of(hands.here)) == CONFIRM != sight.route:
        # Where one signs, a proof of some minutes ago counts no more.
        page.locator('button[name="demo"]').click()
        page.wait_for_url(f"{hands.served.address}{sight.address}")
    elif landed != sight.route:
        yield f"leads on to {hands.here}"
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
