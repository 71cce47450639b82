"""Zhang, workshop head, on Monday: numbers that open their records, a repair to plan, his line."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.hands import Hands
from tests.journeys.conftest import Someone
from tests.serving import Served

pytestmark = pytest.mark.browser
SECONDS = 60
LINE = ".line-figure svg"
PARTS = {
    "en": ("Replace both hinges", "Barrier tape, nobody passes", "Shut the valve, call the desk"),
    "zh-hans": ("更换两只铰链", "拉警戒带，禁止通行", "关闭阀门并报告主控"),
}
NUMBER = re.compile(r"^\s*(\d+)")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_what_waits_for_him_is_one_tap_from_the_home_page(someone: Someone, size: str) -> None:
    zhang = someone("zhang", size)
    waiting = zhang.page.locator(".due-list li", has=zhang.page.locator("a.button"))
    asked = [row.locator("a.button").get_attribute("href") for row in waiting.all()]
    verbs = zhang.page.locator(".due-list").all_inner_texts()
    for verb in ("Assign", "Decide", "Verify"):
        assert zhang.word(verb, "todo") in "".join(verbs)
    for address in dict.fromkeys(asked):
        zhang.go("/")
        zhang.tap(zhang.page.locator(f".due-list a.button[href='{address}']").first)
        expect(zhang.page.locator("h1")).to_be_visible()
        assert zhang.here.startswith(str(address).partition("?")[0])


def test_every_number_of_his_board_opens_the_records_behind_it(someone: Someone) -> None:
    zhang = someone("zhang")
    zhang.go("/line/")
    numbers = zhang.page.locator("main :is(td, .counts, p, li) a").filter(has_text=NUMBER)
    opened = [(int(NUMBER.match(each.inner_text())[1]), address_of(each)) for each in numbers.all()]
    assert len(opened) > 5
    for number, address in opened:
        zhang.go(address)
        assert rows_shown(zhang) == number, f"{address} shows other than {number} records"


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_five_implementations_are_given_in_a_minute(
    someone: Someone, served: Served, size: str
) -> None:
    zhang = someone("zhang", size)
    todo = zhang.page.locator(".due-list li", has_text=zhang.word("Assign", "todo")).last
    measures, interim, plan = PARTS[served.language]
    with zhang.counted(taps=8, seconds=SECONDS):
        zhang.tap(todo.locator("a.button"))
        zhang.tap(zhang.button("Assign the repair"))
        zhang.write(zhang.page.locator("#id_owner"), zhang.name("li-yang"))
        zhang.write(zhang.page.locator("#id_measures"), measures)
        zhang.write(zhang.page.locator("#id_funds"), "350")
        zhang.write(zhang.page.locator("#id_interim_control"), interim)
        zhang.write(zhang.page.locator("#id_contingency_plan"), plan)
        assert zhang.page.locator("#id_due_on").input_value(), "a deadline is proposed"
        zhang.send()
        zhang.page.wait_for_url(re.compile(r"/findings/\d+/$"))
    page = zhang.page.locator("main")
    for part in (zhang.name("li-yang"), measures, interim, plan, "350"):
        expect(page).to_contain_text(part)


def test_he_sees_his_line_exactly_as_his_superior_does(someone: Someone, served: Served) -> None:
    zhang, zhao = someone("zhang"), someone("zhao")
    question = "SELECT id FROM organisation_person WHERE name = ?"
    address = f"/people/{served.look_up(question, zhang.name('zhang-guowei'))}/"
    seen = []
    for hands in (zhang, zhao):
        hands.go(address)
        line = hands.page.locator(LINE).first
        seen.append((line.inner_html(), hands.page.locator(".line-head").inner_text()))
    assert seen[0] == seen[1]


def address_of(link: Locator) -> str:
    """Return where a link of the board leads."""
    return urljoin("/line/", str(link.get_attribute("href")))


def rows_shown(zhang: Hands) -> int:
    """Return how many records a list has, page by page."""
    count = zhang.page.locator("main tbody tr, main .item-list > li, main .due-list > li").count()
    older = zhang.page.locator("main a[rel=next]")
    if older.count():
        older.click()
        return count + rows_shown(zhang)
    return count
