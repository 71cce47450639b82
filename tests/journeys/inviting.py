"""An administrator lets somebody scan an invitation; he chooses his password."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import expect

from dutyline.shell.sign_in.tests.people import PASSWORD
from tests.browser.axe import violations
from tests.browser.hands import Hands

PERSON = "SELECT person_id FROM access_account WHERE username = ?"


def invited(admin: Hands, username: str) -> str:
    """Return where the code leads that an administrator lets somebody with an account scan."""
    return invited_person(admin, admin.served.look_up(PERSON, username))


def invited_person(admin: Hands, person: str) -> str:
    """Return the same for somebody by the number of the person, who has an account by then."""
    admin.go(f"/setup/accounts/{person}/")
    if admin.page.locator("#id_username").count():
        admin.send()
        admin.page.wait_for_url(f"**/setup/accounts/{person}/")
    admin.tap(admin.button("Invite"))
    shown = admin.page.locator('main a[rel="nofollow"]')
    expect(shown).to_have_text(re.compile("/account/invitation/"))
    assert violations(admin.page) == []
    return urlsplit(shown.get_attribute("href") or "").path


def chosen_password(hands: Hands, invitation: str) -> None:
    """Come by an invitation and choose a password; one is signed in then."""
    hands.go(invitation)
    assert violations(hands.page) == []
    hands.write(hands.page.locator("#id_password"), PASSWORD)
    hands.write(hands.page.locator("#id_again"), PASSWORD)
    hands.send()
    hands.page.wait_for_url(f"{hands.served.address}/")
