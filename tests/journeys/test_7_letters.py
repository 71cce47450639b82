"""The letters of a year are signed from Zhao down to Wang, whose card then changes.

What is filed of Wang afterwards is verified by an outsider's program, and refused with one byte
changed.
"""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.hands import Hands
from tests.journeys.cards import next_card
from tests.journeys.conftest import Someone
from tests.journeys.inviting import PERSON, chosen_password, invited_person
from tests.journeys.letters import address, letters_of, may_sign, sign
from tests.serving import Served

pytestmark = pytest.mark.browser
SECONDS = 60
LINE = ("zhao", "zhou", "zhang", "li")
"""From the principal down to the leader of Wang's team."""
STALE = (
    "SELECT DISTINCT post.code FROM responsibility_letter AS letter"
    " JOIN responsibility_letterround AS round ON round.id = letter.round_id"
    " JOIN organisation_post AS post ON post.id = letter.post_id"
    " WHERE round.year = ? AND letter.stale_at IS NOT NULL"
)
SCOPE = {"en": "The second reactor and its platform", "zh-hans": "二号反应釜及其操作平台"}
WHY = {"en": "Asked for by our lawyer", "zh-hans": "律师要求"}


def test_signed_down_the_line_stale_filed_and_proved(
    someone: Someone, served: Served, tmp_path: Path
) -> None:
    year = timezone.localdate().year + 1
    line = [someone(name) for name in LINE]
    cards_of_all(someone, served, line[0])
    letters_of(someone("chen"), year)

    wang = someone("wang", "phone")
    for hands, name, below in zip(line, LINE, (*LINE[1:], "wang"), strict=True):
        lower = wang if below == "wang" else line[LINE.index(below)]
        assert not may_sign(lower, below, year), f"{below} signs before {name}"
        sign(hands, name, year)
        assert may_sign(lower, below, year), f"{below} waits though {name} has signed"
    with wang.counted(taps=5, seconds=SECONDS):
        sign(wang, "wang", year)

    next_card(someone, served, post="poly-a-field", scope=SCOPE[served.language])
    served.run("sweep", "responsibility.follow_letters")
    assert served.ask(STALE, year) == [("poly-a-field",)]
    wang.go(address(served, "wang", year))
    main = wang.page.locator("main")
    expect(main).to_contain_text(wang.word("Changed since it was signed", "responsibility letter"))
    expect(main).to_contain_text(wang.word("Post card", "what changed"))
    assert may_sign(wang, "wang", year)

    given = filed(someone("chen"), served, tmp_path)
    assert verified(given) == (0, "")
    assert verified(one_byte_changed(given, "file.pdf")) == (
        1,
        "file.pdf: is not what was exported",
    )


def cards_of_all(someone: Someone, served: Served, zhao: Hands) -> None:
    """Give every post its card; of the principal's own somebody else decides."""
    together(someone("chen"), "drafts", "reviews")
    together(zhao, "approvals", "publications")
    name = zhao.name("he-yiming")
    officer = served.look_up("SELECT id FROM organisation_person WHERE name = ?", name)
    he = someone()
    chosen_password(he, invited_person(someone("guan"), officer))
    together(he, "approvals", "publications")


def together(hands: Hands, *acts: str) -> None:
    """Do something with every card in reach."""
    for act in acts:
        hands.go(f"/cards/together/{act}/")
        hands.send()
        expect(hands.page.locator("main table, main .line-list").first).to_be_visible()


def filed(chen: Hands, served: Served, folder: Path) -> Path:
    """Ask for the due-diligence file of Wang and fetch what is given to outsiders."""
    chen.go(f"/people/{served.look_up(PERSON, 'wang')}/")
    chen.tap(chen.button("Due-diligence file"))
    chen.write(chen.page.locator("#id_reason"), WHY[served.language])
    chen.send()
    with served.worker():
        offered = chen.button("ZIP to verify")
        expect(offered).to_be_visible(timeout=SECONDS * 1000)
    with chen.page.expect_download() as waited:
        offered.click()
    waited.value.save_as(folder / "file.zip")
    return folder / "file.zip"


def one_byte_changed(given: Path, name: str) -> Path:
    """Return what was given with one byte of one file in it changed."""
    target = given.with_name("changed.zip")
    with zipfile.ZipFile(given) as old, zipfile.ZipFile(target, "w") as new:
        for each in old.namelist():
            content = bytearray(old.read(each))
            if each == name:
                content[len(content) // 2] ^= 1
            new.writestr(each, bytes(content))
    return target


def verified(given: Path) -> tuple[int, str]:
    """Let an outsider's Python, which knows nothing of us, verify what he was given."""
    with zipfile.ZipFile(given) as packed:
        packed.extract("verify.py", given.parent)
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verify.py", given.name],
        cwd=given.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    wrong = [line for line in done.stdout.splitlines() if line.startswith("WRONG")]
    return done.returncode, "\n".join(line.removeprefix("WRONG").strip() for line in wrong)
