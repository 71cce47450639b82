"""Wang, operator, sees a loose guardrail and scans the code at the place, without an account."""

import pytest
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.journeys.conftest import Someone
from tests.journeys.dangers import PLACE, assign, receive, repair, verify
from tests.serving import Served

pytestmark = pytest.mark.browser
SECONDS = 30
REQUIRED = 3
SEEN = {"en": "Guardrail at the north stairs is loose", "zh-hans": "北侧楼梯护栏松动"}
MENDED = {"en": "Bolts replaced, rail firm", "zh-hans": "螺栓已更换，护栏牢固"}


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_report_without_account_is_followed_until_mended_and_verified(
    someone: Someone, served: Served, size: str
) -> None:
    seen = f"{SEEN[served.language]} ({size})"
    zhang, li, wang = someone("zhang", size), someone("li", size), someone("", size)
    record = record_of(zhang, "wang-jun")

    with wang.counted(taps=5, seconds=SECONDS):
        code = report(wang, seen)
    follow(wang, code, "Your report has arrived. Somebody responsible reads it.")

    finding = take_up(zhang, seen)
    assign(zhang, finding, owner="li-yang", verifier="zhang-guowei")
    follow(wang, code, "Somebody is mending it.")
    receive(li, finding)
    repair(li, finding, MENDED[served.language])
    follow(wang, code, "It is mended. Another person checks whether that really helps.")
    verify(zhang, finding)
    follow(wang, code, "It is mended and verified. Thank you.")

    # The clock goes on meanwhile, so lines that say how long is left may be new.
    new = set(record_of(zhang, "wang-jun").splitlines()) - set(record.splitlines())
    held_against = [line for line in new if SEEN[served.language] in line]
    assert held_against == [], "a report is never held against anybody"


def report(wang: Hands, seen: str) -> str:
    """Scan the label, write one sentence, take a photo, send; return the code shown."""
    question = "SELECT public_key FROM organisation_place WHERE code = ?"
    wang.go(f"/p/{wang.served.look_up(question, PLACE)}/")
    assert wang.page.locator("main [required]").count() <= REQUIRED
    wang.write(wang.page.locator("#id_sentence"), seen)
    wang.photograph(wang.page.locator("main input[type=file]"), seen)
    wang.send()
    return wang.page.locator(".follow-code").inner_text()


def follow(wang: Hands, code: str, answer: str) -> None:
    """Ask what became of it, with the code only."""
    wang.go("/r/")
    wang.page.get_by_role("textbox").fill(code)
    wang.send()
    expect(wang.page.locator("main")).to_contain_text(wang.word(answer))


def take_up(zhang: Hands, seen: str) -> str:
    """Take the report up from the home page; return the address of the danger."""
    zhang.go("/")
    zhang.page.locator(".due-list").get_by_role("link", name=seen, exact=True).click()
    expect(zhang.page.locator("main img").first).to_be_visible()
    zhang.button("Take up", "report").click()
    zhang.page.locator("#id_title").wait_for()
    zhang.send()
    expect(zhang.page.locator("h1")).to_contain_text(seen)
    return zhang.here


def record_of(zhang: Hands, person: str) -> str:
    """Return all that stands on somebody's page."""
    question = "SELECT id FROM organisation_person WHERE name = ?"
    zhang.go(f"/people/{zhang.served.look_up(question, zhang.name(person))}/")
    return zhang.page.locator("main").inner_text()
