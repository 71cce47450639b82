"""Find the table inside a sheet, and say everything that was decided on the way."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .body import Body
from .decisions import Decision
from .grid import Grid
from .header import Header, find_header, next_table
from .refused import FileRefused
from .wording import plain, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from .workbook import Cell, Line, Sheet

_TOLD: Final = ("header_repeated", "blank", "sections", "totals", "notes")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the table is, as a person said; None leaves it to be found. Rows count from 1."""

    header_row: int | None = None
    header_rows: int | None = None
    first_row: int | None = None
    last_row: int | None = None

    def as_json(self) -> dict[str, int]:
        """Return what was said as plain data."""
        names = ("header_row", "header_rows", "first_row", "last_row")
        return {name: value for name in names if (value := getattr(self, name)) is not None}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Layout:
        """Read what `as_json` wrote; unknown or unusable entries are left out."""
        names = ("header_row", "header_rows", "first_row", "last_row")
        return cls(**{n: v for n in names if isinstance(v := data.get(n), int) and v > 0})


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its row number as the spreadsheet shows it, its cells in the order of headers.

    `line` is the line of a text file where the row begins; `section` the title row above it.
    """

    number: int
    cells: Line
    line: int
    section: str | None = None


@dataclass(frozen=True)
class Table:
    """A table found in a sheet: names of columns, records, and what was decided.

    `columns` are the 0-based sheet columns of the headers; `title` is the text above the table.
    """

    sheet: str
    headers: tuple[str, ...]
    rows: list[Row]
    decisions: tuple[Decision, ...]
    columns: tuple[int, ...]
    header_row: int
    header_rows: int
    title: str

    def column(self, index: int) -> list[Cell]:
        """Return the cells of one column, top to bottom."""
        return [row.cells[index] for row in self.rows]


_FIND: Final = Layout()


def find_table(sheet: Sheet, layout: Layout = _FIND, known: Collection[str] = ()) -> Table:
    """Find the table of a sheet; `known` are column names to be expected.

    What `layout` says overrules what would be found. Raises FileRefused("no_table").
    """
    grid = Grid(sheet)
    header = _told(layout, grid) or find_header(grid, known)
    if header is None:
        raise FileRefused("no_table", sheet=sheet.name)
    first = max(layout.first_row or 0, header.bottom + 1)
    last = min(layout.last_row or grid.height, grid.height)
    other = next_table(grid, header, known) if layout.last_row is None else None
    last = other - 1 if other else last
    body = Body(grid, header, first, last)
    labels, columns, naming = _headers(grid, header, body)
    if not columns:
        raise FileRefused("no_table", sheet=sheet.name)
    numbers = sheet.file_lines
    rows = [
        Row(
            number,
            tuple(cells[column] for column in columns),
            numbers[number - 1] if numbers else number,
            section,
        )
        for number, cells, section in body.records
    ]
    above = [row for row in range(1, header.top) if grid.lines[row - 1]]
    decisions = [
        *([Decision("title", rows=tuple(above))] if above else []),
        *_about_header(layout, header),
        *naming,
        *(Decision(key, rows=tuple(body.skipped[key])) for key in _TOLD if body.skipped[key]),
        *([Decision("merged_down", rows=tuple(body.merged_down))] if body.merged_down else []),
        *([Decision("second_table", rows=tuple(range(other, grid.height + 1)))] if other else []),
        *([] if other else _about_cut(grid, header, first, last)),
    ]
    title = " ".join(tidy(v) for row in above for v in grid.lines[row - 1] if v is not None)
    return Table(
        sheet.name,
        tuple(labels),
        rows,
        (*sheet.decisions, *decisions),
        tuple(columns),
        header.top,
        header.bottom - header.top + 1,
        title,
    )


def _told(layout: Layout, grid: Grid) -> Header | None:
    if not layout.header_row or layout.header_row > grid.height:
        return None
    bottom = layout.header_row + (layout.header_rows or 1) - 1
    return Header(layout.header_row, min(bottom, grid.height), sure=True)


def _about_header(layout: Layout, header: Header) -> list[Decision]:
    if layout.header_row:
        return [Decision("header_given", rows=header.rows)]
    if len(header.rows) > 1:
        return [Decision("header_joined", rows=header.rows)]
    return [Decision("header" if header.sure else "header_unsure", rows=header.rows)]


def _about_cut(grid: Grid, header: Header, first: int, last: int) -> list[Decision]:
    outside = [*range(header.bottom + 1, first), *range(last + 1, grid.height + 1)]
    cut = tuple(row for row in outside if grid.lines[row - 1])
    return [Decision("cut", rows=cut)] if cut else []


def _headers(grid: Grid, header: Header, body: Body) -> tuple[list[str], list[int], list[Decision]]:
    labels: list[str] = []
    columns: list[int] = []
    decisions: list[Decision] = []
    seen: Counter[str] = Counter()
    used = {c for _, cells, _ in body.records for c, value in enumerate(cells) if value is not None}
    for column in range(grid.width):
        label = _joined(grid, header, column)
        if not label and column not in used:
            continue
        if label:
            seen[plain(label)] += 1
            if (count := seen[plain(label)]) > 1:
                if count == 2:
                    decisions.append(Decision("label_repeated", {"label": label}))
                label = f"{label} ({count})"
        else:
            label = f"({letters(column)})"
            decisions.append(Decision("label_missing", {"column": letters(column)}))
        labels.append(label)
        columns.append(column)
    return labels, columns, decisions


def _joined(grid: Grid, header: Header, column: int) -> str:
    parts: list[str] = []
    for row in header.rows:
        value = grid.value(row, column)
        if value is None and row < header.bottom and not grid.has_merges:
            value = _group_of(grid, row, column)
        text = tidy(value) if value is not None else ""
        if text and text not in parts:
            parts.append(text)
    return " / ".join(parts)


def _group_of(grid: Grid, row: int, column: int) -> Cell:
    """Without merged areas a group's name stands over its first column only."""
    if grid.raw(row + 1, column) is None:
        return None
    for left in range(column - 1, -1, -1):
        if grid.raw(row, left) is not None:
            return grid.raw(row, left) if grid.raw(row + 1, left) is not None else None
    return None


def letters(column: int) -> str:
    """Return the name of a 0-based column as spreadsheets show it: A, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
