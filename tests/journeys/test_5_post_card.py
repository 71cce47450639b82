"""A post gets another card: Chen writes it, Zhang approves, Zhao publishes, Wang takes it on."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.cards import SECONDS, next_card
from tests.journeys.conftest import Someone
from tests.serving import Served

pytestmark = pytest.mark.browser
SCOPE = {"en": "The new sampling point and its ladder", "zh-hans": "新增取样点及其爬梯"}
OWN = {"en": "I check the ladder before I climb it.", "zh-hans": "上梯前我先检查爬梯。"}


def test_a_card_goes_from_its_writer_to_its_holder(someone: Someone, served: Served) -> None:
    scope, own = SCOPE[served.language], OWN[served.language]
    next_card(someone, served, post="poly-a-field", scope=scope)

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
