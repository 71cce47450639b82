"""The two papers every module can use: a list, and a sheet of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from dutyline.toolkit.qr import qr_svg

from .render import render

if TYPE_CHECKING:
    import datetime as dt

# Half the height of a letter is one: a page of A4 upright and lying, at the size of tables.
_ACROSS = {False: 122, True: 180}
_SHORT = 18
"""What is no longer does not break: names, numbers, days, states."""
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
    lying = len(columns) > 5 if landscape is None else landscape
    widths = _shares(columns, rows, _ACROSS[lying])
    data = {
        "title": title,
        "subtitle": subtitle,
        "filters": filters,
        "crumbs": crumbs,
        "note": note,
        "foot": foot,
        "landscape": lying,
        "columns": [
            {"label": column.label, "align": column.align, "width": width}
            for column, width in zip(columns, widths, strict=True)
        ],
        "rows": rows,
        "total": total,
    }
    return render("table.typ", data, language=language, created=created)


def _shares(
    columns: Sequence[PaperColumn], rows: Sequence[Sequence[str]], across: float
) -> list[float]:
    """Return how wide columns are to each other: short ones what they need, long ones the rest.

    `across` is the width of the page in the same measure. Where the short ones leave too little
    for the others, all give way.
    """
    shares = [column.width or _share(column, rows, place) for place, column in enumerate(columns)]
    if any(column.width for column in columns):
        return shares
    needs = [_need(column, rows, place) for place, column in enumerate(columns)]
    left = across - sum(need for need in needs if need)
    long = sum(share for share, need in zip(shares, needs, strict=True) if not need)
    if long and left < across / 3:
        return shares
    return [need or share * left / long for share, need in zip(shares, needs, strict=True)]


def _need(column: PaperColumn, rows: Sequence[Sequence[str]], place: int) -> float:
    """Return what a column needs so that nothing in it breaks; 0 of one with long text."""
    longest = max((_width(row[place]) for row in rows[:300]), default=0)
    return 0 if longest > _SHORT else max(longest, min(_width(column.label), _SHORT)) * 1.12 + 2.5


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
