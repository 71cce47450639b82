"""What people do with a hidden danger, one verb each; every one leads back to its page."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.browser.photos import photo

PLACE = "RS-08"


def record(hands: Hands, title: str, *, like: str = "") -> str:
    """Record a danger at a place and return its address; `like` is one that looks the same."""
    hands.go("/findings/new/")
    hands.page.locator("#id_photos").set_input_files(photo(title))
    hands.page.locator("#id_title").fill(title)
    hands.page.locator("#id_elsewhere").fill(PLACE)
    if like:
        hands.page.locator("#id_elsewhere").press("Tab")
        expect(hands.page.locator("#similar")).to_contain_text(like)
    hands.send()
    hands.page.wait_for_url(lambda url: not url.endswith("/findings/new/"))
    number = "SELECT id FROM inspections_finding WHERE title = ?"
    return f"/findings/{hands.served.look_up(number, title)}/"


def assign(hands: Hands, finding: str, *, owner: str, verifier: str) -> None:
    """Say who mends it and who verifies; the rest is proposed."""
    hands.go(f"{finding}assignment/")
    hands.page.locator("#id_owner").fill(hands.name(owner))
    hands.page.locator("#id_verifier").fill(hands.name(verifier))
    settle(hands, finding)


def receive(hands: Hands, finding: str) -> None:
    """Say that the notice has arrived."""
    hands.go(f"{finding}receipt/")
    settle(hands, finding)


def repair(hands: Hands, finding: str, done: str) -> None:
    """Say what was done, with a photo."""
    hands.go(f"{finding}repair/")
    hands.page.locator("#id_text").fill(done)
    hands.page.locator("#id_photos").set_input_files(photo(f"{done} {finding}"))
    settle(hands, finding)


def verify(hands: Hands, finding: str) -> None:
    """Look at it and say that it is effective."""
    hands.go(f"{finding}verification/")
    hands.page.locator("#id_effective_0").check()
    settle(hands, finding)


def give_back(hands: Hands, finding: str, seen: str) -> None:
    """Look at it and say what is still wrong, and by when it has to be right."""
    hands.go(f"{finding}verification/")
    hands.page.locator("#id_effective_1").check()
    hands.page.locator("#id_opinion").fill(seen)
    hands.page.locator("#id_due_on").fill(in_days(3))
    settle(hands, finding)


def close(hands: Hands, finding: str) -> None:
    """Close it from its page."""
    hands.go(finding)
    hands.tap(hands.button("Close", "finding").first)
    if hands.here != finding:
        hands.send()
    settled(hands, finding)


def reopen(hands: Hands, finding: str, seen: str) -> None:
    """Take it up again, with what shows that the repair did not hold."""
    hands.go(finding)
    hands.tap(hands.link("Reopen", "finding"))
    hands.page.locator("#id_reason").fill(seen)
    hands.page.locator("#id_due_on").fill(in_days(5))
    settle(hands, finding)


def settle(hands: Hands, finding: str) -> None:
    """Send the form and come back to the danger."""
    hands.send()
    settled(hands, finding)


def settled(hands: Hands, finding: str) -> None:
    """Be back at the danger, where no form asks for the step any more."""
    hands.page.wait_for_url(f"{hands.served.address}{finding}")
    expect(hands.page.locator("h1")).to_be_visible()


def in_days(days: int) -> str:
    """Return a day as a date field takes it."""
    return f"{timezone.localdate() + timedelta(days=days):%Y-%m-%d}"
