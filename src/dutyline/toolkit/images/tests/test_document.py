from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyline.toolkit.images.document import accept_document, safe_name
from dutyline.toolkit.images.refused import DocumentRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (b"%PDF-1.7\n%%EOF", "pdf"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (zipped("ppt/presentation.xml"), "pptx"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (b"{\\rtf1 x}", "rtf"),
        ("整改方案\n一、…".encode(), "txt"),
        ("整改方案".encode("gb18030"), "txt"),
        ("整改方案".encode("utf-16"), "txt"),
    ],
)
def test_a_document_is_told_by_its_content(data: bytes, extension: str) -> None:
    document = accept_document(io.BytesIO(data), "整改 方案.exe")
    assert (document.extension, document.bytes) == (extension, data)
    assert document.name == f"整改 方案.exe.{extension}"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b"<html>", "markup"),
        (b"\xef\xbb\xbf<svg onload=alert(1)>", "markup"),
        ("<script>".encode("utf-16"), "markup"),
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF", "program"),
        (b"Rar!\x1a\x07", "archive"),
        (zipped("a.exe"), "archive"),
        (zipped("word/document.xml", "word/vbaProject.bin"), "macros"),
        (zipped("Basic/Standard/Module1.xml", mimetype="application/x"), "macros"),
        (zipped("word/document.xml", "../../etc/passwd"), "damaged"),
        (OLE + "_VBA_PROJECT".encode("utf-16-le"), "macros"),
        (OLE + bytes(99), "type"),
        (b"\xff\xd8\xff\xe0", "type"),
        (b"\x01\x02\x03binary", "type"),
        (b"PK\x03\x04 no archive", "damaged"),
    ],
)
def test_what_is_no_document_is_refused_with_its_reason(data: bytes, key: str) -> None:
    with pytest.raises(DocumentRefused) as caught:
        accept_document(io.BytesIO(data), "x.pdf")
    assert (caught.value.key, bool(caught.value.message)) == (key, True)


def test_a_large_document_is_refused() -> None:
    with pytest.raises(DocumentRefused, match="larger than 1 MB"):
        accept_document(io.BytesIO(b"%PDF-" + bytes(1 << 20)), "x.pdf", largest=1 << 20)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\plan.PDF", "plan.pdf"),
        ("report\u202efdp.exe", "reportfdp.exe.pdf"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ('q"<x>|?.docx', "q__x___.pdf"),
        ("...", "document.pdf"),
        ("隐" * 300 + ".pdf", "隐" * 66 + ".pdf"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name, "pdf") == safe


@given(st.text())
def test_every_name_becomes_one_a_file_system_takes(name: str) -> None:
    safe = safe_name(name, "pdf")
    assert len(safe.encode()) <= 255
    assert not set(safe) & set('/\\:\0\n\r"<>|?*')


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_crash_the_check(data: bytes, name: str) -> None:
    for head in (b"", b"PK\x03\x04", OLE, b"%PDF-"):
        try:
            assert accept_document(io.BytesIO(head + data), name).bytes == head + data
        except DocumentRefused as refused:
            assert refused.message  # noqa: PT017
