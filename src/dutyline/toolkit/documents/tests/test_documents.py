"""A document is the same as PDF and as Word, in one language or in two."""

from datetime import UTC, datetime
from io import BytesIO

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from dutyline.toolkit.documents.parts import (
    Fields,
    Head,
    Note,
    Pair,
    Sentences,
    Sheet,
    Signature,
    Signatures,
    Table,
)
from dutyline.toolkit.documents.pdf import pdf_of
from dutyline.toolkit.documents.word import docx_of
from dutyline.toolkit.pdf import sealing

CREATED = datetime(2026, 3, 2, 4, tzinfo=UTC)
HOSTILE = '#panic("x") *bold* $x^2$ = head <w:t>& {{ }} =1+1'


@pytest.fixture(autouse=True)
def _unsealed(monkeypatch):
    """What papers carry at their end comes from a database, which these tests have none of."""
    monkeypatch.setattr(sealing, "_giver", [])


def sheet(language="en", title="Operator A", text="Keep the platform clear"):
    return Sheet(
        language=language,
        title=title,
        crumbs="Shift team A",
        number="op-a",
        sentence="Version 1",
        proof="Printed today",
        parts=(
            Note("Not in force"),
            Fields("Place", [Pair("Superior", "Li Na\nTeam leader")]),
            Sentences("Safety duties", [text, "发现隐患立即报告"]),
            Table("Duties", [Head("Duty", 3), Head("How often")], [["Inspect", "Weekly"]]),
            Signatures("Signed", [Signature("Published by", "Zhao Min", "2 March 2026")]),
        ),
    )


def read(content):
    return docx.Document(BytesIO(content))


def words_of(opened):
    """Return the paragraphs and cells of a Word file in their order."""
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return [*(each.text for each in opened.paragraphs if each.text), *cells]


def pages(content):
    return [
        "".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(content)).pages
    ]


def test_word_holds_every_part_in_order():
    assert words_of(read(docx_of([sheet()], CREATED))) == [
        "Shift team A   op-a",
        "Operator A",
        "Version 1",
        "Not in force",
        "Place",
        "Safety duties",
        "1.\tKeep the platform clear",
        "2.\t发现隐患立即报告",
        "Duties",
        "Signed",
        "Printed today",
        "Superior",
        "Li Na\nTeam leader",
        "Duty",
        "How often",
        "Inspect",
        "Weekly",
        "Published by",
        "Zhao Min",
        "2 March 2026",
    ]


def test_pdf_holds_every_part():
    (page,) = pages(pdf_of([sheet()], CREATED))
    for words in ("OperatorA", "LiNa", "Keeptheplatformclear", "发现隐患立即报告", "ZhaoMin"):
        assert words in page


@pytest.mark.parametrize(
    "text", [HOSTILE, "a\x00b\x0b\x1b\ufffe c", "\ud800 half", "𠮷 line\r\nnext"]
)
def test_what_people_wrote_stays_text_in_word(text):
    opened = read(docx_of([sheet(text=text, title=text)], CREATED))
    kept = "".join(
        each for each in text.replace("\r\n", "\n") if each not in "\x00\x0b\x1b\ufffe\ud800"
    )
    assert f"1.\t{kept}" in words_of(opened)


def test_what_people_wrote_never_becomes_markup_in_pdf():
    (page,) = pages(pdf_of([sheet(text=HOSTILE)], CREATED))
    assert "".join(HOSTILE.split()) in page


def test_two_languages_stand_after_each_other_on_pages_of_their_own():
    both = [sheet(), sheet("zh-hans", "操作工A", "保持平台畅通")]
    first, second = pages(pdf_of(both, CREATED))
    assert "OperatorA" in first
    assert "操作工A" in second
    said = words_of(read(docx_of(both, CREATED)))
    assert said.index("Operator A") < said.index("操作工A")


def test_no_page_holds_only_what_a_paper_ends_with(monkeypatch):
    seal = sealing.Seal("https://example.com/1", ("Log one", "3 entries", "Keep it"))
    sealing.use(lambda: seal)
    lengths = set()
    for lines in range(24, 46, 3):  # from where the end just fits to where it has moved on
        parts = (
            Sentences("Safety duties", ["Keep the platform clear"] * lines),
            Signatures("Signed", [Signature("Signer", "Zhao Min", "2 March 2026")]),
        )
        both = [
            Sheet(language, "Letter", parts, proof="Printed", code="https://example.com/letter")
            for language in ("en", "zh-hans")
        ]
        read = pages(pdf_of(both, CREATED))
        lengths.add(len(read))
        assert ["Logone" in page for page in read] == [False] * (len(read) - 1) + [True]
        assert all("Keeptheplatform" in page or "ZhaoMin" in page for page in read)
    assert lengths == {2, 4}


def test_word_names_a_font_for_chinese_and_none_of_the_theme():
    opened = read(docx_of([sheet("zh-hans")], CREATED))
    fonts = opened.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
    heading = opened.styles["Heading 2"].element.rPr.rFonts
    assert heading.get(qn("w:eastAsia")) == "Microsoft YaHei"
    assert heading.get(qn("w:eastAsiaTheme")) is None


def test_word_says_who_and_when_of_nobody_but_the_document():
    properties = read(docx_of([sheet()], CREATED)).core_properties
    assert (properties.title, properties.author) == ("Operator A", "")
    assert properties.created == CREATED
