"""The figures of a quarter are made and signed; a checkpoint goes to somebody outside."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.journeys.conftest import Someone
from tests.serving import Served

pytestmark = pytest.mark.browser
REPORT = "SELECT id FROM inspections_statisticsreport ORDER BY id LIMIT 1"
LAWYER = {"en": "Our lawyer's disk", "zh-hans": "律师的硬盘"}


def test_the_figures_of_a_quarter_are_made_and_signed_by_the_principal(
    someone: Someone, served: Served
) -> None:
    served.run("sweep", "inspections.statistics")
    address = f"/statistics/reports/{served.look_up(REPORT)}/"
    chen, zhao = someone("chen"), someone("zhao", "phone")
    chen.go("/statistics/reports/")
    chen.tap(chen.page.locator(f"tbody a[href='{address}']"))
    chen.tap(chen.button("Make the figures"))
    figures = chen.page.locator("main table").first.locator("tbody")
    expect(figures).to_be_visible()
    made = figures.inner_text()
    assert violations(chen.page) == []
    expect(chen.button("Sign as the principal")).to_have_count(0)

    zhao.go(address)
    zhao.tap(zhao.button("Sign as the principal"))
    name = zhao.name("zhao-min")
    expect(zhao.page.locator(".page-head")).to_contain_text(name)
    expect(zhao.button("Sign as the principal")).to_have_count(0)

    chen.go(address)
    expect(chen.page.locator(".page-head")).to_contain_text(name)
    assert figures.inner_text() == made, "what was signed stands"
    expect(chen.button("Renew the figures")).to_have_count(0)
    for paper, kind in (("report.pdf", "pdf"), ("report.xlsx", "spreadsheetml")):
        answer = chen.context.request.get(f"{served.address}{address}{paper}")
        assert kind in answer.headers["content-type"]


def test_a_checkpoint_is_delivered_to_a_holder_outside_who_can_compare_it(
    someone: Someone, served: Served, tmp_path: Path
) -> None:
    name = LAWYER[served.language]
    served.run("sweep", "ledger.enter")
    served.run("sweep", "ledger.sign")
    guan, stranger = someone("guan"), someone("", "phone")
    guan.go("/checkpoints/holders/")
    guan.tap(guan.button("Folder"))
    guan.write(guan.page.locator("#id_name"), name)
    assert violations(guan.page) == []
    guan.write(guan.page.locator("#id_target"), str(tmp_path))
    guan.send()
    guan.page.wait_for_url("**/checkpoints/holders/")
    row = guan.page.locator("tbody tr", has_text=name)
    guan.tap(row.get_by_role("button", name=guan.word("Test")))
    expect(row.locator("td").nth(1)).not_to_contain_text(guan.word("none yet", "delivery"))

    (kept,) = tmp_path.glob("*.txt")
    size, root = served.ask("SELECT size, root FROM ledger_checkpoint ORDER BY size DESC")[0]
    assert f"\n{size}\n" in kept.read_text()
    stranger.go(f"/checkpoints/{size}/?root={bytes(root).hex()[:16]}")
    expect(stranger.page.locator("main")).to_contain_text(stranger.word("It fits."))
    assert violations(stranger.page) == []
    stranger.go(f"/checkpoints/{size}/?root={'0' * 16}")
    expect(stranger.page.locator("main")).to_contain_text(stranger.word("It does not fit."))
