"""Looks into a file once: its sheets, columns and first values, and what was decided about them."""

import hashlib
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from dutyline.kernel.registry.imports import ImportMap, expected_names, match_columns
from dutyline.shell.imports.kinds import adapter_of
from dutyline.shell.imports.refusals import FileNotRead
from dutyline.toolkit.spreadsheets.choosing import choose_sheet
from dutyline.toolkit.spreadsheets.layout import find_table
from dutyline.toolkit.spreadsheets.read import open_table
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, text_of
from dutyline.toolkit.spreadsheets.wording import plain, tidy
from dutyline.toolkit.spreadsheets.workbook import Cell
from dutyline.toolkit.untrusted.refusal import Refused

SAMPLES = 3
LONGEST = 60


def look_into(content: bytes, name: str, kind: str, mapping: ImportMap) -> dict[str, Any]:
    """Return what the file holds when read this way, as plain data; raises FileNotRead."""
    adapter = adapter_of(kind)
    try:
        book = open_table(
            BytesIO(content), name, encoding=mapping.encoding, delimiter=mapping.delimiter
        )
        known = expected_names(adapter.fields, mapping)
        sheet, about_sheets = choose_sheet(book, mapping.sheet, known)
        table = find_table(sheet, mapping.layout, known)
    except Refused as refused:
        raise FileNotRead(reason=refused.message) from refused
    return {
        "sheets": [sheet.name for sheet in (book.visible or book.sheets)],
        "sheet": table.sheet,
        "title": table.title,
        "headers": list(table.headers),
        "samples": [_samples(table.column(index)) for index in range(len(table.headers))],
        "rows": len(table.rows),
        "header_row": table.header_row,
        "header_rows": table.header_rows,
        "first_row": table.rows[0].number if table.rows else None,
        "last_row": table.rows[-1].number if table.rows else None,
        "encoding": book.encoding,
        "decisions": [each.text for each in (*book.decisions, *about_sheets, *table.decisions)],
    }


def matched(found: dict[str, Any], kind: str, mapping: ImportMap) -> dict[str, int]:
    """Return field and column: as chosen, else as guessed from the names where that is likely."""
    return match_columns(found["headers"], adapter_of(kind).fields, mapping).columns()


def signature_of(headers: Sequence[str]) -> str:
    """Return what tells one header row from another, whatever its spaces and letter case."""
    return hashlib.sha256("\n".join(map(plain, headers)).encode()).hexdigest()


def _samples(cells: Sequence[Cell]) -> list[str]:
    shown: list[str] = []
    for cell in cells[:200]:
        words = _words(cell)
        if words and words not in shown:
            shown.append(words)
        if len(shown) == SAMPLES:
            break
    return shown


def _words(cell: Cell) -> str:
    try:
        words = tidy(text_of(cell))
    except CellProblem as problem:
        return str(problem)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
