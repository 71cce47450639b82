"""A post gets another card: Chen writes it, Zhang approves, Zhao publishes, Wang takes it on."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Someone
from tests.serving import Served

pytestmark = pytest.mark.browser
SECONDS = 60
POST = "SELECT id FROM organisation_post WHERE code = 'poly-a-field'"
CARD = "SELECT id FROM responsibility_postcard WHERE post_id = ?"
SCOPE = {"en": "The new sampling point and its ladder", "zh-hans": "新增取样点及其爬梯"}
OWN = {"en": "I check the ladder before I climb it.", "zh-hans": "上梯前我先检查爬梯。"}


def test_a_card_goes_from_its_writer_to_its_holder(someone: Someone, served: Served) -> None:
    card = f"/cards/{served.look_up(CARD, served.look_up(POST))}/"
    scope, own = SCOPE[served.language], OWN[served.language]
    column = "zh" if served.language == "zh-hans" else "en"

    chen = someone("chen")
    chen.go(card)
    with chen.counted(taps=7, seconds=SECONDS):
        chen.tap(chen.button("Write the next version"))
        chen.send()
        chen.page.wait_for_url("**/draft/")
        words = chen.page.locator(f"#id_scope_{column}")
        chen.write(words, f"{words.input_value()}\n{scope}")
        chen.send()
        chen.page.wait_for_url("**/versions/**")
        expect(chen.page.locator("ins")).to_have_count(1)
        chen.tap(chen.link("Ask for review", "post card"))
        chen.send()
        chen.page.wait_for_url("**/versions/**")

    zhang = someone("zhang")
    waits = zhang.page.locator(".due-list li", has_text=zhang.word("Review", "todo"))
    assert waits.count() > 0
    zhang.go(card)
    with zhang.counted(taps=2, seconds=SECONDS):
        zhang.tap(zhang.button("Approve", "post card"))
        expect(zhang.page.locator("main")).to_contain_text(scope)
        zhang.send()
        zhang.page.wait_for_url("**/versions/**")

    zhao = someone("zhao")
    zhao.go(card)
    with zhao.counted(taps=2, seconds=SECONDS):
        zhao.tap(zhao.button("Publish", "post card"))
        zhao.send()
        zhao.page.wait_for_url("**/versions/**")

    wang = someone("wang", "phone")
    with wang.counted(taps=4, seconds=SECONDS):
        wang.tap(wang.button("Read and accept", "todo").first)
        wang.tap(wang.button("Read and accept"))
        expect(wang.page.locator("main")).to_contain_text(scope)
        wang.write(wang.page.locator("#id_words"), own)
        wang.send()
        wang.page.wait_for_url(re.compile(r"/versions/\d+/$"))
    expect(wang.page.locator("main aside")).to_contain_text(own)
    expect(wang.page.locator("main")).to_contain_text(scope)
