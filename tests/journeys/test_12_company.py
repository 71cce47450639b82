"""Liu links her account of the company, signs in with it, and confirms by it who she is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from dutyline.shell.sign_in.tests.people import PASSWORD
from tests.browser.axe import violations
from tests.browser.hands import Hands
from tests.journeys.company import GO_ON, NAME, Company
from tests.journeys.conftest import Someone
from tests.journeys.inviting import chosen_password, invited
from tests.serving import Serve, Served

pytestmark = pytest.mark.browser
SECURITY = "/account/security/"


@pytest.fixture(scope="module")
def company() -> Iterator[Company]:
    """Let the company's sign-in run, where Liu is signed in."""
    made = Company("liu-na@lanjiang")
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture(scope="module", params=["en", "zh-hans"])
def served(request: pytest.FixtureRequest, serve: Serve, company: Company) -> Served:
    """Serve the story to a company that has a sign-in of its own."""
    return serve(request.param, **company.settings)


def test_an_account_is_linked_signed_in_with_and_confirmed_by(
    someone: Someone, served: Served, company: Company
) -> None:
    desk = someone()
    chosen_password(desk, invited(someone("guan"), "liu"))
    desk.go(SECURITY)
    expect(desk.page.locator("main")).to_contain_text(NAME)
    desk.tap(desk.button("Link it"))
    desk.page.wait_for_url("**/account/confirm/**")
    desk.write(desk.page.locator("#id_password"), PASSWORD)
    desk.tap(desk.button("Confirm by password"))
    desk.page.wait_for_url(f"**{SECURITY}")
    desk.tap(desk.button("Link it"))
    desk.page.wait_for_url("**/account/company/link/")
    assert violations(desk.page) == []
    desk.tap(desk.link("Go on"))
    through(desk)
    desk.page.wait_for_url(f"**{SECURITY}")
    expect(desk.button("Unlink")).to_be_visible()

    phone = someone(size="phone")
    phone.go("/account/login/")
    assert violations(phone.page) == []
    phone.tap(phone.page.get_by_role("link", name=NAME))
    through(phone)
    phone.page.wait_for_url(f"{served.address}/")
    expect(phone.page.locator("body")).to_contain_text(phone.name("liu-na"))
    phone.go("/account/confirm/")
    phone.tap(phone.page.get_by_role("link", name=NAME))
    through(phone)
    phone.page.wait_for_url(f"{served.address}/")
    phone.go("/account/security/sign-ins/")
    expect(phone.page.locator("main tbody tr").first).to_contain_text(phone.word("company sign-in"))

    desk.go(SECURITY)
    desk.tap(desk.button("Unlink"))
    expect(desk.button("Link it")).to_be_visible()
    assert [headers for headers, _body in company.asked if not headers] == []


def through(hands: Hands) -> None:
    """Be at the company's own page, and come back from it."""
    hands.page.wait_for_url("http://127.0.0.1:*/authorize?*")
    expect(hands.page.get_by_role("heading")).to_have_text("liu-na@lanjiang")
    hands.page.get_by_role("link", name=GO_ON).click()
