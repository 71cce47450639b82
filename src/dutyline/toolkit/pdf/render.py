"""Render a paper as PDF: bounded in time and memory, text from people never becomes markup."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from dutyline.toolkit.qr import qr_svg
from dutyline.toolkit.untrusted.child import JobFailed, Limits, OutOfBounds
from dutyline.toolkit.untrusted.limited import run_limited

from .refused import PaperRefused, TemplateBroken
from .sealing import seal
from .sources import sources

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FAMILIES: Final = ("Noto Sans SC", "Noto Sans JP", "Noto Sans KR", "Noto Sans TC")
_REGIONS: Final = {"zh-hans": ("zh", "CN"), "zh-hant": ("zh", "TW"), "en": ("en", "GB")}
_IMAGE_NAME: Final = re.compile(r"[\w.-]{1,100}")
# Measured: a cell of a table costs 0.17 ms and 14 KiB; a page holds about 200 cells.
_MOST_CELLS: Final = 120_000
_CELLS_A_PAGE: Final = 200
_TAGGED_TO: Final = 6_000  # structure for screen readers doubles the work


def render(
    template: str,
    data: Mapping[str, object],
    *,
    images: Mapping[str, bytes] | None = None,
    language: str | None = None,
    ends_in: str | None = None,
    template_dirs: Sequence[Path] = (),
    created: dt.datetime | None = None,
) -> bytes:
    """Return the PDF of a paper.

    `data` is plain (text, numbers, lists, dicts; dates already in words) and reaches the template
    as `data`; `images` are files by the name the data calls them. The language is the active one;
    `ends_in` is that of its end where a paper has several.
    Everything runs in a child process: at most 1 GiB and 20 s for an ordinary paper, more by its
    length, and no paper of more than about 600 pages.
    Raises PaperRefused, LookupError, TemplateBroken.
    """
    cells = _leaves(data)
    if cells > _MOST_CELLS:
        limit = _MOST_CELLS // _CELLS_A_PAGE
        raise PaperRefused("long", pages=cells // _CELLS_A_PAGE, limit=limit)
    with translation.override(language or translation.get_language() or "en"):
        parts = sources(template, template_dirs)
        parts["data.json"] = json.dumps(
            {**data, **_frame(), "dated": created is not None, "seal": _seal(ends_in)},
            cls=DjangoJSONEncoder,
            ensure_ascii=False,
        ).encode()
    megabytes = sum(map(len, (images or {}).values())) // 1_000_000
    bounds = Limits(
        memory=1024 + cells // 40 + 8 * megabytes,
        cpu_seconds=20 + cells // 1_000 + megabytes,
        seconds=30 + cells / 800 + megabytes,
    )
    moment = int(created.timestamp()) if created else 0
    with tempfile.TemporaryDirectory(prefix="paper-") as root:
        _lay_out(Path(root), images or {})
        return _compiled(template, (parts, root, cells <= _TAGGED_TO, moment), bounds)


def _lay_out(root: Path, images: Mapping[str, bytes]) -> None:
    folder = root / "images"
    folder.mkdir()
    for name, content in images.items():
        if not _IMAGE_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name for an image")
        (folder / name).write_bytes(content)


def _compiled(template: str, job: tuple[object, ...], bounds: Limits) -> bytes:
    try:
        found: Any = run_limited("dutyline.toolkit.pdf.compiling:compile_pdf", *job, limits=bounds)
    except OutOfBounds as error:
        raise PaperRefused("heavy") from error
    except JobFailed as error:
        raise TemplateBroken(f"{template}: {error.kind} {error.details}") from error
    return bytes(found)


def _seal(language: str | None) -> dict[str, object] | None:
    """Return what the paper carries at its end; None where nothing is given."""
    with translation.override(language or translation.get_language() or "en"):
        given = seal()
    if given is None:
        return None
    code = qr_svg(given.link, title=given.lines[0], size_mm=18, correction="l")
    return {"code": code, "words": given.lines[0], "lines": given.lines}


def _frame() -> dict[str, object]:
    code = (translation.get_language() or "en").lower()
    language, region = _REGIONS.get(code, (code.partition("-")[0], ""))
    return {
        "language": language,
        "region": region or None,
        "words": {
            "fonts": _FAMILIES,
            "page": _("Page %(page)s of %(pages)s") % {"page": "{page}", "pages": "{pages}"},
            "no_photo": _("No photo"),
            "before": pgettext("photo", "Before"),
            "after": pgettext("photo", "After"),
            "date": pgettext("beside a signature", "Date"),
        },
    }


def _leaves(value: object) -> int:
    if isinstance(value, dict):
        return sum(map(_leaves, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(_leaves, value))
    return 1
