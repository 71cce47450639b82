"""Takes the pictures of the user guide. Run by hand, and look at what it made:

.venv/bin/python -m pytest tests/browser/guide_pictures.py
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.browser.hands import Hands, open_window, sign_in
from tests.serving import Serve, Served
from tests.told import ROOT

pytestmark = pytest.mark.browser
FOLDERS = {"en": "en", "zh-hans": "zh"}
DESKTOP = {"width": 1200, "height": 760}
COLOURS = 128
MOST_BYTES = 100_000


@dataclass(frozen=True)
class Picture:
    """One picture: who looks at what; a path with `>` is followed by a click on that selector."""

    name: str
    person: str
    path: str
    size: str = "desktop"


PICTURES = (
    Picture("sign-in", "", "/account/login/"),
    Picture("duties", "zhang", "/"),
    Picture("round", "li", "/rounds/ > tbody a.button > .action-bar button", "phone"),
    Picture("report", "", "/p/{place}/", "phone"),
    Picture("ledger", "chen", "/findings/"),
    Picture("finding", "chen", "/ > .due-list a.button[href^='/findings/']"),
    Picture("line-board", "zhao", "/line/"),
    Picture("setting-up", "guan", "/setup/first-steps/"),
    Picture("import", "guan", "/imports/"),
    Picture("coverage", "chen", "/coverage/"),
    Picture("statistics", "chen", "/statistics/"),
    Picture("card", "zhang", "/cards/mine/"),
)
assert len(PICTURES) <= 12


@pytest.fixture(scope="module", params=FOLDERS)
def served(request: pytest.FixtureRequest, serve: Serve) -> Served:
    """Serve the story in each language, as if it were told to its beginning: no bar shows."""
    served = serve(request.param)
    served.ask("UPDATE sign_in_installation SET told = to_tell")
    return served


@pytest.fixture
def hands(browser: Browser, served: Served, picture: Picture) -> Iterator[Hands]:
    """Open the window a picture is taken of."""
    more = {"viewport": DESKTOP} if picture.size == "desktop" else {"device_scale_factor": 1}
    window = open_window(browser, served, picture.size, reduced_motion="reduce", **more)
    yield sign_in(window, picture.person) if picture.person else window
    window.context.close()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_take(hands: Hands, served: Served, picture: Picture) -> None:
    place = served.look_up("SELECT public_key FROM organisation_place WHERE code = 'RS-08'")
    address, *clicks = picture.path.format(place=place).split(" > ")
    hands.go(address)
    for selector in clicks:
        hands.page.locator(selector).filter(visible=True).first.click()
        hands.page.wait_for_load_state("networkidle")
    folder = ROOT / "docs" / "guide" / FOLDERS[served.language] / "images"
    folder.mkdir(exist_ok=True)
    keep(hands.page.screenshot(), folder / f"{picture.name}.png")


def keep(shot: bytes, path: Path) -> None:
    """Keep a picture with few colours, as small as it gets."""
    with Image.open(BytesIO(shot)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(path, "PNG", optimize=True)
    assert path.stat().st_size <= MOST_BYTES, f"{path} is too heavy"
