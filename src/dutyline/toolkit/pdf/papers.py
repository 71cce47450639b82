"""The two papers every module can use: a list, and a sheet of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from dutyline.toolkit.qr import qr_svg

from .render import render

if TYPE_CHECKING:
    import datetime as dt

_SHEETS = {"3x7": 21, "2x4": 8}


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """One column of a printed list; `width` is its share, None to judge by what it holds."""

    label: str
    align: Literal["left", "right", "center"] = "left"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """One label: what the code opens, the place's code and name, up to two lines of hint."""

    link: str
    code: str
    name: str
    lines: Sequence[str] = ()


def render_table(
    title: str,
    columns: Sequence[PaperColumn],
    rows: Sequence[Sequence[str]],
    *,
    subtitle: str = "",
    filters: str = "",
    crumbs: str = "",
    total: Sequence[str] | None = None,
    note: str = "",
    foot: str = "",
    landscape: bool | None = None,
    language: str | None = None,
    created: dt.datetime | None = None,
) -> bytes:
    """Return a printed list: title, `filters` in words, ruled rows, page n of m.

    Landscape when it has more than five columns and nothing is said. Raises PaperRefused.
    """
    widths = [column.width or _share(column, rows, place) for place, column in enumerate(columns)]
    data = {
        "title": title,
        "subtitle": subtitle,
        "filters": filters,
        "crumbs": crumbs,
        "note": note,
        "foot": foot,
        "landscape": len(columns) > 5 if landscape is None else landscape,
        "columns": [
            {"label": column.label, "align": column.align, "width": width}
            for column, width in zip(columns, widths, strict=True)
        ],
        "rows": rows,
        "total": total,
    }
    return render("table.typ", data, language=language, created=created)


def _share(column: PaperColumn, rows: Sequence[Sequence[str]], place: int) -> float:
    """Judge the width of a column: what most cells need, long text less than its length."""
    lengths = sorted(_width(row[place]) for row in rows[:300]) or [0]
    usual, longest = lengths[len(lengths) * 3 // 4], min(lengths[-1], 12)
    return max(_width(column.label) * 0.9, longest, min(usual, 14 + (usual - 14) * 0.35), 3)


def _width(text: object) -> float:
    return sum(2 if character > "\u2e80" else 1 for character in str(text or ""))


def render_labels(
    title: str,
    labels: Sequence[Label],
    *,
    sheet: Literal["3x7", "2x4"] = "3x7",
    skip: int = 0,
    cut_lines: bool = False,
    language: str | None = None,
    created: dt.datetime | None = None,
) -> bytes:
    """Return A4 sheets of QR labels; `skip` leaves out the labels already used of the first sheet.

    `cut_lines` draws the edges for plain paper. Raises PaperRefused.
    """
    items = [
        {
            **asdict(label),
            "lines": list(label.lines),
            "qr": qr_svg(label.link, title=label.name, correction="q"),
        }
        for label in labels
    ]
    data = {
        "title": title,
        "sheet": sheet,
        "skip": skip % _SHEETS[sheet],
        "cut_lines": cut_lines,
        "labels": items,
    }
    return render("label_sheet.typ", data, language=language, created=created)
