"""Wang does not sign his letter and says why; Li, who leads his team, answers him."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.journeys.conftest import Someone
from tests.journeys.letters import address, letters_of, may_sign, sign
from tests.serving import Served

pytestmark = pytest.mark.browser
SECONDS = 60
WHY = {"en": "The mask of my post does not fit me.", "zh-hans": "本岗位的防护面罩我戴不合适。"}
ANSWER = {
    "en": "You get another size tomorrow; sign when you have it.",
    "zh-hans": "明天给你换合适的尺码，拿到后再签。",
}


def test_a_refusal_reaches_the_superior_and_his_answer_comes_back(
    someone: Someone, served: Served
) -> None:
    year, word = timezone.localdate().year + 1, served.language
    letters_of(someone("chen"), year, unit="poly")
    sign(someone("zhang"), "zhang", year)
    li, wang = someone("li", "phone"), someone("wang", "phone")
    sign(li, "li", year)
    letter = address(served, "wang", year)

    wang.go(letter)
    with wang.counted(taps=3, seconds=SECONDS):
        wang.tap(wang.link("I do not sign it"))
        wang.write(wang.page.locator("#id_reason"), WHY[word])
        assert violations(wang.page) == []
        wang.tap(wang.button("I do not sign", "letter"))
        wang.page.wait_for_url(f"**{letter}")
    expect(wang.page.locator("main")).to_contain_text(WHY[word])

    li.go("/")
    with li.counted(taps=4, seconds=SECONDS):
        li.tap(li.page.locator(f".due-list a.button[href^='{letter}']"))
        expect(li.page.locator("main")).to_contain_text(WHY[word])
        assert violations(li.page) == []
        li.tap(li.page.locator("#id_kind_1"))
        li.write(li.page.locator("#id_words"), ANSWER[word])
        li.send()
        li.page.wait_for_url(f"**{letter}")
    li.go("/")
    expect(li.page.locator(f".due-list a[href^='{letter}']")).to_have_count(0)

    wang.go("/notifications/")
    expect(wang.page.locator("main")).to_contain_text(ANSWER[word])
    assert may_sign(wang, "wang", year), "one may sign after all"
    expect(wang.page.locator("main")).to_contain_text(ANSWER[word])
    sign(wang, "wang", year)
