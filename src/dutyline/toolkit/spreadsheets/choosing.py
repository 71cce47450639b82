"""Choose the sheet of a workbook that holds the table somebody wants, and say which were left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .decisions import Decision
from .grid import Grid
from .header import find_header
from .wording import plain

if TYPE_CHECKING:
    from collections.abc import Collection

    from .workbook import Sheet, Workbook


def choose_sheet(
    workbook: Workbook, name: str | None, known: Collection[str]
) -> tuple[Sheet, tuple[Decision, ...]]:
    """Return the sheet called `name`, else the one whose columns have most of the `known` names.

    Every other filled sheet is named in a decision: nothing is left out in silence. Raises
    FileRefused("no_sheet").
    """
    candidates = workbook.visible or tuple(sheet for sheet in workbook.sheets if not sheet.empty)
    if name is not None or len(candidates) == 1:
        chosen = workbook.sheet(name)
    else:
        expected = {plain(each) for each in known} - {""}
        chosen = max(candidates, key=lambda sheet: _fit(sheet, expected))
    left = [s.name for s in workbook.sheets if s is not chosen and not s.empty and not s.hidden]
    hidden = [s.name for s in workbook.sheets if s is not chosen and not s.empty and s.hidden]
    decisions = []
    if left:
        params = {"sheet": chosen.name, "others": ", ".join(left)}
        decisions.append(Decision("sheet_chosen", params))
    if hidden:
        decisions.append(Decision("sheets_hidden", {"others": ", ".join(hidden)}))
    return chosen, tuple(decisions)


def _fit(sheet: Sheet, expected: set[str]) -> int:
    grid = Grid(sheet)
    header = find_header(grid, expected)
    if header is None:
        return 0
    names = {plain(v) for row in header.rows for v in grid.shown(row) if isinstance(v, str)}
    return len(names & expected)
