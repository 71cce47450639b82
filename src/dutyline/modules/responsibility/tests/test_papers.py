"""A version of a card on paper: everything on it, in one language or in two."""

from io import BytesIO

import docx
import pypdf
import pytest
from django.urls import reverse
from django.utils.translation import override

from dutyline.modules.responsibility.operations import accept_card, draft_next, write_draft
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.owing import owing_of
from dutyline.modules.responsibility.tests.pages import Pages

HOSTILE = '#panic("x") *bold* $x^2$ <w:br/> {{ 1 }}'


@pytest.fixture
def pages(db, monkeypatch):
    return Pages(monkeypatch)


@pytest.fixture
def accepted(pages):
    """Return operator A's card with a duty, accepted by Wang and not by Sun."""
    here = pages.here
    owing_of(here)(here.operator)
    version = here.published()
    accept_card(
        by=here.actor("wang"),
        version=version,
        words="I keep the platform clear.",
        on=TODAY,
        at=AT,
        recorded_at=AT,
    )
    return version


def text_of(answer):
    assert (answer.status_code, answer.content[:4]) == (200, b"%PDF")
    reader = pypdf.PdfReader(BytesIO(answer.content))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def words_of(answer):
    assert answer.status_code == 200
    opened = docx.Document(BytesIO(answer.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return [*(each.text for each in opened.paragraphs), *cells]


def address(name, version, query=""):
    return reverse(f"responsibility:{name}", args=[version.card_id, version.pk]) + query


def test_the_paper_says_everything_the_card_says(pages, accepted):
    page = "".join(text_of(pages.get("chen", address("card_pdf", accepted))))
    for words in (
        "OperatorA",
        "Postcard,version1,inforcefrom2March2026",
        "TeamleaderA·ShiftteamA",
        "WangFang,SunLei",
        "Operatethereactorbyitsprocedure",
        "Stopworkindanger",
        "InspecttheareaWeekly",
        "LawArt.21(5)",
        "ChenJing",
        "ZhangWei·Workshophead",
        "ZhaoMin",
        "Ikeeptheplatformclear.",
        "Notacceptedyet",
        "SunLei",
    ):
        assert words in page, words


def test_word_says_the_same(pages, accepted):
    said = words_of(pages.get("chen", address("card_docx", accepted)))
    for words in (
        "Operator A",
        "Post card, version 1, in force from 2 March 2026",
        "1.\tOperate the reactor by its procedure",
        "Inspect the area",
        "Weekly",
        "Law Art. 21(5)",
        "Zhang Wei · Workshop head",
        "I keep the platform clear.",
        "2 March 2026 12:00",
    ):
        assert words in said, words


def test_both_languages_stand_one_after_the_other(pages, accepted):
    printed = text_of(pages.get("chen", address("card_pdf", accepted, "?language=both")))
    told = "".join(printed)
    assert "Operatethereactor" in printed[0]
    assert "按操作规程操作反应釜" not in printed[0]
    assert told.index("Operatethereactor") < told.index("按操作规程操作反应釜")
    assert "岗位说明书" in told
    said = words_of(pages.get("chen", address("card_docx", accepted, "?language=both")))
    assert said.index("1.\tOperate the reactor by its procedure") < said.index(
        "1.\t按操作规程操作反应釜"
    )


def test_a_chinese_reader_reads_chinese(pages, accepted):
    with override("zh-hans"):
        path = address("card_docx", accepted)
    answer = pages.browser("chen").get(path, headers={"Accept-Language": "zh-hans"})
    said = words_of(answer)
    assert "1.\t按操作规程操作反应釜" in said
    assert "巡查责任区" in said


def test_a_draft_says_that_it_is_none_yet_and_what_people_wrote_stays_text(pages, accepted):
    here = pages.here
    chen = here.actor("chen")
    draft = draft_next(by=chen, card=accepted.card, on=TODAY, at=AT)
    words = {"safety_en": HOSTILE}
    draft = write_draft(by=chen, version=draft, words=words, on=TODAY, at=AT)
    page = "".join(text_of(pages.get("chen", address("card_pdf", draft))))
    assert "Notpublishedyet" in page
    assert "".join(HOSTILE.split()) in page
    assert f"1.\t{HOSTILE}" in words_of(pages.get("chen", address("card_docx", draft)))
    assert pages.get("wang", address("card_pdf", draft)).status_code == 404


@pytest.mark.parametrize("name", ["card_pdf", "card_docx"])
def test_papers_open_for_whom_the_card_opens(pages, accepted, name):
    assert pages.get("wang", address(name, accepted)).status_code == 200
    for stranger in ("ma", "stranger"):
        assert pages.get(stranger, address(name, accepted)).status_code == 404


def test_the_register_is_sent_as_a_workbook(pages, accepted):
    answer = pages.get("chen", reverse("responsibility:cards_xlsx") + "?state=published")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert pages.get("wang", reverse("responsibility:cards_xlsx")).status_code == 404
