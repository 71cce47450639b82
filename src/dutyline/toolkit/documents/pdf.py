"""A document as PDF."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from dutyline.toolkit.documents.parts import Sheet
from dutyline.toolkit.pdf.render import render
from dutyline.toolkit.qr import qr_svg


def pdf_of(sheets: Sequence[Sheet], created: datetime) -> bytes:
    """Return a document as PDF, framed in the language of its first sheet.

    Raises PaperRefused for one that is too long.
    """
    first = sheets[0]
    data = {"title": first.title, "number": first.number, "sheets": [_data(one) for one in sheets]}
    return render(
        "document.typ",
        data,
        language=first.language,
        ends_in=sheets[-1].language,
        created=created,
    )


def _data(sheet: Sheet) -> dict[str, Any]:
    parts = [{"kind": part.kind, **asdict(part)} for part in sheet.parts]
    return {
        **asdict(sheet),
        "chinese": sheet.language.startswith("zh"),
        "parts": parts,
        "qr": qr_svg(sheet.code, title=sheet.code) if sheet.code else "",
    }
