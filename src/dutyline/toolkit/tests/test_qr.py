from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from dutyline.toolkit.qr import QUIET, qr_svg

SVG = "{http://www.w3.org/2000/svg}"


def dark(svg: str) -> set[tuple[int, int]]:
    """Return the dark modules that the drawing shows."""
    path = ElementTree.fromstring(svg).findall(f"{SVG}path")[1].get("d", "")
    return {
        (int(x) + step, int(y))
        for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
        for step in range(int(run))
    }


def test_the_drawing_has_exactly_the_modules_of_the_code() -> None:
    text = "https://safety.example.com/r/8f3kq2"
    code = segno.make_qr(text, error="m", boost_error=False)
    assert dark(qr_svg(text, title="Pump room 3")) == {
        (x + QUIET, y + QUIET)
        for y, row in enumerate(code.matrix)
        for x, module in enumerate(row)
        if module
    }


def test_it_has_a_size_a_quiet_zone_and_a_name() -> None:
    svg = qr_svg("https://x.test/1", title='泵房 "3" <b>', size_mm=22.5)
    root = ElementTree.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("22.5mm", "22.5mm")
    assert root.get("viewBox") == "0 0 33 33"
    assert (root.get("role"), root.get("aria-label")) == ("img", '泵房 "3" <b>')
    assert root.findtext(f"{SVG}title") == '泵房 "3" <b>'
    edge = {x for x, _ in dark(svg)} | {y for _, y in dark(svg)}
    assert (min(edge), max(edge)) == (QUIET, 33 - QUIET - 1)


def test_it_carries_no_style_and_no_script() -> None:
    svg = qr_svg("https://x.test/1", title="x")
    assert not re.search(r"style|script|class|href|on\w+=", svg)


def test_more_correction_makes_a_larger_code() -> None:
    drawings = (qr_svg("x" * 60, title="x", correction=c) for c in ("l", "m", "q", "h"))  # type: ignore[arg-type]
    assert [re.search(r"0 0 (\d+)", svg)[1] for svg in drawings] == ["41", "41", "45", "53"]  # type: ignore[index]


@pytest.mark.parametrize("text", ["", "x" * 1201])
def test_text_that_no_label_can_carry_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="1 to 1200"):
        qr_svg(text, title="x")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=80))
def test_any_text_and_title_give_well_formed_svg(text: str) -> None:
    assert ElementTree.fromstring(qr_svg(text, title=text)).findtext(f"{SVG}title") == text
