"""What the ledger's first page costs a browser, fifty rows long."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from tests.browser.hands import Hands, open_window, sign_in
from tests.serving import Serve

pytestmark = pytest.mark.browser
LEDGER = "/findings/?all=1"
ROWS = 50
REQUESTS = 10
NODES = 1_500
COLD, WARM = 150_000, 25_000
"""Bytes over the line, compressed, with an empty cache and with a full one."""


@dataclass
class Traffic:
    """What went over the line since the last look."""

    hands: Hands
    sizes: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen to the browser's own count."""
        line = self.hands.context.new_cdp_session(self.hands.page)
        line.send("Network.enable")
        line.on("Network.loadingFinished", self.count)

    def count(self, event: dict[str, float]) -> None:
        """Add what one reply weighed; nothing where it came from the cache."""
        self.sizes.append(event["encodedDataLength"])

    def open(self, address: str) -> tuple[int, float]:
        """Open a page; return its requests and bytes."""
        self.sizes.clear()
        self.hands.page.goto(f"{self.hands.served.address}{address}", wait_until="networkidle")
        return len(self.sizes), sum(self.sizes)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_ledger_is_light(browser: Browser, serve: Serve, size: str) -> None:
    served = serve("en")
    signed_in = sign_in(open_window(browser, served, size), "chen").context.storage_state()
    hands = open_window(browser, served, size, storage_state=signed_in)
    traffic = Traffic(hands)

    requests, cold = traffic.open(LEDGER)
    assert hands.page.locator("tbody tr").count() == ROWS
    assert requests <= REQUESTS
    assert cold <= COLD
    assert hands.page.locator("*").count() <= NODES
    _requests, warm = traffic.open(LEDGER)
    assert warm <= WARM
    hands.context.close()
