"""Where the pages of a paper break: no row in two, no page with the code alone, nothing lost."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from dutyline.toolkit.pdf import sealing
from dutyline.toolkit.pdf.papers import PaperColumn, render_table
from dutyline.toolkit.pdf.render import render
from dutyline.toolkit.pdf.tests.test_render import PAPERS, sample

HEAD = "Wrong"
COLUMNS = (
    PaperColumn("No."),
    PaperColumn(HEAD, width=40),
    PaperColumn("Measures", width=10),
    PaperColumn("Days", align="right"),
)
SEAL = sealing.Seal("https://example.com/log", ("Log sealed", "3 entries"))
SENTENCES = {
    "en": "The guard rail of the platform is missing and people may fall from it. ",
    "zh-hans": "作业平台护栏缺失，人员可能坠落；皮带输送机防护栏松动。",
}


@pytest.fixture(autouse=True)
def _sealed(monkeypatch):
    monkeypatch.setattr(sealing, "_giver", [lambda: SEAL])


def told(number: int, long: int, language: str) -> str:
    """Return what a row says, between marks that tell where it begins and ends."""
    return f"[{number}b] {SENTENCES[language] * long} [{number}e]"


def rows(many: int, language: str, long: int = 5) -> list[list[str]]:
    return [
        [f"F{n}", told(n, long, language), SENTENCES[language] * (n % 3), str(n)]
        for n in range(many)
    ]


def pages(pdf: bytes) -> list[str]:
    texts = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return ["".join(text.split()) for text in texts]


def marks(text: str, which: str) -> list[str]:
    return re.findall(rf"\[(\d+){which}\]", text)


@pytest.mark.parametrize("landscape", [False, True])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_rows_stay_whole_under_the_head_and_the_end_stays_with_the_last(
    language: str, landscape: bool
) -> None:
    # Each number of rows ends elsewhere on its page.
    for many in (1, 2, 3, *range(14, 30)):
        pdf = render_table(
            "Ledger",
            COLUMNS,
            rows(many, language),
            note="Printed",
            language=language,
            landscape=landscape,
        )
        found = pages(pdf)
        for text in found:
            assert marks(text, "b") == marks(text, "e"), many
            assert text.count(HEAD) == 1, many
        assert "3entries" in found[-1]
        assert marks(found[-1], "e")[-2:] == [str(n) for n in range(many)][-2:]
        assert sum(len(marks(text, "e")) for text in found) == many


def test_a_sum_stays_with_the_end_too() -> None:
    for many in range(14, 24):
        total = ["Sum", "", "", "[9999e]"]
        pdf = render_table("Ledger", COLUMNS, rows(many, "en"), total=total, language="en")
        assert marks(pages(pdf)[-1], "e")[-2:] == [str(many - 1), "9999"]


@pytest.mark.parametrize("place", [0, 3, 5])
def test_a_row_longer_than_a_page_breaks_and_loses_nothing(place: int) -> None:
    long = rows(6, "zh-hans")
    long[place][1] = told(place, 400, "zh-hans")
    found = pages(render_table("Ledger", COLUMNS, long, language="zh-hans"))
    assert len(found) > 2
    text = "".join(found)
    assert marks(text, "e") == [str(n) for n in range(6)]
    assert text.count("。") == 400 + 5 * 5 + sum(n % 3 for n in range(6))


def test_lines_somebody_typed_make_a_row_long_too() -> None:
    long = rows(3, "en")
    long[1][2] = "\n".join(f"line{n}." for n in range(150))
    text = "".join(pages(render_table("Ledger", COLUMNS, long, language="en")))
    assert re.findall(r"line(\d+)\.", text) == [str(n) for n in range(150)]


def test_an_answer_stays_whole_and_the_end_stays_with_the_last() -> None:
    for many in range(16, 34):
        answers = [{"label": f"Word {n}", "value": told(n, 3, "en")} for n in range(many)]
        data = sample(fields=answers, signatures=[], photos=[])
        pdf = render("answers.typ", data, template_dirs=[PAPERS], language="en")
        found = pages(pdf)
        for text in found:
            assert marks(text, "b") == marks(text, "e"), many
        assert "3entries" in found[-1]
        assert marks(found[-1], "e")[-2:] == [str(many - 2), str(many - 1)]
