"""Accept one attached document: told by content, named safely, never run or opened here."""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

from dutyline.toolkit.untrusted.archive import ArchiveRefused, check_archive
from dutyline.toolkit.untrusted.kinds import looks_like_markup, sniff

from .refused import DocumentRefused

_MEBIBYTE: Final = 1024 * 1024
LARGEST: Final = 30 * _MEBIBYTE
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."
_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}wordprocessingml.document",
    "xlsx": f"{_OFFICE}spreadsheetml.sheet",
    "pptx": f"{_OFFICE}presentationml.presentation",
    "odt": f"{_OPEN}text",
    "ods": f"{_OPEN}spreadsheet",
    "odp": f"{_OPEN}presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "csv": "text/csv",
}
_OFFICE_PARTS: Final = (
    ("docx", "word/document.xml"),
    ("xlsx", "xl/workbook.xml"),
    ("pptx", "ppt/presentation.xml"),
)
_OLE_STREAMS: Final = (
    ("doc", "WordDocument"),
    ("xls", "Workbook"),
    ("ppt", "PowerPoint Document"),
    ("xls", "Book"),
)
_REASONS: Final = {
    "empty": "empty",
    "markup": "markup",
    "program": "program",
    "archive": "archive",
}
_LONGEST_NAME: Final = 200  # bytes: file systems stop at 255
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*]')

Blob = bytes  # a field is called `bytes`, which hides the type inside its class


@dataclass(frozen=True, slots=True)
class Document:
    """An accepted document: its bytes as they came, its type by content, a name safe to offer."""

    bytes: Blob
    media_type: str
    extension: str
    name: str
    sha256: str


def accept_document(file: IO[bytes], name: str, *, largest: int = LARGEST) -> Document:
    """Return a PDF, office document or plain text with its true type; raise DocumentRefused.

    Macros, programs, archives and anything a browser would run are refused. `largest` in bytes.
    """
    data = file.read(largest + 1)
    if len(data) > largest:
        raise DocumentRefused("bytes", limit=largest // _MEBIBYTE)
    extension = _extension(data, name)
    return Document(
        data,
        _TYPES[extension],
        extension,
        safe_name(name, extension),
        hashlib.sha256(data).hexdigest(),
    )


def safe_name(name: str, extension: str) -> str:
    """Return a file name without paths, controls or reversed text, ending as the content says."""
    base = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    base = base.replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    stem = _FORBIDDEN.sub("_", visible)
    for ending in (f".{extension}", *(f".{known}" for known in _TYPES)):
        if stem.lower().endswith(ending):
            stem = stem[: -len(ending)]
            break
    stem = stem.strip(". ").encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    return f"{stem or 'document'}.{extension}"


def _extension(data: bytes, name: str) -> str:
    kind = sniff(data[:1024])
    if kind in _REASONS:
        raise DocumentRefused(_REASONS[kind])
    if kind in {"pdf", "rtf"}:
        return kind
    if kind == "zip":
        return _zipped(data)
    if kind == "ole":
        return _old(data)
    if kind == "other" and _is_text(data):
        return "csv" if name.lower().endswith(".csv") else "txt"
    raise DocumentRefused("type")


def _zipped(data: bytes) -> str:
    try:
        parts = check_archive(BytesIO(data))
    except ArchiveRefused as refused:
        raise DocumentRefused("archive" if refused.key == "encrypted" else "damaged") from refused
    if any(part.endswith(("vbaProject.bin", "vbaData.xml")) for part in parts):
        raise DocumentRefused("macros")
    if any(part.startswith("Basic/") for part in parts):
        raise DocumentRefused("macros")
    for extension, part in _OFFICE_PARTS:
        if part in parts:
            return extension
    if "mimetype" in parts:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            kind = archive.read("mimetype")[:200].decode("ascii", "replace").strip()
        for extension in ("odt", "ods", "odp"):
            if kind == _TYPES[extension]:
                return extension
    raise DocumentRefused("archive")


def _old(data: bytes) -> str:
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise DocumentRefused("macros")
    for extension, stream in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return extension
    raise DocumentRefused("type")


def _is_text(data: bytes) -> bool:
    if looks_like_markup(data[:1024]):
        raise DocumentRefused("markup")
    for encoding in ("utf-8", "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f" for c in text[:9999])
        return controls == 0
    return False
