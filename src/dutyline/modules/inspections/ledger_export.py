"""Long exports of the ledger: done by the worker with the asker's rights."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import ErrandKind, Product
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.ledger_columns import COLUMNS, ledger_rows
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.modules.inspections.queries.findings import LEDGER_ORDER
from dutyline.toolkit.spreadsheets.columns import SheetToWrite
from dutyline.toolkit.spreadsheets.write import CSV, XLSX, write_csv, write_xlsx

EXPORT = "inspections.export_ledger"
AT_ONCE = 10_000
"""Rows a page sends while one waits; more is an errand."""
BEAT = 500
"""Rows between two notes of how far it is."""


def export_ledger(
    actor: Actor, parameters: Mapping[str, Any], progress: Callable[[int, int], None]
) -> Product:
    """Write what a filter asks for, of what the asker may see now, to a file."""
    kind, language = parameters["as"], parameters.get("language", "")
    today = timezone.localdate()
    wanted = LedgerFilter.read(parameters["filter"])
    rows = Finding.objects.visible_to(actor).matching(wanted, today).order_by(*LEDGER_ORDER)
    total = rows.count()
    with translation.override(language or translation.get_language()):
        columns = [column.for_sheet() for column in COLUMNS]
        lines = _counted(ledger_rows(rows, today), total, progress)
        path = Path(tempfile.mkstemp(suffix=f".{kind}")[1])
        with path.open("wb") as file:
            if kind == "csv":
                write_csv(file, columns, lines)
            else:
                write_xlsx(file, SheetToWrite(_("Hidden dangers"), columns, lines))
        name = file_name(kind)
    return Product(
        path=path,
        name=name,
        media_type=CSV if kind == "csv" else XLSX,
        counts={"findings": total},
    )


def file_name(kind: str) -> str:
    """Return the name of an exported file, with the day in it."""
    name = _("hidden-dangers")  # makemessages does not look into an f-string
    return f"{name}-{timezone.localdate().isoformat()}.{kind}"


def _counted(
    rows: Iterator[Sequence[object]], total: int, progress: Callable[[int, int], None]
) -> Iterator[Sequence[object]]:
    for done, row in enumerate(rows, start=1):
        if done % BEAT == 0:
            progress(done, total)
        yield row
    progress(total, total)


KIND = ErrandKind(EXPORT, gettext_lazy("Export of hidden dangers"), export_ledger)
