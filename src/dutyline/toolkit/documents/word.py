"""A document as Word: A4, styles to go on writing with, fonts for Latin and Chinese letters."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override
from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as Ruled
from docx.text.paragraph import Paragraph

from dutyline.toolkit.documents.parts import (
    Fields,
    Note,
    Part,
    Sentences,
    Sheet,
    Signatures,
    Table,
)

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LATIN: Final = "Arial"
CHINESE: Final = "Microsoft YaHei"
"""A font every Windows and every Office brings; others put their own in its place."""
STYLES: Final = {"Normal": 10, "Heading 1": 19, "Heading 2": 13, "Caption": 8.5}
WIDTH: Final = 178
"""Millimetres between the margins of an A4 page."""
_UNKNOWN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold; line breaks are told apart by nothing but the newline."""


def docx_of(sheets: Sequence[Sheet], created: datetime) -> bytes:
    """Return a document as a Word file, framed in the language of its first sheet."""
    opened = Document()
    _look(opened, sheets[0])
    opened.core_properties.title = plain(sheets[0].title)[:255]
    opened.core_properties.author = opened.core_properties.comments = ""
    opened.core_properties.created = opened.core_properties.modified = created.astimezone(
        UTC
    ).replace(tzinfo=None)
    for place, sheet in enumerate(sheets):
        if place:
            opened.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        with override(sheet.language):
            _sheet(opened, sheet)
    file = BytesIO()
    opened.save(file)
    return file.getvalue()


def plain(text: object) -> str:
    """Return text without the characters XML does not know."""
    return _UNKNOWN.sub("", str(text).replace("\r\n", "\n").replace("\r", "\n"))


def _look(opened: Opened, first: Sheet) -> None:
    for name, size in STYLES.items():
        style: Any = opened.styles[name]
        style.font.name, style.font.size = LATIN, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            # A font of the theme would stand above the one named here.
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        fonts.set(qn("w:eastAsia"), CHINESE)
    page = opened.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(16)
    foot = page.footer.paragraphs[0]
    foot.style = opened.styles["Caption"]
    with override(first.language):
        _page_of_pages(foot, plain(first.number))


def _page_of_pages(foot: Paragraph, number: str) -> None:
    words = _("Page %(page)s of %(pages)s") % {"page": "\0PAGE\0", "pages": "\0NUMPAGES\0"}
    foot.add_run(f"{number}\t\t" if number else "\t\t")
    for place, piece in enumerate(words.split("\0")):
        if place % 2:
            _counted(foot, piece)
        else:
            foot.add_run(piece)


def _counted(paragraph: Paragraph, what: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), what)
    paragraph._p.append(field)  # python-docx has no word for fields


def _sheet(opened: Opened, sheet: Sheet) -> None:
    above = "   ".join(filter(None, (plain(sheet.crumbs), plain(sheet.number))))
    if above:
        opened.add_paragraph(above, "Caption")
    opened.add_heading(plain(sheet.title), 1)
    if sheet.sentence:
        opened.add_paragraph(plain(sheet.sentence))
    for part in sheet.parts:
        SETTERS[type(part)](opened, part)
    if sheet.proof:
        opened.add_paragraph(plain(sheet.proof), "Caption")


def _note(opened: Opened, part: Note) -> None:
    opened.add_paragraph().add_run(plain(part.text)).bold = True


def _fields(opened: Opened, part: Fields) -> None:
    opened.add_heading(plain(part.title), 2)
    _ruled(opened, (0.28, 0.72), ([each.label, each.value] for each in part.items))


def _sentences(opened: Opened, part: Sentences) -> None:
    opened.add_heading(plain(part.title), 2)
    for place, line in enumerate(part.lines, start=1):
        paragraph = opened.add_paragraph(f"{place}.\t{plain(line)}")
        paragraph.paragraph_format.left_indent = Mm(8)
        paragraph.paragraph_format.first_line_indent = Mm(-8)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(8))
        paragraph.paragraph_format.space_after = Pt(3)


def _table(opened: Opened, part: Table) -> None:
    opened.add_heading(plain(part.title), 2)
    whole = sum(column.width for column in part.columns)
    heads = [column.label for column in part.columns]
    shares = [column.width / whole for column in part.columns]
    ruled = _ruled(opened, shares, [heads, *part.rows])
    first = ruled.rows[0]
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    again = OxmlElement("w:tblHeader")
    first._tr.get_or_add_trPr().append(again)  # the heads stand again on every page


def _signatures(opened: Opened, part: Signatures) -> None:
    opened.add_heading(plain(part.title), 2)
    rows = ([each.role, each.name, each.date] for each in part.items)
    _ruled(opened, (0.28, 0.44, 0.28), rows)


def _ruled(opened: Opened, shares: Sequence[float], rows: Iterable[Sequence[object]]) -> Ruled:
    ruled = opened.add_table(rows=0, cols=len(shares), style="Table Grid")
    ruled.autofit = False
    for row in rows:
        for cell, share, text in zip(ruled.add_row().cells, shares, row, strict=True):
            cell.width = Mm(WIDTH * share)
            cell.paragraphs[0].add_run(plain(text)).font.size = Pt(9)
    opened.add_paragraph().paragraph_format.space_after = Pt(0)
    return ruled


SETTERS: Mapping[type[Part], Callable[[Opened, Any], None]] = {
    Note: _note,
    Fields: _fields,
    Sentences: _sentences,
    Table: _table,
    Signatures: _signatures,
}
