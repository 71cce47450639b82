"""Set one paper; runs in a limited child, so it imports nothing of the framework."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import typst

FAMILIES = ("Noto Sans SC", "Noto Sans JP", "Noto Sans KR", "Noto Sans TC")
# Weight and width of every letter come with the product: the same paper on every machine.
_FONT_PACKAGE = "justmytype_intl_cjk"


@cache
def fonts() -> typst.Fonts:
    """Return the fonts of printed papers, none of them the system's."""
    folder = files(_FONT_PACKAGE) / "fonts"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)]
    )


def compile_pdf(parts: dict[str, bytes], root: str, tagged: bool, created: int) -> bytes:
    """Return a PDF from the text files `parts`, whose "main.typ" is the template.

    `root` is the only folder that templates can read: it holds the images. `tagged` adds the
    structure that screen readers need; `created` is in Unix seconds.
    Raises typst.TypstError.
    """
    return typst.compile(  # type: ignore[call-overload]
        parts,
        root=root,
        font_paths=fonts(),
        ignore_system_fonts=True,
        format="pdf",
        timestamp=created,
        pdf_tags=tagged,
    )
