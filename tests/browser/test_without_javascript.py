"""The main work is done with JavaScript switched off."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hands import Hands, open_window, sign_in
from tests.browser.photos import photo
from tests.serving import Serve, Served

pytestmark = pytest.mark.browser
Someone = Callable[[str], Hands]
FAULTY = 2
"""The item of a round that does not conform."""


@pytest.fixture(scope="module")
def served(serve: Serve) -> Served:
    """Serve the English story."""
    return serve("en")


@pytest.fixture
def someone(browser: Browser, served: Served) -> Iterator[Someone]:
    """Return what opens a window without JavaScript for somebody; "" is a stranger."""
    opened: list[Hands] = []

    def come(username: str) -> Hands:
        hands = open_window(browser, served, java_script_enabled=False)
        opened.append(hands)
        return sign_in(hands, username) if username else hands

    yield come
    for hands in opened:
        hands.context.close()


def test_a_stranger_reports_a_danger(someone: Someone, served: Served) -> None:
    wang = someone("")
    key = served.look_up("SELECT public_key FROM organisation_place WHERE code = 'RS-07'")
    wang.go(f"/p/{key}/")
    wang.page.locator("#id_sentence").fill("Step broken")
    wang.page.locator("main input[type=file]").set_input_files(photo("broken step"))
    wang.send()
    expect(wang.page.locator(".follow-code")).to_be_visible()


def test_a_round_is_walked_item_by_item_and_a_photo_taken(someone: Someone) -> None:
    li = someone("li")
    li.page.locator(".due-list a.button[href*='/rounds/']").last.click()
    li.send()
    items = li.page.locator(".round-items a").count()
    for number in range(1, items + 1):
        item = li.page.locator(f"#item-{number}")
        if number == FAULTY:
            item.get_by_role("radio", name="Does not", exact=True).check()
            item.get_by_role("textbox", name="What is wrong?").fill("Ladder cage open")
            item.locator("input[type=file]").set_input_files(photo("ladder cage"))
        else:
            item.get_by_role("radio", name="Conforms", exact=True).check()
        item.get_by_role("button").last.click()
    expect(li.page.locator("h1")).to_have_text("Finish the round?")
    li.send()
    li.page.wait_for_url(re.compile(r"/rounds/\d+/$"))
    expect(li.page.locator("main")).to_contain_text("Ladder cage open")
    shown = li.page.locator("main img").first
    expect(shown).to_be_visible()
    assert shown.evaluate("picture => picture.naturalWidth") > 0


def test_answers_on_the_one_page_are_saved_one_by_one_on_the_phone(someone: Someone) -> None:
    zhang = someone("zhang")
    zhang.page.set_viewport_size({"width": 390, "height": 844})
    zhang.page.locator(".due-list a.button[href*='/rounds/']").last.click()
    zhang.send()
    zhang.page.locator("a[href='?whole=1']").click()
    expect(zhang.page.locator("[data-by-hand]")).to_be_visible()
    first = zhang.page.locator("#item-1")
    first.get_by_role("radio", name="Conforms", exact=True).check()
    first.get_by_role("button", name="Save", exact=True).click()
    assert zhang.here.endswith("?whole=1#item-1")
    expect(first.get_by_role("radio", name="Conforms", exact=True)).to_be_checked()


def test_the_ledger_is_filtered_and_searched(someone: Someone) -> None:
    chen = someone("chen")
    chen.go("/findings/")
    chen.page.locator("summary", has_text="Unit").click()
    chen.page.get_by_role("radio", name="Lanjiang Coatings Co.", exact=True).check()
    chen.page.locator("details[open] button").click()
    assert "unit=" in chen.here
    chen.page.locator("main input[type=search]").first.fill("palletiser")
    chen.page.locator("main input[type=search]").first.press("Enter")
    assert "words=palletiser" in chen.here
    expect(chen.page.locator("tbody th").first).to_contain_text("palletiser")


def test_a_danger_is_recorded_assigned_repaired_and_verified(someone: Someone) -> None:
    li, zhang = someone("li"), someone("zhang")
    li.go("/findings/new/")
    li.page.locator("#id_title").fill("Hose reel leaks")
    li.page.locator("#id_elsewhere").fill("Pump bay")
    li.send()
    if "/findings/new/" in li.here:
        li.send()
    finding = f"/findings/{re.findall(r'[0-9]+', li.here)[0]}/"
    zhang.go(f"{finding}assignment/")
    zhang.page.locator("#id_owner").fill("Li Yang")
    zhang.page.locator("#id_verifier").fill("Zhang Guowei")
    zhang.page.locator("#id_measures").fill("New gasket")
    zhang.send()
    li.go(f"{finding}repair/")
    li.page.locator("#id_text").fill("Gasket changed")
    li.send()
    zhang.go(f"{finding}verification/")
    zhang.page.locator("#id_effective_0").check()
    zhang.send()
    expect(zhang.page.locator("main")).to_contain_text("Gasket changed")
