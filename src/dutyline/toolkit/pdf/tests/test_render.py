from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pypdf
import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from dutyline.toolkit.pdf import sealing
from dutyline.toolkit.pdf.papers import Label, PaperColumn, render_labels, render_table
from dutyline.toolkit.pdf.refused import PaperRefused, TemplateBroken
from dutyline.toolkit.pdf.render import render
from dutyline.toolkit.untrusted.child import Limits

PAPERS = Path(__file__).with_name("papers")
COLUMNS = (
    PaperColumn("编号"),
    PaperColumn("问题描述", width=30),
    PaperColumn("天数", align="right"),
)
HOSTILE = (
    '#panic("x") *bold* _it_ $x^2$ = head\\ `raw` <label> @ref // /* "q" #sys.inputs ${1} {{ }}'
)


@pytest.fixture(autouse=True)
def _unsealed(monkeypatch):
    """What papers carry at their end comes from a database, which these tests have none of."""
    monkeypatch.setattr(sealing, "_giver", [])


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_what_is_given_stands_at_the_end_of_every_paper_but_labels(monkeypatch):
    seal = sealing.Seal("https://example.com/1", ("Log one", "3 entries"))
    sealing.use(lambda: seal)
    [page] = pages(render_table("Title", COLUMNS, [["1", "x", "2"]], language="en"))
    assert page.index("3 entries") > page.index("Log one") > page.index("Title")
    assert "Log one" not in pages(render_labels("Title", [Label("https://x", "1", "Pump")]))[0]


def words(text: str) -> str:
    return "".join(text.split())


def sample(**changes: object) -> dict[str, object]:
    """Return the facts of the sample paper, every piece of the style in it."""
    who = {"role": "复查人", "name": "陈国伟", "date": "2026-11-20"}
    line = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    return {
        "title": "整改通知",
        "head": "整改通知 F-1",
        "foot": "2026年11月20日打印",
        "crumbs": "岚江 › 聚合车间",
        "sentence": "请于11月30日前整改。",
        "number": "F-2026-0418",
        "line": line,
        "line-title": "责任线",
        "line-note": "",
        "line-words": "责任线：共24项",
        "facts-title": "事实",
        "facts-note": "",
        "facts": [{"label": "应尽职责", "value": "11", "note": "法定6项"}],
        "notice": "第33周的周检没有证据。",
        "notice-bold": "有2项未做。",
        "fields-title": "整改",
        "fields": [{"label": "措施", "value": "一\n二"}],
        "photos-title": "照片",
        "before": "",
        "after": "",
        "before-who": "王五",
        "after-who": "",
        "photos": [],
        "signatures": [who],
        "proof": "已封存。",
        **changes,
    }


def render_sample(**changes: object) -> bytes:
    images = changes.pop("images", None)
    return render("sample.typ", sample(**changes), images=images, template_dirs=[PAPERS])  # type: ignore[arg-type]


def test_a_list_says_what_it_was_given() -> None:
    pdf = render_table(
        "隐患台账",
        COLUMNS,
        [["F‑1", "护栏缺失", "3"], ["F‑2", "骨直令角龑骉堉", "12"]],
        subtitle="共2项",
        filters="筛选：未销号",
        crumbs="岚江集团 › 聚合车间",
        total=["合计", "", "15"],
        foot="陈国伟打印",
        note="另附照片。",
        language="zh-hans",
    )
    (text,) = pages(pdf)
    assert words(text) == words(
        "岚江集团›聚合车间 隐患台账 共2项 筛选：未销号 编号 问题描述 天数 F‑1 护栏缺失 3 "
        "F‑2 骨直令角龑骉堉 12 合计 15 另附照片。 陈国伟打印 第1页，共1页"
    )


def test_words_of_the_frame_follow_the_language() -> None:
    with translation.override("en"):
        assert "Page 1 of 1" in pages(render_table("x", COLUMNS, []))[0]
    assert "No photo" in pages(render_sample())[0]
    with translation.override("zh-hans"):
        assert "无照片" in pages(render_sample())[0]


def test_the_head_of_a_list_stands_on_every_page() -> None:
    rows = [[f"F{n}", "护栏缺失", str(n)] for n in range(120)]
    texts = pages(render_table("隐患台账", COLUMNS, rows, language="en"))
    assert len(texts) > 2
    for number, text in enumerate(texts, start=1):
        assert f"Page {number} of {len(texts)}" in text
        assert "问题描述" in text
    assert [f"F{n}" in "".join(texts) for n in range(120)] == [True] * 120


def test_every_piece_of_the_style_is_set() -> None:
    text = words("".join(pages(render_sample())))
    for piece in (
        "整改通知", "岚江›聚合车间", "请于11月30日前整改。", "F-2026-0418", "应尽职责11法定6项",
        "有2项未做。第33周的周检没有证据。", "措施一二", "复查人2026-11-20", "陈国伟", "已封存。",
    ):  # fmt: skip
        assert piece in text


@pytest.mark.parametrize("field", ["title", "sentence", "notice", "foot", "crumbs"])
def test_text_from_people_never_becomes_markup(field: str) -> None:
    assert words(HOSTILE) in words(pages(render_sample(**{field: HOSTILE}))[0])


@settings(max_examples=30, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), max_size=40)
)
def test_no_text_breaks_a_paper(text: str) -> None:
    pdf = render_table(text, [PaperColumn(text)], [[text]], filters=text, language="en")
    assert len(pages(pdf)) == 1


def test_control_characters_do_not_break_a_paper() -> None:
    assert len(pages(render_table("a\x00b\x1bc\u202e", COLUMNS, [["\x07", "\r\n", "\t"]]))) == 1


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), (200, 30, 30)).save(out, kind)
    return out.getvalue()


def test_photos_of_every_accepted_kind_are_set() -> None:
    images = {"a.jpg": picture("JPEG"), "b": picture("PNG"), "c.webp": picture("WEBP")}
    shown = [{"name": name, "caption": name} for name in images]
    pdf = render_sample(before="a.jpg", photos=shown, images=images)
    found = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].images
    assert len(found) == 3


@pytest.mark.parametrize("name", ["../x", "a/b", "", "x" * 200, "a b"])
def test_an_image_cannot_be_called_what_leaves_its_folder(name: str) -> None:
    with pytest.raises(ValueError, match="no name for an image"):
        render_sample(images={name: picture("PNG")})


def test_a_template_reads_nothing_of_the_machine(tmp_path: Path) -> None:
    for path in ("/etc/passwd", "../../../../etc/passwd", "/images/../../../etc/passwd"):
        (tmp_path / "spy.typ").write_text(f'#read("{path}")')
        with pytest.raises(TemplateBroken):
            render("spy.typ", {}, template_dirs=[tmp_path])


def test_a_template_may_use_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / "part.typ").write_text("#let part = [from the part]")
    (tmp_path / "toy" / "note.typ").write_text('#import "/toy/part.typ": part\n#part')
    assert pages(render("toy/note.typ", {}, template_dirs=[tmp_path])) == ["from the part"]


def test_a_missing_template_and_a_broken_one_are_named() -> None:
    with pytest.raises(LookupError, match=r"nothing\.typ"):
        render("nothing.typ", {})
    with pytest.raises(TemplateBroken, match=r"table\.typ"):
        render("table.typ", {"title": "x"})


def test_a_paper_that_is_too_long_is_refused() -> None:
    with pytest.raises(PaperRefused, match="about 1000 pages") as caught:
        render_table("x", COLUMNS, [["1", "2", "3"]] * 66_700)
    assert caught.value.key == "long"


def test_a_paper_that_never_ends_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "dutyline.toolkit.pdf.render.Limits", lambda **_: Limits(memory=700, seconds=1.5)
    )
    endless = "#for a in range(9000) { for b in range(9000) { let c = a * b } }"
    (tmp_path / "loop.typ").write_text(endless)
    with pytest.raises(PaperRefused) as caught:
        render("loop.typ", {}, template_dirs=[tmp_path])
    assert caught.value.key == "heavy"


def test_the_same_facts_give_the_same_bytes() -> None:
    moment = dt.datetime(2026, 11, 20, 6, tzinfo=dt.UTC)
    first, second = (render_table("x", COLUMNS, [], created=moment) for _ in range(2))
    assert first == second
    info = pypdf.PdfReader(io.BytesIO(first)).metadata
    assert info is not None
    assert (info.title, info.creation_date) == ("x", moment)
    undated = pypdf.PdfReader(io.BytesIO(render_table("x", COLUMNS, []))).metadata
    assert undated is not None
    assert undated.creation_date is None


def test_a_paper_names_its_language_and_structure_for_screen_readers() -> None:
    root = pypdf.PdfReader(
        io.BytesIO(render_table("x", COLUMNS, [["1", "2", "3"]], language="zh-hans"))
    ).trailer["/Root"]
    assert root["/Lang"] == "zh-CN"
    assert root["/MarkInfo"]["/Marked"]


def test_fonts_are_those_of_the_product() -> None:
    page = pypdf.PdfReader(io.BytesIO(render_table("骨", COLUMNS, [["· “a”", "한국", "ｱ"]]))).pages[
        0
    ]
    fonts = {font.get_object()["/BaseFont"][8:14] for font in page["/Resources"]["/Font"].values()}
    assert fonts <= {"NotoSa", "NewCMS", "NewCM1", "NewCom"}


def test_labels_fill_sheets_from_the_first_free_place() -> None:
    labels = [
        Label(f"https://x.test/r/{n}", f"P-{n}", f"泵房{n}", ("聚合车间", "扫码上报"))
        for n in range(21)
    ]
    assert len(pages(render_labels("Labels", labels))) == 1
    texts = pages(render_labels("Labels", labels, skip=2, cut_lines=True))
    assert ["P-18" in text for text in texts] == [True, False]
    assert ["P-20" in text for text in texts] == [False, True]
    assert len(pages(render_labels("Labels", labels, sheet="2x4"))) == 3


def test_a_long_name_stays_on_its_label() -> None:
    name = "可燃气体压缩机厂房及配套循环水泵区域（含检修平台及东侧管廊）" * 3
    texts = pages(render_labels("x", [Label("https://x.test/1", "P-1", name, ("a", "b", "c"))]))
    assert len(texts) == 1
    assert words(texts[0]).startswith("P-1可燃气体")


def test_lazy_words_and_decimals_reach_the_paper() -> None:
    data = sample(
        sentence=gettext_lazy("No photo"), facts=[{"label": "a", "value": 3.5, "note": None}]
    )
    text = words(pages(render("sample.typ", data, template_dirs=[PAPERS], language="en"))[0])
    assert "Nophoto" in text
    assert "a3.5" in text
    assert json.dumps(sample())
