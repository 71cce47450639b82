"""Read XLSX, XLS and ODS; runs in a limited child, so it imports nothing of the framework."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Final
from xml.etree import ElementTree

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

_MAIN: Final = "{*}"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FAULTY: Final = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\br="([A-Z]{1,3})(\d{1,7})")(?P<error>[^>]*\bt="e")?[^>]*>'
    rb"(?:<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>))?"
    rb"(?P<value><(?:\w+:)?v\b[^>]*>[^<])?"
)
_HIDDEN_ROW: Final = re.compile(
    rb'<(?:\w+:)?row\b(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"'
)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
_FORMULA_STARTS: Final = (b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")
_INTEGRAL_TO: Final = 10**15


class TooLarge(Exception):
    """Carry which bound was met: key, sheet, count."""


class Locked(Exception):
    """Tell that the file needs a password."""


def parse(data: bytes, zipped_xml: bool, sheets: int, rows: int, columns: int) -> list[tuple]:
    """Return each worksheet as (name, hidden, lines, merged, faults, has formulas, hidden rows).

    Lines are lists of plain values with "" for empty; merged areas are 0-based
    (top, left, bottom, right); faults are (row, column, kind), 0-based.
    """
    try:
        workbook = CalamineWorkbook.from_object(BytesIO(data))
    except PasswordError as error:
        raise Locked from error
    worksheets = [
        (index, meta)
        for index, meta in enumerate(workbook.sheets_metadata)
        if meta.typ == SheetTypeEnum.WorkSheet
    ]
    if len(worksheets) > sheets:
        raise TooLarge("sheets", "", len(worksheets))
    scans = _scan(data) if zipped_xml else {}
    found = []
    for index, meta in worksheets:
        sheet = workbook.get_sheet_by_index(index)
        if sheet.total_height > rows:
            raise TooLarge("rows", meta.name, sheet.total_height)
        if sheet.total_width > columns:
            raise TooLarge("columns", meta.name, sheet.total_width)
        faults, formulas, unseen = scans.get(meta.name, ([], False, []))
        if max((row for row, _, _ in faults), default=0) >= rows:
            raise TooLarge("rows", meta.name, rows + 1)
        hidden = meta.visible != SheetVisibleEnum.Visible
        lines, merged = _lines(sheet), _merged(sheet)
        found.append((meta.name, hidden, lines, merged, faults, formulas, unseen))
    return found


def _lines(sheet: CalamineSheet) -> list[list]:
    if sheet.start is None:
        return []
    lines = sheet.to_python(skip_empty_area=False)
    for line in lines:
        for index, value in enumerate(line):
            # Spreadsheets keep every number as a float: 1701968.0 was typed 1701968.
            if type(value) is float and value.is_integer() and abs(value) < _INTEGRAL_TO:
                line[index] = int(value)
    return lines


def _merged(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    return [(*start, *end) for start, end in sheet.merged_cell_ranges or ()]


def _scan(data: bytes) -> dict[str, tuple[list[tuple[int, int, str]], bool, list[int]]]:
    """Find what the parser does not tell: cells whose value the file does not hold, hidden rows."""
    found = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name, part in _parts(archive):
            body = archive.read(part)
            formulas = any(start in body for start in _FORMULA_STARTS)
            faults = _faults(body) if formulas or b't="e"' in body else []
            unseen = list(map(int, _HIDDEN_ROW.findall(body))) if b"hidden=" in body else []
            found[name] = (faults, formulas, unseen)
    return found


def _faults(body: bytes) -> list[tuple[int, int, str]]:
    faults = []
    for match in _FAULTY.finditer(body):
        text = match.group(0)
        if match["error"]:
            kind = "error"
        elif not match["value"] and b't="str"' not in text and _FORMULA.search(text):
            # An empty text that a formula gave is a value, and says t="str".
            kind = "formula"
        else:
            continue
        faults.append((int(match[2]) - 1, _column(match[1]), kind))
    return faults


def _column(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names or "xl/_rels/workbook.xml.rels" not in names:
        return []
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
    parts = []
    for sheet in book.iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts.append((sheet.get("name", ""), part))
    return parts
