"""Chen, safety manager: the ledger, a notice, verifications, and a place nobody visits."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.browser.hands import Hands
from tests.journeys.conftest import Someone
from tests.serving import Served

pytestmark = pytest.mark.browser
SECONDS = 30
PLACE = "WH-03"
"""The solvent warehouse, which nobody has visited for more than forty days."""
EFFECTIVE = {
    "en": ("Drums in the solvent dosing room", "Side gate of the palletiser"),
    "zh-hans": ("溶剂配料间灌桶", "码垛机侧门"),
}
NOT_YET = {"en": "Hydrant beside the foam pump house", "zh-hans": "泡沫泵房旁消火栓"}
SEEN = {"en": "The marking on the floor is missing", "zh-hans": "地面划线未做"}


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_major_overdue_dangers_of_a_company_are_three_taps_away(
    someone: Someone, served: Served, size: str
) -> None:
    chen = someone("chen", size)
    company = unit_name(served, "coatings")
    chen.go("/findings/")
    with chen.counted(taps=3 if size == "desktop" else 5, seconds=SECONDS):
        chen.tap(chen.page.locator(".tabs a", has_text=view_name(chen)))
        if size == "phone":
            chen.tap(chen.page.locator(".filters-open"))
        chen.tap(chen.page.locator("summary", has_text=chen.word("Unit", "filter")))
        chen.tap(chen.page.get_by_role("radio", name=company, exact=True))
        if size == "phone":
            chen.tap(chen.page.locator("#filters button.button-main").last)
        chen.page.wait_for_url("**unit=*")
    titles = chen.page.locator("tbody th")
    assert titles.count() > 0
    for row in titles.all():
        expect(row).to_contain_text(chen.word("Major hidden danger"))


def test_a_question_is_saved_as_a_view_and_asked_again_by_its_tab(
    someone: Someone, served: Served
) -> None:
    chen = someone("chen")
    company = unit_name(served, "coatings")
    chen.go("/findings/?state=reported")
    chen.tap(chen.page.locator("summary", has_text=chen.word("Unit", "filter")))
    chen.tap(chen.page.get_by_role("radio", name=company, exact=True))
    chen.page.wait_for_url("**unit=*")
    found = chen.page.locator("tbody th").all_inner_texts()
    chen.tap(chen.link("Save this view"))
    chen.write(chen.page.locator("#id_name"), f"{company}!")
    chen.send()
    chen.go("/findings/")
    chen.tap(chen.page.locator(".tabs a", has_text=f"{company}!"))
    chen.page.wait_for_url("**unit=*")
    assert chen.page.locator("tbody th").all_inner_texts() == found != []


def test_a_danger_is_assigned_with_notice_in_time(someone: Someone) -> None:
    chen = someone("chen")
    chen.go("/findings/?state=registered")
    chen.tap(chen.page.locator("tbody th a").first)
    finding = chen.here
    with chen.counted(taps=6, seconds=60):
        chen.tap(chen.button("Assign the repair"))
        chen.write(chen.page.locator("#id_owner"), chen.name("li-yang"))
        chen.write(chen.page.locator("#id_measures"), "Repair it, 修复")
        due_on = chen.page.locator("#id_due_on")
        chen.write(due_on, f"{timezone.localdate() + timedelta(days=5):%Y-%m-%d}")
        chen.send()
        chen.page.wait_for_url(f"**{finding}")
    notice = chen.context.request.get(f"{chen.served.address}{finding}notice.pdf")
    assert notice.headers["content-type"] == "application/pdf"
    li = someone("li")
    li.go(finding)
    expect(li.button("I have received the notice")).to_be_visible()


def test_two_repairs_are_verified_and_one_goes_back(someone: Someone, served: Served) -> None:
    chen = someone("chen")
    for title in EFFECTIVE[served.language]:
        open_todo(chen, title)
        photos = chen.page.locator("main figure img")
        assert photos.count() >= 2, "before and after, side by side"
        for photo in photos.all():
            assert photo.evaluate("each => each.decode().then(() => each.naturalWidth)") > 0
        with chen.counted(taps=2, seconds=SECONDS):
            chen.tap(chen.page.locator("#id_effective_0"))
            chen.tap(chen.button("Record verification"))
            expect(chen.page.locator("#id_effective_0")).to_have_count(0)
    open_todo(chen, NOT_YET[served.language])
    with chen.counted(taps=4, seconds=SECONDS):
        chen.tap(chen.page.locator("#id_effective_1"))
        chen.write(chen.page.locator("#id_opinion"), SEEN[served.language])
        chen.write(
            chen.page.locator("#id_due_on"), f"{timezone.localdate() + timedelta(days=3):%Y-%m-%d}"
        )
        chen.tap(chen.button("Record verification"))
        expect(chen.page.locator("#id_effective_0")).to_have_count(0)
    expect(chen.page.locator("main")).to_contain_text(SEEN[served.language])
    chen.go("/")
    for title in (*EFFECTIVE[served.language], NOT_YET[served.language]):
        expect(todo(chen, title)).to_have_count(0)


def test_the_matrix_shows_the_place_nobody_visits_and_leads_to_its_plan(
    someone: Someone, served: Served
) -> None:
    chen = someone("chen")
    place = served.look_up("SELECT name FROM organisation_place WHERE code = ?", PLACE)
    chen.go("/coverage/")
    blind = chen.page.locator("table").first.locator("tr", has=chen.page.get_by_text(place))
    expect(blind).to_have_count(1)
    with chen.counted(taps=6, seconds=SECONDS):
        chen.tap(blind.get_by_role("link", name=chen.word("Plan a round there")))
        expect(chen.page.locator("input[name=targets]:checked")).to_have_count(1)
        for field in ("checklist", "post"):
            chen.choose(chen.page.locator(f"#id_{field}"), index=1)
        chen.send()
        chen.page.wait_for_url(re.compile(r"/plans/\d+/$"))
    expect(chen.page.locator("main aside")).to_contain_text(place)


def open_todo(chen: Hands, title: str) -> None:
    """Go from the home page to a repair that waits for her."""
    chen.go("/")
    todo(chen, title).locator("a.button").click()
    expect(chen.page.locator("h1")).to_contain_text(title)


def todo(chen: Hands, title: str) -> Locator:
    """Return the row of the home page about a danger."""
    return chen.page.locator(".due-list li", has_text=title)


def view_name(chen: Hands) -> str:
    """Return how she called the view she keeps."""
    return chen.served.look_up("SELECT name FROM inspections_savedview ORDER BY id LIMIT 1")


def unit_name(served: Served, code: str) -> str:
    """Return the name of a unit."""
    return served.look_up("SELECT name FROM organisation_unit WHERE code = ?", code)
