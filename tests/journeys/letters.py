"""Letters of a year: set up by Chen, found and signed by whoever they are for."""

import re

from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.journeys.inviting import PERSON
from tests.serving import Served

LETTER = (
    "SELECT letter.id FROM responsibility_letter AS letter"
    " JOIN responsibility_letterround AS round ON round.id = letter.round_id"
    " JOIN access_account AS account ON account.person_id = letter.person_id"
    " WHERE account.username = ? AND round.year = ?"
)


def letters_of(chen: Hands, year: int, *, unit: str = "") -> None:
    """Set up the letters of a year for everybody, or for a unit; generate and open them."""
    chen.go("/letters/years/new/")
    if unit:
        number = chen.served.look_up("SELECT id FROM organisation_unit WHERE code = ?", unit)
        chen.page.locator("#id_unit").select_option(number)
    chen.write(chen.page.locator("#id_year"), str(year))
    chen.write(chen.page.locator("#id_partner_person"), chen.name("he-yiming"))
    chen.send()
    for offer in ("Generate the letters", "Open for signing"):
        chen.page.wait_for_url(re.compile(r"/letters/years/\d+/"))
        chen.tap(chen.link(offer, "letters").first)
        chen.send()
    chen.page.wait_for_url(re.compile(r"/letters/years/\d+/$"))


def address(served: Served, name: str, year: int) -> str:
    """Return where somebody's letter of a year stands."""
    return f"/letters/{served.look_up(LETTER, name, year)}/"


def may_sign(hands: Hands, name: str, year: int) -> bool:
    """Say whether a letter can be signed by its holder now."""
    hands.go(address(hands.served, name, year))
    offered = hands.button("Sign it", "letter").count() > 0
    asked = hands.page.request.get(f"{hands.page.url}signature/")
    assert (asked.status == 200) == offered
    return offered


def sign(hands: Hands, name: str, year: int) -> None:
    """Find the own letter on the home page, read it, prove who one is, and sign."""
    path = address(hands.served, name, year)
    hands.go("/")
    hands.tap(hands.page.locator(f".due-list a.button[href^='{path}']"))
    if hands.here == path:
        hands.tap(hands.button("Sign it", "letter").first)
    hands.page.wait_for_url("**/account/confirm/**")
    hands.tap(hands.page.locator("button[name=demo]"))
    hands.page.wait_for_url(f"**{path}signature/")
    expect(hands.page.locator(".letter-reading")).to_contain_text(str(year))
    signer = hands.served.look_up(
        "SELECT name FROM organisation_person WHERE id = ?", hands.served.look_up(PERSON, name)
    )
    hands.write(hands.page.locator("#id_name"), signer)
    hands.send()
    hands.page.wait_for_url(f"**{path}")
    waits = hands.word("Waits for the countersignature", "responsibility letter")
    expect(hands.page.locator("main")).to_contain_text(waits)
