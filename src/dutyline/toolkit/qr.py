"""Draw QR codes as SVG, sized in millimetres, for pages, labels and PDF."""

from __future__ import annotations

from typing import Final, Literal

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET: Final = 4  # modules of white the standard asks for on each side
_LONGEST: Final = 1_200


def qr_svg(
    text: str,
    *,
    title: str,
    size_mm: float = 30.0,
    correction: Literal["l", "m", "q", "h"] = "m",
) -> SafeString:
    """Return an SVG of the text, `size_mm` wide with its quiet zone, named for screen readers.

    `correction` is how much of the mark may be dirty: l 7 %, m 15 %, q 25 %, h 30 %.
    Raises ValueError for text that no label of that size could carry legibly.
    """
    if not text or len(text) > _LONGEST:
        raise ValueError("a QR code carries 1 to 1200 characters")
    code = segno.make_qr(text, error=correction, boost_error=False)
    modules = code.symbol_size(border=QUIET)[0]
    size = f"{size_mm:g}mm"
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}" '
        'viewBox="0 0 {modules} {modules}" role="img" aria-label="{title}" '
        'shape-rendering="crispEdges"><title>{title}</title>'
        '<path fill="#fff" d="M0 0h{modules}v{modules}H0z"/>'
        '<path fill="#000" d="{path}"/></svg>',
        size=size,
        modules=modules,
        title=title,
        path=_path(code),
    )


def _path(code: segno.QRCode) -> str:
    """Return the dark modules as one path, a rectangle for each run in a row."""
    parts: list[str] = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                parts.append(f"M{x + QUIET} {y + QUIET}h{run - x}v1h{x - run}z")
            x = max(run, x + 1)
    return "".join(parts)
