"""Somebody at the product with his own eyes and fingers: what he taps is counted."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, pgettext
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Response,
    expect,
)

from dutyline.shell.demo.tale import names
from tests.browser.photos import photo
from tests.serving import Served

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SIZES = {"desktop": DESKTOP, "phone": PHONE}
PATIENCE = 30_000
"""Milliseconds to wait for what should be there at once: other work may fill the machine."""
OFFLINE = re.compile(
    r"net::ERR_(INTERNET_DISCONNECTED|FAILED|ABORTED|NETWORK_CHANGED)|^htmx:(sendError|afterRequest),"
)
"""What a browser and htmx say of a line that is down; of a broken answer they say other things."""


@dataclass
class Hands:
    """One person's browser window; `troubles` is what went wrong in it without his doing."""

    page: Page
    context: BrowserContext
    served: Served
    taps: int = 0
    troubles: list[str] = field(default_factory=list)

    def go(self, path: str) -> Response:
        """Open an address of the product, as from a bookmark or a scanned code."""
        answer = self.page.goto(f"{self.served.address}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        return answer

    def tap(self, what: Locator) -> None:
        """Tap something; the tap counts."""
        self.taps += 1
        what.click()

    def write(self, where: Locator, words: str) -> None:
        """Write into a field: one tap to get there, the words are not taps."""
        self.taps += 1
        where.fill(words)

    def choose(self, where: Locator, index: int) -> None:
        """Choose from a list: a tap to open it, a tap on the choice."""
        self.taps += 2
        where.select_option(index=index)

    def photograph(self, where: Locator, seed: str) -> None:
        """Take a photo: a tap to open the camera, a tap to release it."""
        self.taps += 2
        where.set_input_files(photo(seed))

    def name(self, person: str) -> str:
        """Return the name of somebody of the story by his key."""
        return names(self.served.language)[person]

    def word(self, english: str, context: str = "") -> str:
        """Return what the product says for an English word in the language of this story."""
        return say(self.served.language, english, context)

    def button(self, english: str, context: str = "") -> Locator:
        """Return the buttons of the page's body with this name; some look like one and link."""
        name = re.compile(f"^{re.escape(self.word(english, context))}")
        main = self.page.locator("main, .action-bar")
        found = main.get_by_role("button", name=name).or_(main.get_by_role("link", name=name))
        return found.filter(visible=True)

    def link(self, english: str, context: str = "") -> Locator:
        """Return the links of the page with this name."""
        return self.page.get_by_role("link", name=self.word(english, context), exact=True)

    def send(self) -> None:
        """Tap the one main button: under the form at a desk, at the thumb on a phone."""
        buttons = self.page.locator("main form button.button-main, .action-bar button.button-main")
        self.tap(buttons.filter(visible=True).last)

    @contextmanager
    def counted(self, *, taps: int, seconds: float) -> Iterator[None]:
        """Hold what is done inside to a budget."""
        before, began = self.taps, time.monotonic()
        yield
        used, took = self.taps - before, time.monotonic() - began
        assert used <= taps, f"{used} taps of {taps}"
        assert took <= seconds, f"{took:.0f} s of {seconds:.0f}"

    @property
    def here(self) -> str:
        """Return the path of the page that is open."""
        return self.page.url.removeprefix(self.served.address)


def say(language: str, english: str, context: str = "") -> str:
    """Return the product's translation of one of its own sentences."""
    with translation.override(language):
        return pgettext(context, english) if context else gettext(english)


def open_window(browser: Browser, served: Served, size: str = "desktop", **more: Any) -> Hands:
    """Open a window nobody has signed in with."""
    context = browser.new_context(locale=locale_of(served), **{**SIZES[size], **more})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    hands = Hands(context.new_page(), context, served)
    watch(hands)
    return hands


def locale_of(served: Served) -> str:
    """Return the locale a browser of the story's people has."""
    return "en-GB" if served.language == "en" else "zh-CN"


def sign_in(hands: Hands, username: str) -> Hands:
    """Look around as one of the people the sign-in page offers."""
    hands.go("/account/login/")
    hands.page.locator(f'button[name="person"][value="{username}"]').click()
    hands.page.wait_for_url(f"{hands.served.address}/")
    return hands


def watch(hands: Hands) -> None:
    """Write down every word of the console, every script that fails, every broken answer."""

    def said(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not OFFLINE.search(message.text):
            hands.troubles.append(f"{hands.here}: {message.type}: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 500:
            hands.troubles.append(f"{response.url} answers {response.status}")

    def failed(error: object) -> None:
        hands.troubles.append(f"{hands.here}: {error}")

    hands.page.on("console", said)
    hands.page.on("pageerror", failed)
    hands.page.on("response", answered)
