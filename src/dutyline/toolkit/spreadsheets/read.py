"""Open a table file by what it is, whatever it is called."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import IO, Final

from dutyline.toolkit.untrusted.archive import ArchiveRefused, check_archive
from dutyline.toolkit.untrusted.child import JobFailed, OutOfBounds
from dutyline.toolkit.untrusted.child import Limits as ChildLimits
from dutyline.toolkit.untrusted.kinds import sniff
from dutyline.toolkit.untrusted.limited import run_limited

from .decisions import Decision
from .delimited import read_text
from .limits import ORDINARY, Limits
from .refused import FileRefused
from .workbook import Fault, Line, Merge, Sheet, Workbook, trimmed

_REFUSED_KINDS: Final = {
    **dict.fromkeys(("jpeg", "png", "webp", "gif", "bmp", "tiff", "heif", "video"), "image"),
    **dict.fromkeys(("archive", "program"), "type"),
    "rtf": "word",
    "pdf": "pdf",
    "markup": "markup",
    "empty": "empty",
}
_ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
_OLE_BOOKS: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))


def open_table(
    file: IO[bytes],
    name: str,
    *,
    limits: Limits = ORDINARY,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Workbook:
    """Read CSV, TSV, XLSX, XLS or ODS from a binary file; raise FileRefused or ArchiveRefused.

    `encoding` and `delimiter` overrule what the content suggests.
    """
    data = file.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise FileRefused("bytes", limit=limits.bytes // (1024 * 1024))
    kind = sniff(data[:1024])
    if kind in _REFUSED_KINDS:
        raise FileRefused(_REFUSED_KINDS[kind])
    if kind == "zip":
        workbook = _zipped(data, name, limits)
    elif kind == "ole":
        workbook = _old(data, name, limits)
    else:
        workbook = read_text(data, name, limits, encoding, delimiter)
    if all(sheet.empty for sheet in workbook.sheets):
        raise FileRefused("empty")
    return workbook


def _zipped(data: bytes, name: str, limits: Limits) -> Workbook:
    parts = check_archive(BytesIO(data))
    if "xl/workbook.xml" in parts:
        macros = any(part.endswith(("vbaProject.bin", "macrosheets/sheet1.xml")) for part in parts)
        pictures = any(part.startswith(("xl/media/", "xl/cellimages")) for part in parts)
        decisions = [key for key, there in (("macros", macros), ("pictures", pictures)) if there]
        sheets = _parsed(data, limits, zipped_xml=True)
        return Workbook(name, "xlsx", sheets, tuple(map(Decision, decisions)))
    if "xl/workbook.bin" in parts:
        raise FileRefused("xlsb")
    if any(part.startswith("word/") for part in parts):
        raise FileRefused("word")
    kind = _open_document_kind(data)
    if kind.endswith("spreadsheet"):
        return Workbook(name, "ods", _parsed(data, limits, zipped_xml=False))
    raise FileRefused("word" if kind.endswith("text") else "type")


def _open_document_kind(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if "mimetype" not in archive.namelist():
            return ""
        return archive.read("mimetype")[:200].decode("ascii", "replace").strip()


def _old(data: bytes, name: str, limits: Limits) -> Workbook:
    if _ENCRYPTED_STREAM in data:
        raise FileRefused("encrypted")
    if not any(stream in data for stream in _OLE_BOOKS):
        raise FileRefused("word" if "WordDocument".encode("utf-16-le") in data else "type")
    return Workbook(name, "xls", _parsed(data, limits, zipped_xml=False))


def _parsed(data: bytes, limits: Limits, *, zipped_xml: bool) -> tuple[Sheet, ...]:
    bounds = ChildLimits(limits.memory, cpu_seconds=int(limits.seconds), seconds=limits.seconds)
    try:
        found = run_limited(
            "dutyline.toolkit.spreadsheets.binary:parse",
            data,
            zipped_xml,
            limits.sheets,
            limits.rows,
            limits.columns,
            limits=bounds,
        )
    except OutOfBounds as error:
        raise FileRefused("heavy") from error
    except JobFailed as error:
        raise _refusal(error, limits) from error
    return tuple(map(_sheet, found))  # type: ignore[call-overload]


def _refusal(error: JobFailed, limits: Limits) -> FileRefused | ArchiveRefused:
    if error.kind == "TooLarge":
        key, sheet, count = map(str, error.details)
        bound = {"sheets": limits.sheets, "rows": limits.rows, "columns": limits.columns}[key]
        return FileRefused(key, sheet=sheet, count=count, limit=bound)
    return FileRefused("encrypted" if error.kind == "Locked" else "damaged")


def _sheet(parts: tuple[str, bool, list[list], list, list, bool, list[int]]) -> Sheet:
    name, hidden, lines, merged, faults, formulas, unseen = parts
    for row, column, kind in faults:
        lines.extend([] for _ in range(row + 1 - len(lines)))
        lines[row].extend([None] * (column + 1 - len(lines[row])))
        lines[row][column] = Fault(kind)
    kept: list[Line] = [trimmed(line) for line in lines]
    while kept and not kept[-1]:
        kept.pop()
    areas = tuple(Merge(top + 1, left, bottom + 1, right) for top, left, bottom, right in merged)
    filled = tuple(row for row in unseen if row <= len(kept) and kept[row - 1])
    decisions = [
        *([Decision("formulas")] if formulas else []),
        *([Decision("hidden_rows", rows=filled)] if filled else []),
    ]
    return Sheet(name, kept, areas, hidden, None, tuple(decisions))
