"""Liu sets up codes of an app and signs a lost device out; Wang comes by the lock of his phone."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

from dutyline.shell.sign_in.tests.people import PASSWORD, code_of
from tests.browser.axe import violations
from tests.journeys.conftest import Someone
from tests.journeys.inviting import chosen_password, invited
from tests.serving import Served

pytestmark = pytest.mark.browser
SECURITY = "/account/security/"
LOCK = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""What the lock of a phone is to the browser: a finger is always there."""


@pytest.fixture(scope="module")
def served(served: Served) -> Served:
    """Serve by name: browsers make no passkeys for a number."""
    return replace(served, address=served.address.replace("127.0.0.1", "localhost"))


def test_a_second_factor_a_proof_more_and_a_lost_device(someone: Someone, served: Served) -> None:
    phone = someone(size="phone")
    chosen_password(phone, invited(someone("guan"), "liu"))

    phone.go(SECURITY)
    phone.tap(phone.button("Set up an app"))
    phone.page.wait_for_url("**/account/confirm/**")
    phone.write(phone.page.locator("#id_password"), PASSWORD)
    phone.tap(phone.button("Confirm by password"))
    phone.page.wait_for_url("**/security/app/")
    secret = phone.page.locator("main code").inner_text().replace(" ", "")
    phone.write(phone.page.locator("#id_code"), code_of(secret))
    phone.send()
    expect(phone.page.locator("main li code")).to_have_count(10)
    assert violations(phone.page) == []
    kept = phone.page.locator("main li code").first.inner_text()

    lost = someone()
    lost.go("/account/login/")
    lost.write(lost.page.locator("#id_login"), "liu")
    lost.write(lost.page.locator("#id_password"), PASSWORD)
    lost.page.keyboard.press("Enter")
    lost.page.wait_for_url("**/second-factor/**")
    assert violations(lost.page) == []
    lost.write(lost.page.locator("#id_code"), "000000")
    lost.send()
    expect(lost.page.locator("#id_code")).to_have_attribute("aria-invalid", "true")
    lost.write(lost.page.locator("#id_code"), kept)
    lost.send()
    lost.page.wait_for_url(f"{served.address}/")

    phone.go(SECURITY)
    phone.tap(phone.button("Sign out").first)
    expect(phone.button("Sign out")).to_have_count(0)
    lost.go("/errands/")
    assert lost.here.startswith("/account/login/")
    phone.go("/errands/")
    assert phone.here == "/errands/"


def test_the_lock_of_a_phone_opens_and_confirms(someone: Someone, served: Served) -> None:
    phone = someone(size="phone")
    tools = phone.context.new_cdp_session(phone.page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": LOCK})
    phone.go(invited(someone("guan"), "wang"))
    phone.tap(phone.button("Use this device instead"))
    phone.page.wait_for_url(f"{served.address}/")

    phone.context.clear_cookies()
    phone.go("/account/login/")
    phone.tap(phone.button("Sign in with a passkey"))
    phone.page.wait_for_url(f"{served.address}/")

    phone.go(SECURITY)
    phone.tap(phone.button("Add a passkey"))
    phone.page.wait_for_url("**/account/confirm/**")
    phone.tap(phone.button("Use a passkey"))
    phone.page.wait_for_url("**/security/passkey/")
    phone.go("/account/security/sign-ins/")
    expect(phone.page.locator("main")).to_contain_text(phone.word("passkey"))
