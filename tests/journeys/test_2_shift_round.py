"""Li, team leader, walks her shift round on the phone, and the line breaks off half-way."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.journeys.conftest import Someone

pytestmark = pytest.mark.browser
ITEMS = 14
FAULTY = 9
"""The item at which something is wrong, and at which the line breaks off."""
LINE_BACK = 11
SECONDS = 120
"""A generous bound for two hands that do not read: walking takes longer."""


def test_a_shift_round_loses_nothing_when_the_line_breaks_off(someone: Someone) -> None:
    li = someone("li", "phone")
    kept, due = numbers_of_line(li)
    findings = open_findings(li)
    li.go("/")

    # Two taps to begin, two an item, four more for the fault, two to finish.
    with li.counted(taps=2 + 2 * ITEMS + 4 + 2, seconds=SECONDS):
        begin(li)
        for number in range(1, ITEMS + 1):
            if number == FAULTY:
                li.context.set_offline(True)
                record_fault(li, number)
            else:
                answer(li, number)
            if number == LINE_BACK:
                expect(li.page.locator("[data-save-state]")).to_have_text(
                    li.word("Not saved yet. Trying again.")
                )
                li.context.set_offline(False)
                expect(li.page.locator("form[data-waiting]")).to_have_count(0)
            if number < ITEMS:
                expect(li.page.locator(f"#item-{number + 1}")).to_be_visible()
        finish(li)

    li.go("/")
    assert numbers_of_line(li) == (kept + 1, due - 1), "the round gives its tick by itself"
    assert open_findings(li) == findings + 1, "what did not conform stands in the ledger"
    li.page.locator("tbody a").first.click()
    expect(li.page.locator("main")).to_contain_text(FAULT)
    expect(li.page.locator("figure img").first).to_be_visible()


FAULT = "Toe board loose, 边板松动"


def begin(li: Hands) -> None:
    """Go from the home page into the round."""
    waiting = li.page.locator(".due-list li").filter(has=li.page.locator("a[href^='/rounds/']"))
    li.tap(waiting.locator("a.button[href*='/rounds/']").last)
    li.tap(li.button("Start round"))
    expect(li.page.locator("form[data-item]")).to_have_count(ITEMS)


def answer(li: Hands, number: int) -> None:
    """Find an item as it should be, and go on."""
    item = li.page.locator(f"#item-{number}")
    li.tap(item.get_by_role("radio", name=li.word("Conforms", "verdict"), exact=True))
    li.tap(li.button("Save, next"))


def record_fault(li: Hands, number: int) -> None:
    """Say what does not conform, with a photo."""
    item = li.page.locator(f"#item-{number}")
    li.tap(item.get_by_role("radio", name=li.word("Does not", "answer"), exact=True))
    li.write(item.get_by_role("textbox", name=li.word("What is wrong?")), FAULT)
    li.photograph(item.locator("input[type=file]"), "toe board")
    li.tap(li.button("Save, next"))


def finish(li: Hands) -> None:
    """Finish the round from the page that asks whether it is finished."""
    expect(li.page.locator("h1")).to_have_text(li.word("Finish the round?"))
    li.tap(li.button("Finish", "round"))
    expect(li.page.locator("form[data-item]")).to_have_count(0)


def numbers_of_line(li: Hands) -> tuple[int, int]:
    """Return how much of this month was kept on time, and how much is due, as the home says."""
    return number_before(li, "on time"), number_before(li, "due")


def number_before(li: Hands, state: str) -> int:
    """Return the number beside a state under the line; 0 where the state is not named."""
    words = li.word(state, "after a number of duties")
    found = li.page.locator(".counts li").filter(has_text=re.compile(f"{words}$"))
    return int(found.locator("b").inner_text()) if found.count() else 0


def open_findings(li: Hands) -> int:
    """Return how many hidden dangers of her team are open."""
    li.go("/findings/")
    tab = li.page.locator(".tabs [aria-current]")
    return int(re.sub(r"\D", "", tab.inner_text()))
