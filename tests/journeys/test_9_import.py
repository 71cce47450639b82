"""Chen brings her old ledger in from Excel: one row is wrong, and nothing is written before."""

from io import BytesIO

import pytest
import xlsxwriter
from playwright.sync_api import FilePayload, expect

from tests.browser.axe import violations
from tests.browser.hands import Hands
from tests.journeys.conftest import Someone
from tests.serving import Served

pytestmark = pytest.mark.browser
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADERS = {
    "en": ("No.", "Date found", "Location", "Finding", "Corrective action", "Due date"),
    "zh-hans": ("序号", "检查日期", "隐患部位", "隐患描述", "整改措施", "整改期限"),
}
TITLES = {
    "en": ("Eye wash has no water", "Ladder cage is bent", "Cable lies across the way"),
    "zh-hans": ("洗眼器无水", "直梯护笼变形", "电缆横穿通道"),
}
MEND = {"en": "Mend it", "zh-hans": "修复"}
PLACE = "RS-08"
WRONG, RIGHT = "2026-10-32", "2026-10-02"
WRONG_ROW = 4
"""In the sheet, whose first row has the headers."""
COUNT = "SELECT count(*) FROM inspections_finding"


def test_a_wrong_row_is_named_and_nothing_is_written_until_it_is_right(
    someone: Someone, served: Served
) -> None:
    chen, before = someone("chen"), int(served.look_up(COUNT))
    chen.go("/imports/")
    chen.tap(chen.link("Hidden dangers").last)
    bring(chen, ledger(served.language, last=WRONG))

    left_out = chen.page.get_by_role("table", name=chen.word("Left out"))
    cells = left_out.locator("tbody").get_by_role("cell")
    expect(left_out.locator("tbody tr")).to_have_count(1)
    expect(cells.nth(0)).to_contain_text(str(WRONG_ROW))
    expect(cells.nth(1)).to_have_text(HEADERS[served.language][1])
    expect(cells.nth(2)).to_have_text(WRONG)
    expect(left_out.get_by_role("rowheader")).not_to_be_empty()
    assert violations(chen.page) == []
    assert int(served.look_up(COUNT)) == before, "trying it writes nothing"
    chen.tap(chen.button("Remove the file"))
    chen.page.wait_for_url("**/imports/")
    assert int(served.look_up(COUNT)) == before

    chen.tap(chen.link("Hidden dangers").last)
    bring(chen, ledger(served.language, last=RIGHT))
    expect(chen.page.locator("main .notice-done")).to_contain_text(
        chen.word("Every row can be imported.")
    )
    assert int(served.look_up(COUNT)) == before
    chen.send()
    expect(chen.page.locator("h1")).to_have_text(chen.word("Imported"))
    assert int(served.look_up(COUNT)) == before + len(TITLES[served.language])
    for title in TITLES[served.language]:
        chen.go(f"/findings/?all=1&words={title}")
        expect(chen.page.locator("tbody th", has_text=title)).to_have_count(1)


def bring(chen: Hands, file: FilePayload) -> None:
    """Bring a file, let its columns stand as they were recognised, and try it."""
    chen.page.locator("#id_file").set_input_files(file)
    chen.send()
    chen.page.wait_for_url("**/columns/")
    assert violations(chen.page) == []
    chen.tap(chen.button("Try it"))
    expect(chen.page.locator("h1")).to_have_text(chen.word("What would happen"))


def ledger(language: str, *, last: str) -> FilePayload:
    """Return a ledger of three rows as people keep it; `last` is the day of the last."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADERS[language])
        days = ("2026-09-30", "2026-10-01", last)
        for number, (title, day) in enumerate(zip(TITLES[language], days, strict=True), 1):
            row = (number, day, PLACE, title, MEND[language], "2026-12-31")
            sheet.write_row(number, 0, row)
    return {"name": "ledger.xlsx", "mimeType": EXCEL, "buffer": file.getvalue()}
