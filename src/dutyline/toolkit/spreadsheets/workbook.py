"""The shapes of a file that was read: workbook, sheet, merged areas, cells without a value."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .refused import FileRefused

if TYPE_CHECKING:
    from .decisions import Decision


@dataclass(frozen=True, slots=True)
class Fault:
    """Stand in a cell whose value the file does not hold.

    `kind` is "formula" (never calculated) or "error" (shows #N/A, #REF! and the like).
    """

    kind: str

    def __str__(self) -> str:
        return ""


Cell = str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | Fault | None
Line = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area: row numbers from 1, column indexes from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: `lines[0]` is row 1, every line trimmed at its last filled cell.

    `file_lines` gives the first text line of each row where rows and lines differ (CSV), else None.
    """

    name: str
    lines: list[Line]
    merged: tuple[Merge, ...] = ()
    hidden: bool = False
    file_lines: tuple[int, ...] | None = None
    decisions: tuple[Decision, ...] = ()

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max(map(len, self.lines), default=0)

    @property
    def empty(self) -> bool:
        """Tell whether no cell is filled."""
        return not any(self.lines)


@dataclass(frozen=True)
class Workbook:
    """A file that was read: `kind` is csv, xlsx, xls or ods; `encoding` and `delimiter` of text."""

    name: str
    kind: str
    sheets: tuple[Sheet, ...]
    decisions: tuple[Decision, ...] = ()
    encoding: str | None = None
    delimiter: str | None = None

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """Return the sheets a person sees that are not empty."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden and not sheet.empty)

    def sheet(self, name: str | None = None) -> Sheet:
        """Return the sheet of that name, or the first visible one, or the first filled one."""
        if name is None:
            return next(iter([*self.visible, *(s for s in self.sheets if not s.empty)]))
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise FileRefused("no_sheet", sheet=name)


def trimmed(cells: list[Cell]) -> Line:
    """Return the cells up to the last one that holds something; blank text becomes None."""
    last = 0
    for index, value in enumerate(cells):
        if value is None or (isinstance(value, str) and not value.strip(" \t\r\n\u3000\xa0")):
            cells[index] = None
        else:
            last = index + 1
    return tuple(cells[:last])
