"""A duty line as a standalone SVG text, for paper and for mail."""

from html import escape

from dutyline.toolkit.ui.line.drawing import draw
from dutyline.toolkit.ui.line.grammar import Line
from dutyline.toolkit.ui.line.shapes import short
from dutyline.toolkit.ui.line.sizes import SIZES
from dutyline.toolkit.ui.line.words import say

_SCREEN = {
    "due": 'fill="#fff" stroke="#5d645f" stroke-width="1.25"',
    "kept": 'fill="#0b5f4d"',
    "late": 'fill="#a9548a"',
    "missed": 'fill="#f8e7ef" stroke="#8c1653" stroke-width="1.5"',
    "lost": 'fill="#8c1653"',
    "excused": 'fill="#5d645f"',
    "ahead": 'fill="none" stroke="#747a75"',
    "ground": 'fill="none" stroke="#171b19" stroke-width="1.5"',
    "now": 'fill="#171b19"',
}
_PAPER = {
    "due": 'fill="#fff" stroke="#000" stroke-width="0.9"',
    "kept": 'fill="#000"',
    "late": 'fill="#808080"',
    "missed": 'fill="#fff" stroke="#000" stroke-width="1.5"',
    "lost": 'fill="#000"',
    "excused": 'fill="#000"',
    "ahead": 'fill="none" stroke="#808080"',
    "ground": 'fill="none" stroke="#000" stroke-width="1.5"',
    "now": 'fill="#000"',
}


def line_svg(line: Line, size: str, *, print: bool = False) -> str:  # noqa: A002 - as CSS says it
    """Return a whole SVG document; with `print` in black and grey, 5 mm (a row) or 12 mm high.

    Colours are written out because paper and mail have no style sheet.
    """
    drawing = draw(line, size)
    colours = _PAPER if print else _SCREEN
    box = f"0 0 {short(drawing.width)} {short(drawing.height)}"
    scale = SIZES[size].print_mm / SIZES[size].height if print else 1
    unit = "mm" if print else ""
    width, height = f"{drawing.width * scale:.5g}", f"{drawing.height * scale:.5g}"
    paths = "".join(f'<path {colours[mark.kind]} d="{mark.d}"/>' for mark in drawing.marks)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}{unit}" height="{height}{unit}" '
        f'viewBox="{box}"><title>{escape(say(line))}</title>{paths}</svg>'
    )
