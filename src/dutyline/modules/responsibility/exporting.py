"""Lists of responsibility as workbooks: sent at once, or by the worker where they are long."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone, translation

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import ErrandKind, Product, Text
from dutyline.toolkit.spreadsheets.columns import SheetToWrite
from dutyline.toolkit.spreadsheets.write import XLSX, write_xlsx

AT_ONCE = 3000
"""Rows a page sends while one waits; more is an errand."""
BEAT = 500
"""Rows between two notes of how far it is."""
Rows = Iterator[Sequence[Any]]
Watch = Callable[[Rows], Rows]


def unwatched(rows: Rows) -> Rows:
    """Return rows as they come."""
    return rows


@dataclass(frozen=True)
class Workbook:
    """A list somebody may take out: `asked` are its rows in reach of an actor, by parameters.

    `sheets(rows, watch)` are the sheets; the rows of the first go through `watch`, which counts.
    """

    key: str
    label: Text
    word: Text
    permission: str
    asked: Callable[[Actor, Mapping[str, Any]], "QuerySet[Any]"]
    sheets: Callable[["QuerySet[Any]", Watch], Sequence[SheetToWrite]]

    def file_name(self) -> str:
        """Return the name of the file, with the day in it."""
        return f"{self.word}-{timezone.localdate().isoformat()}.xlsx"

    def run(
        self, actor: Actor, parameters: Mapping[str, Any], progress: Callable[[int, int], None]
    ) -> Product:
        """Write what is asked for, of what the asker may see now."""
        rows = self.asked(actor, parameters)
        total = rows.count()

        def watch(some: Rows) -> Rows:
            for done, row in enumerate(some, start=1):
                if done % BEAT == 0:
                    progress(done, total)
                yield row
            progress(total, total)

        language = parameters.get("language") or translation.get_language()
        with translation.override(language):
            path = Path(tempfile.mkstemp(suffix=".xlsx")[1])
            with path.open("wb") as file:
                write_xlsx(file, *self.sheets(rows, watch))
            name = self.file_name()
        return Product(path=path, name=name, media_type=XLSX, counts={"rows": total})

    def kind(self) -> ErrandKind:
        """Return the errand that writes it."""
        return ErrandKind(self.key, self.label, self.run)
