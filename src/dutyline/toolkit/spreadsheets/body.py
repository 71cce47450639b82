"""Tell the records of a table from everything else that stands under its column names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from .wording import is_note, is_numeric, is_total, plain
from .workbook import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .grid import Grid
    from .header import Header
    from .workbook import Cell

_LABEL_COLUMNS: Final = 3
_MOST_HEADER_ROWS: Final = 3
_SAME_SHARE: Final = 0.8


class Body:
    """Sort the rows below a header: `records`, and by reason the `skipped` ones."""

    def __init__(self, grid: Grid, header: Header, first: int, last: int) -> None:
        self.grid = grid
        self.skipped: dict[str, list[int]] = defaultdict(list)
        self.merged_down: list[int] = []
        self.records: list[tuple[int, list[Cell], str | None]] = []
        heads = range(max(1, header.top - _MOST_HEADER_ROWS), header.bottom + 1)
        self._names = [[plain(value or "") for value in grid.shown(row)] for row in heads]
        self._written = [sum(v is not None for v in grid.lines[row - 1]) for row in heads]
        self._all_names = {name for names in self._names for name in names} - {""}
        self._above = {
            plain(next(v for v in grid.lines[row - 1] if v is not None))
            for row in range(1, header.top)
            if any(grid.lines[row - 1])
        } - {""}
        last = self._above_notes(first, last)
        section = None
        for row in range(first, last + 1):
            cells = self._cells(row)
            reason = self._reason(row, cells)
            if reason == "sections":
                section = str(next(value for value in cells if value is not None)).strip()
            if reason:
                self.skipped[reason].append(row)
            else:
                self.records.append((row, cells, section))

    def _cells(self, row: int) -> list[Cell]:
        grid = self.grid
        line = grid.lines[row - 1]
        cells: list[Cell] = [*line, *[None] * (grid.width - len(line))]
        for area in grid.areas(row):
            if area.top < row and cells[area.left] is None:
                above = grid.raw(area.top, area.left)
                if above is not None:
                    cells[area.left] = above
                    self.merged_down.append(row)
        return cells

    def _reason(self, row: int, cells: list[Cell]) -> str | None:
        filled = [value for value in cells if value is not None]
        if not filled:
            return "blank"
        if self._repeats_header(cells) or (len(filled) == 1 and plain(filled[0]) in self._above):
            return "header_repeated"
        if self._is_total(cells, filled):
            return "totals"
        if len(filled) == 1 and self._spans_table(row):
            return "sections"
        return None

    def _repeats_header(self, cells: list[Cell]) -> bool:
        written = [(column, value) for column, value in enumerate(cells) if value is not None]
        # Comparing every cell of every record would take most of the time of an import.
        if not any(plain(v) in self._all_names for _, v in written[:2] if isinstance(v, str)):
            return False
        texts = [(column, plain(value)) for column, value in written]
        return any(
            sum(names[column] == text != "" for column, text in texts)
            >= max(2, _SAME_SHARE * len(texts), count / 2)
            for names, count in zip(self._names, self._written, strict=True)
        )

    @staticmethod
    def _is_total(cells: list[Cell], filled: Sequence[Cell]) -> bool:
        if not any(map(is_total, cells[:_LABEL_COLUMNS])):
            return False
        words = [v for v in filled if not is_numeric(v) and not isinstance(v, Fault)]
        return len(words) == 1

    def _spans_table(self, row: int) -> bool:
        widest = max(
            (a.right - a.left + 1 for a in self.grid.areas(row) if a.top == row), default=0
        )
        return widest >= max(3, self.grid.width / 2)

    def _above_notes(self, first: int, last: int) -> int:
        notes: list[int] = []
        for row in range(last, first - 1, -1):
            filled = [value for value in self.grid.lines[row - 1] if value is not None]
            if filled and not (self.grid.width >= 4 and self._is_note_row(filled)):
                break
            if filled:
                notes.append(row)
                last = row - 1
        if notes:
            self.skipped["notes"] = notes[::-1]
        return last

    @staticmethod
    def _is_note_row(filled: Iterable[Cell]) -> bool:
        values = list(filled)
        return is_note(values[0]) and (
            len(values) == 1 or all(":" in str(v) or "：" in str(v) for v in values)
        )
