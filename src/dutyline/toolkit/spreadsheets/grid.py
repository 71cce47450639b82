"""Look at a sheet by row number and column, with merged areas answered from their first cell."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .workbook import Cell, Merge, Sheet


class Grid:
    """A sheet with its merged areas at hand; rows count from 1, columns from 0."""

    def __init__(self, sheet: Sheet) -> None:
        self.lines = sheet.lines
        self.width = sheet.width
        self.height = len(sheet.lines)
        self.has_merges = bool(sheet.merged)
        self._areas: dict[int, list[Merge]] = defaultdict(list)
        for area in sheet.merged:
            # An area over whole columns would otherwise be listed a million times.
            for row in range(area.top, min(area.bottom, self.height) + 1):
                self._areas[row].append(area)

    def raw(self, row: int, column: int) -> Cell:
        """Return what is written in the cell itself."""
        line = self.lines[row - 1] if 0 < row <= self.height else ()
        return line[column] if column < len(line) else None

    def area(self, row: int, column: int) -> Merge | None:
        """Return the merged area that covers the cell."""
        for area in self._areas.get(row, ()):
            if area.left <= column <= area.right:
                return area
        return None

    def value(self, row: int, column: int) -> Cell:
        """Return what the cell shows: its own value, or that of the merged area it lies in."""
        found = self.raw(row, column)
        if found is None and (area := self.area(row, column)):
            return self.raw(area.top, area.left)
        return found

    def shown(self, row: int) -> list[Cell]:
        """Return what every cell of the row shows."""
        return [self.value(row, column) for column in range(self.width)]

    def areas(self, row: int) -> list[Merge]:
        """Return the merged areas that touch the row."""
        return self._areas.get(row, [])
