"""Long exports of post cards: done by the worker with the asker's rights."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import ErrandKind, Product
from dutyline.modules.responsibility.operations.register import cards_asked
from dutyline.modules.responsibility.operations.sheet import SHEET, card_rows
from dutyline.toolkit.spreadsheets.columns import SheetToWrite
from dutyline.toolkit.spreadsheets.write import XLSX, write_xlsx

EXPORT = "responsibility.export_cards"
AT_ONCE = 3000
"""Rows a page sends while one waits; more is an errand."""
BEAT = 500
"""Rows between two notes of how far it is."""


def sheet_of(rows: Iterator[Sequence[str]]) -> SheetToWrite:
    """Return the sheet these rows stand on."""
    return SheetToWrite(_("Post cards"), [column.for_sheet() for column in SHEET], rows)


def export_cards(
    actor: Actor, parameters: Mapping[str, Any], progress: Callable[[int, int], None]
) -> Product:
    """Write the cards a list asks for, of what the asker may see now, to a workbook."""
    unit, state, words = (str(parameters.get(name, "")) for name in ("unit", "state", "q"))
    posts = cards_asked(actor, timezone.localdate(), path=unit, state=state, words=words)
    total = posts.count()
    language = parameters.get("language") or translation.get_language()
    with translation.override(language):
        path = Path(tempfile.mkstemp(suffix=".xlsx")[1])
        with path.open("wb") as file:
            write_xlsx(file, sheet_of(_counted(card_rows(posts), total, progress)))
        name = file_name()
    return Product(path=path, name=name, media_type=XLSX, counts={"cards": total})


def file_name() -> str:
    """Return the name of an exported file, with the day in it."""
    name = _("post-cards")  # makemessages does not look into an f-string
    return f"{name}-{timezone.localdate().isoformat()}.xlsx"


def _counted(
    rows: Iterator[Sequence[str]], total: int, progress: Callable[[int, int], None]
) -> Iterator[Sequence[str]]:
    for done, row in enumerate(rows, start=1):
        if done % BEAT == 0:
            progress(done, total)
        yield row
    progress(total, total)


KIND = ErrandKind(EXPORT, gettext_lazy("Export of post cards"), export_cards)
