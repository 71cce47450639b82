"""What every journey has: the demonstration of its own, and windows closed afterwards."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.hands import Hands, open_window, sign_in
from tests.serving import Serve, Served

Someone = Callable[..., Hands]


@pytest.fixture(scope="module", params=["en", "zh-hans"])
def served(request: pytest.FixtureRequest, serve: Serve) -> Served:
    """Serve the story in each of its languages."""
    return serve(request.param)


@pytest.fixture
def someone(browser: Browser, served: Served) -> Iterator[Someone]:
    """Return what opens a window for somebody; "" is a stranger. Nothing may go wrong in any."""
    opened: list[Hands] = []

    def come(username: str = "", size: str = "desktop", **more: Any) -> Hands:
        hands = open_window(browser, served, size, **more)
        opened.append(hands)
        return sign_in(hands, username) if username else hands

    yield come
    for hands in opened:
        hands.context.close()
    assert [trouble for hands in opened for trouble in hands.troubles] == []
