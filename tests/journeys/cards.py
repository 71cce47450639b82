"""A post gets another card, from its writer over its reviewer to its publisher."""

from playwright.sync_api import expect

from tests.journeys.conftest import Someone
from tests.serving import Served

SECONDS = 60
CARD = (
    "SELECT card.id FROM responsibility_postcard AS card"
    " JOIN organisation_post AS post ON post.id = card.post_id WHERE post.code = ?"
)


def next_card(someone: Someone, served: Served, *, post: str, scope: str) -> None:
    """Let Chen add words to the scope of a card, Zhang approve it and Zhao publish it."""
    card = f"/cards/{served.look_up(CARD, post)}/"
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
