"""A danger that comes back twice, one that is graded major, and two that are the same."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import violations
from tests.browser.hands import Hands
from tests.journeys.conftest import Someone
from tests.journeys.dangers import (
    assign,
    close,
    give_back,
    receive,
    record,
    reopen,
    repair,
    settle,
    settled,
    verify,
)
from tests.serving import Served

pytestmark = pytest.mark.browser
SEEN = {"en": "Grating of the walkway gives way", "zh-hans": "走道格栅松脱"}
CLIPPED = {"en": "Clips renewed", "zh-hans": "已更换卡扣"}
STILL = {"en": "Two clips are still missing", "zh-hans": "仍缺两只卡扣"}
WELDED = {"en": "All clips in place, two welded", "zh-hans": "卡扣齐全，两处已焊"}
AGAIN = {"en": "It gave way again at the night round", "zh-hans": "夜班巡查时又松脱"}
ABOVE = {"en": "Sight glass of the tank is cracked", "zh-hans": "储罐视镜开裂"}
BELOW = {"en": "Crack in the glass of the tank", "zh-hans": "储罐玻璃有裂纹"}
WHY = {"en": "It holds styrene, and people pass below", "zh-hans": "罐内为苯乙烯，下方有人通行"}


def test_a_danger_goes_back_is_mended_closed_and_taken_up_again(
    someone: Someone, served: Served
) -> None:
    word = served.language
    li, zhang, chen = someone("li", "phone"), someone("zhang"), someone("chen")
    finding = record(li, SEEN[word])
    assign(zhang, finding, owner="li-yang", verifier="zhang-guowei")
    receive(li, finding)
    repair(li, finding, CLIPPED[word])

    give_back(zhang, finding, STILL[word])
    expect(zhang.button("Record verification")).to_have_count(0)
    li.go("/")
    li.tap(waiting(li, SEEN[word]).locator("a.button").first)
    expect(li.page.locator("main")).to_contain_text(STILL[word])
    assert violations(li.page) == []
    repair(li, finding, WELDED[word])

    verify(zhang, finding)
    close(chen, finding)
    expect(standing(chen)).to_contain_text(chen.word("Closed", "finding"))
    reopen(chen, finding, AGAIN[word])
    li.go("/")
    li.tap(waiting(li, SEEN[word]).locator("a.button").first)
    for said in (CLIPPED, STILL, WELDED, AGAIN):
        expect(li.page.locator("main")).to_contain_text(said[word])
    receive(li, finding)
    repair(li, finding, WELDED[word])
    verify(zhang, finding)
    close(chen, finding)


def test_a_danger_is_graded_major_with_a_reason_and_takes_in_the_other(
    someone: Someone, served: Served
) -> None:
    word = served.language
    li, chen, zhou = someone("li", "phone"), someone("chen"), someone("zhou")
    kept = record(li, ABOVE[word])
    other = record(li, BELOW[word], like=ABOVE[word])

    chen.go(kept)
    chen.tap(chen.link("Raise the grade"))
    chen.page.locator("#id_reason").fill(WHY[word])
    settle(chen, kept)
    expect(standing(chen)).to_contain_text(chen.word("Major hidden danger"))
    expect(chen.page.locator("main")).to_contain_text(WHY[word])
    expect(chen.link("Raise the grade")).to_have_count(0)
    zhou.go("/notifications/")
    expect(zhou.page.locator("main")).to_contain_text(ABOVE[word])

    chen.go(other)
    chen.tap(chen.link("Merge", "finding"))
    chen.tap(chen.page.locator("main li", has_text=ABOVE[word]).get_by_role("link"))
    assert violations(chen.page) == []
    chen.send()
    settled(chen, other)
    expect(chen.page.locator("main")).to_contain_text(chen.word("Merged."))
    chen.tap(chen.page.locator(f"main .notice a[href='{kept}']"))
    expect(chen.page.locator("h1")).to_have_text(ABOVE[word])
    expect(chen.page.locator(f"aside a[href='{other}']")).to_be_visible()


def waiting(hands: Hands, title: str) -> Locator:
    """Return the row of the home page about a danger."""
    return hands.page.locator(".due-list li", has_text=title)


def standing(hands: Hands) -> Locator:
    """Return the line under the name of the danger: number, grade, and where it stands."""
    return hands.page.locator(".page-meta")
