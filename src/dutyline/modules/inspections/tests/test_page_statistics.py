"""Statistics, their reports, and the ledger as files."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import openpyxl
import pytest
from pypdf import PdfReader

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.errands.models import Errand
from dutyline.modules.inspections import ledger_export
from dutyline.modules.inspections.models import StatisticsReport
from dutyline.modules.inspections.operations.counting import count_summaries
from dutyline.modules.inspections.operations.statistics_reports import open_statistics
from dutyline.modules.inspections.tests.pages import Pages
from dutyline.modules.inspections.tests.setting import AT
from dutyline.modules.inspections.views import exports
from dutyline.modules.inspections.views.statistics_span import Span, back

pytestmark = pytest.mark.django_db
APRIL = datetime(2026, 4, 2, 4, tzinfo=UTC)


@pytest.fixture
def pages(monkeypatch):
    return Pages(monkeypatch)


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_months_run_back_over_the_year():
    assert back(202602, 3) == 202511
    assert Span(202602, 6).months == [202509, 202510, 202511, 202512, 202601, 202602]
    assert Span(202602, 6).before == Span(202508, 6)


def test_the_numbers_open_the_ledger_they_were_counted_from(pages):
    pages.verified(title="Mended")
    pages.here.found(title="Open", category="things.electrical")
    count_summaries(AT)
    page = pages.get("chen", "/statistics/")
    found = page.context["stats"][0]

    assert (page.status_code, found.value) == (200, "2")
    assert len(pages.get("chen", found.url).context["page"].rows) == 2
    assert [row.label for row in page.context["categories"].rows] == [
        "things.electrical",
        "things.guards",
    ]


def test_a_unit_out_of_reach_has_no_statistics(pages):
    coatings = pages.here.plant.units.coatings
    assert pages.get("chen", f"/statistics/?unit={coatings.pk}").status_code == 404
    assert pages.get("stranger", "/statistics/").status_code == 404


def test_the_quarterly_report_is_made_signed_and_printed(pages):
    pages.verified()
    pages.at(APRIL)
    open_statistics(APRIL)
    report = StatisticsReport.objects.get(period="2026Q1", company=pages.here.plant.units.resin)
    address = f"/statistics/reports/{report.pk}/"
    assert report.due_on == date(2026, 4, 15)
    assert pages.post("chen", f"{address}figures/").status_code == 302
    assert pages.post("chen", f"{address}signature/").status_code == 404
    assert pages.post("zhao", f"{address}signature/").status_code == 302

    explained = "the share closed by 2 April 2026, when the figures were made"
    assert explained in pages.get("zhao", address).content.decode()
    assert "Signed by Zhao Min" in pages.get("zhao", address).content.decode()
    book = openpyxl.load_workbook(BytesIO(body(pages.get("zhao", f"{address}report.xlsx"))))
    assert book.sheetnames == ["By grade", "By month", "By category"]
    paper = PdfReader(BytesIO(body(pages.get("zhao", f"{address}report.pdf"))))
    printed = " ".join(paper.pages[0].extract_text().split())
    assert ("Zhao Min" in printed, explained in printed) == (True, True)


def test_the_ledger_comes_as_excel_csv_and_paper(pages):
    finding = pages.assigned(title="Rail missing")
    pages.here.found(by="ma", place=pages.here.places.mill, title="Colour mill leaks")
    sheet = openpyxl.load_workbook(
        BytesIO(body(pages.get("chen", "/findings/export/?state=open&as=xlsx")))
    ).active
    text = body(pages.get("chen", "/findings/export/?state=open&as=csv")).decode("utf-8-sig")
    paper = PdfReader(BytesIO(body(pages.get("chen", "/findings/export/?state=open&as=pdf"))))

    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [finding.number]
    assert "Rail missing" in text
    assert "Colour mill" not in text
    assert "Rail missing" in paper.pages[0].extract_text()
    assert pages.get("chen", "/findings/export/?as=doc").status_code == 404


def test_a_file_has_the_words_of_its_page_though_the_page_is_over_by_then(pages):
    pages.assigned(title="Rail missing")
    pages.browser("chen")
    Account.objects.filter(username="chen").update(language="zh-hans")
    text = body(pages.get("chen", "/findings/export/?state=open&as=csv")).decode("utf-8-sig")
    head, row = csv.reader(StringIO(text, newline=""))
    assert dict(zip(head, row, strict=True))["隐患级别"] == "一般事故隐患"


def test_very_many_rows_become_a_task_with_the_rights_of_the_asker(pages, monkeypatch, tmp_path):
    pages.here.found()
    pages.here.found()
    monkeypatch.setattr(exports, "AT_ONCE", 1)
    sent = pages.get("chen", "/findings/export/?state=open&as=csv")
    errand = Errand.objects.get()
    assert (sent.status_code, sent.url) == (302, f"/errands/{errand.pk}/")

    told = []
    actor = actor_for(Account.objects.get(username="chen"), AT)
    product = ledger_export.export_ledger(
        actor, errand.parameters, lambda done, total: told.append((done, total))
    )
    assert product.counts == {"findings": 2}
    assert told[-1] == (2, 2)
    assert product.path.read_text("utf-8-sig").count("F-2026-") == 2


def test_the_notice_names_who_received_it_and_when(pages):
    finding = pages.assigned()
    address = f"/findings/{finding.pk}/notice.pdf"
    before = PdfReader(BytesIO(pages.get("li", address).content)).pages[0].extract_text()
    pages.post("li", f"/findings/{finding.pk}/receipt/")
    after = PdfReader(BytesIO(pages.get("li", address).content)).pages[0].extract_text()

    assert "ZG-2026-0001" in before
    assert before.count("Li Na") + 1 == after.count("Li Na")


def test_the_record_of_one_danger_is_printed_with_its_history(pages):
    finding = pages.reported()
    paper = PdfReader(BytesIO(pages.get("chen", f"/findings/{finding.pk}/record.pdf").content))

    assert "Rail welded" in "".join(page.extract_text() for page in paper.pages)
