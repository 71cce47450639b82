from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyline.toolkit.spreadsheets.limits import Limits
from dutyline.toolkit.spreadsheets.read import open_table
from dutyline.toolkit.spreadsheets.refused import FileRefused
from dutyline.toolkit.spreadsheets.workbook import Fault, Merge
from dutyline.toolkit.untrusted.archive import ArchiveRefused
from dutyline.toolkit.untrusted.refusal import Refused

from .books import DATA, file_of, ledger, rows_of, several_years, text_of

ROWS: list[list[object]] = [
    ["序号", "检查日期", "问题描述"],
    ["1", "2025.3.7", "护栏缺失，未接地"],
    ["2", "3月8日", "安全阀\n泄漏"],
]


def refusal(data: bytes, name: str = "x.xlsx", limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as caught:
        open_table(io.BytesIO(data), name, limits=limits or Limits())
    assert "%" not in caught.value.message
    return caught.value.key


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_text_is_read_in_every_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    book = open_table(text_of(ROWS, encoding, delimiter), "台账.csv")
    assert [list(line) for line in book.sheet().lines] == ROWS
    assert book.delimiter == delimiter
    assert book.sheet().name == "台账"


def test_western_text_is_read_and_the_doubt_is_told() -> None:
    rows: list[list[object]] = [["name", "price £"], ["José Núñez", "£20"], ["Zoë", "€5"]]
    book = open_table(text_of(rows, "cp1252"), "x.csv")
    assert [list(line) for line in book.sheet().lines] == rows
    assert [decision.key for decision in book.decisions] == ["encoding_unsure", "delimiter"]


def test_an_encoding_that_a_person_chose_is_used() -> None:
    file = text_of([["naïve"]], "cp1252")
    assert open_table(file, "x.csv", encoding="cp1252").sheet().lines == [("naïve",)]


def test_a_damaged_utf_8_file_names_the_line() -> None:
    data = ("检查,整改\n" * 30).encode() + b"\xff\xfe\n" + ("检查,整改\n" * 30).encode()
    with pytest.raises(FileRefused) as caught:
        open_table(io.BytesIO(data), "x.csv")
    assert (caught.value.key, caught.value.params["line"]) == ("encoding_line", 31)


def test_the_line_that_names_the_delimiter_is_understood_and_counted() -> None:
    book = open_table(io.BytesIO(b"sep=;\r\na;b\r\n1;2,5\r\n"), "x.csv")
    assert book.sheet().lines == [(), ("a", "b"), ("1", "2,5")]
    assert book.sheet().file_lines == (1, 2, 3)


def test_text_lines_are_counted_where_cells_have_breaks() -> None:
    book = open_table(io.BytesIO(b'a,b\n"1\n1",2\n\n3,4\n'), "x.csv")
    assert book.sheet().file_lines == (1, 2, 4, 5)


def test_a_workbook_lists_its_sheets_hidden_and_empty_ones_too() -> None:
    book = open_table(file_of(several_years()), "x.xlsx")
    assert [(s.name, s.hidden, s.empty) for s in book.sheets] == [
        ("2023", False, False),
        ("2024年", False, False),
        ("选项", True, False),
        ("空表", False, True),
    ]
    assert [sheet.name for sheet in book.visible] == ["2023", "2024年"]
    with pytest.raises(FileRefused, match="2025"):
        book.sheet("2025")


def test_merged_areas_and_cells_without_value_are_known() -> None:
    sheet = open_table(file_of(several_years()), "x.xlsx").sheet("2024年")
    assert sheet.lines[3] == ("A-1", "泵房", Fault("formula"), "一般3级")
    assert [decision.key for decision in sheet.decisions] == ["formulas"]
    merged = open_table(file_of(ledger()), "x.xlsx").sheet().merged
    assert set(merged) == {
        Merge(1, 0, 1, 10), Merge(3, 0, 4, 0), Merge(3, 1, 3, 4), Merge(3, 5, 3, 8),
        Merge(3, 9, 4, 9), Merge(3, 10, 4, 10), Merge(5, 1, 6, 1), Merge(8, 0, 8, 10),
    }  # fmt: skip


def test_an_error_cell_is_not_taken_for_an_empty_one() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active["A2"] = "#N/A"
    book.active["A2"].data_type = "e"
    book.active["B2"] = 7
    assert open_table(file_of(book), "x").sheet().lines[1] == (Fault("error"), 7)


def test_whole_numbers_have_no_decimals() -> None:
    book = openpyxl.Workbook()
    book.active.append([1_701_968, 2.5, True, "  ", " x "])
    assert open_table(file_of(book), "x").sheet().lines == [(1_701_968, 2.5, True, None, " x ")]


def test_the_name_of_a_file_proves_nothing() -> None:
    assert open_table(text_of(ROWS, "utf-8"), "x.xlsx").kind == "csv"
    assert open_table(file_of(ledger()), "x.csv").kind == "xlsx"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b",,,\r\n,,\r\n", "empty"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "image"),
        (b"%PDF-1.7\n", "pdf"),
        (b"<html><table><tr><td>1</td></tr></table>", "markup"),
        (b'<?xml version="1.0"?><Workbook>', "markup"),
        (b"{\\rtf1 x}", "word"),
        (b"MZ\x90\x00\x03\x00", "type"),
        (b"\x01\x02\x03\x04\x05\x06" * 99, "type"),
        (bytes(range(256)) * 9, "type"),
        (b"PK\x03\x04" + b"x" * 90, "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(data: bytes, key: str) -> None:
    assert refusal(data) == key


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"word/document.xml": b"<x/>"}, "word"),
        ({"xl/workbook.bin": b"x"}, "xlsb"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "word"),
        ({"a.txt": b"x"}, "type"),
        ({"xl/workbook.xml": b"<x/>"}, "damaged"),
        ({"xl/workbook.xml": b"<x/>", "../x": b"x"}, "name"),
        ({"xl/workbook.xml": bytes(30_000_000)}, "ratio"),
    ],
)
def test_a_container_of_something_else_is_refused(parts: dict[str, bytes], key: str) -> None:
    assert refusal(zipped(parts)) == key


def worksheet(body: str) -> bytes:
    book = file_of(openpyxl.Workbook())
    parts = {name: zipfile.ZipFile(book).read(name) for name in zipfile.ZipFile(book).namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData></worksheet>"
    ).encode()
    return zipped(parts)


def test_a_sheet_stretched_over_a_million_rows_is_refused_not_unfolded() -> None:
    cells = '<row r="1"><c r="A1"><v>1</v></c></row>'
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    assert refusal(worksheet(cells + far)) in {"heavy", "rows"}
    tall = '<row r="900000"><c r="A900000"><v>1</v></c></row>'
    assert refusal(worksheet(cells + tall)) == "rows"
    formula = '<row r="900000"><c r="A900000"><f>1</f></c></row>'
    assert refusal(worksheet(cells + formula)) == "rows"
    wide = '<row r="1"><c r="ZZ1"><v>1</v></c></row>'
    assert refusal(worksheet(wide)) == "columns"


def test_an_entity_bomb_is_refused_or_harmless() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    data = worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>')
    parts = {n: zipfile.ZipFile(io.BytesIO(data)).read(n) for n in ("xl/worksheets/sheet1.xml",)}
    body = (bomb + "]>").encode() + parts["xl/worksheets/sheet1.xml"]
    source = zipfile.ZipFile(io.BytesIO(data))
    whole = {name: source.read(name) for name in source.namelist()}
    assert refusal(zipped({**whole, "xl/worksheets/sheet1.xml": body})) in {"damaged", "empty"}


def test_shared_text_repeated_a_million_times_is_refused() -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        book.add_worksheet().write("A1", "x" * 30_000)
    source = zipfile.ZipFile(file)
    whole = {name: source.read(name) for name in source.namelist()}
    rows = "".join(
        f'<row r="{r}">'
        + "".join(f'<c r="{c}{r}" t="s"><v>0</v></c>' for c in "ABCDEFGHIJ")
        + "</row>"
        for r in range(1, 20_001)
    )
    whole["xl/worksheets/sheet1.xml"] = worksheet_part(rows)
    begun = time.monotonic()
    key = refusal(zipped_stored(whole), limits=Limits(memory=600))
    assert key in {"heavy", "ratio"}
    assert time.monotonic() - begun < 30


def worksheet_part(rows: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(worksheet(rows))).read("xl/worksheets/sheet1.xml")


def zipped_stored(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return file.getvalue()


def test_limits_of_size_are_kept() -> None:
    data = text_of([["a", "b"]] * 20, "utf-8").getvalue()
    assert refusal(data, limits=Limits(bytes=50)) == "bytes"
    assert refusal(data, limits=Limits(rows=10)) == "rows"
    assert refusal(data, limits=Limits(columns=1)) == "columns"
    assert refusal(file_of(several_years()).getvalue(), limits=Limits(sheets=2)) == "sheets"


def test_macros_are_told_and_ignored() -> None:
    source = zipfile.ZipFile(file_of(ledger()))
    parts = {name: source.read(name) for name in source.namelist()}
    book = open_table(io.BytesIO(zipped({**parts, "xl/vbaProject.bin": b"x"})), "x.xlsm")
    assert [decision.key for decision in book.decisions] == ["macros"]


def test_the_old_format_is_read() -> None:
    with (Path(__file__).parent / "files" / "ledger.xls").open("rb") as file:
        book = open_table(file, "x.xls")
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("隐患2024", False),
        ("选项", True),
    ]
    assert book.kind == "xls"
    assert book.sheet().lines[2] == (1, dt.date(2024, 3, 7), "护栏缺失", "一般")
    assert book.sheet().merged == (Merge(1, 0, 1, 3),)


def test_open_document_sheets_are_read() -> None:
    body = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
        '<office:spreadsheet><table:table table:name="隐患"><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>问题</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="7"><text:p>7</text:p>'
        "</table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048575">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    manifest = b'<?xml version="1.0"?><manifest:manifest xmlns:manifest="x"/>'
    data = zipped(
        {"mimetype": kind, "content.xml": body.encode(), "META-INF/manifest.xml": manifest}
    )
    sheet = open_table(io.BytesIO(data), "x.ods").sheet()
    assert (sheet.name, sheet.lines) == ("隐患", [("问题", 7)])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2000))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    try:
        book = open_table(io.BytesIO(data), "x")
    except Refused as refused:
        assert refused.message  # noqa: PT017
    else:
        assert book.kind == "csv"


BOOK = file_of(several_years()).getvalue()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_damage_to_a_workbook_crashes_the_reader(data: st.DataObject) -> None:
    body = bytearray(BOOK)
    for _ in range(data.draw(st.integers(1, 5))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        open_table(io.BytesIO(body), "x.xlsx")
    except (FileRefused, ArchiveRefused) as refused:
        assert refused.message  # noqa: PT017


@pytest.mark.parametrize(
    ("path", "rows", "columns"),
    [
        ("uk-mod-organogram/2015-09-30-senior.csv", 655, 22),
        ("uk-mod-organogram/2016-03-31-senior.csv", 706, 22),
        ("uk-mod-organogram/2016-03-31-junior.csv", 6351, 12),
        ("alberta-stop-work/2011-2015-StopWorkOrders.xlsx", 5292, 4),
        ("ihm-accidents/ihm-accidents.csv", 426, 11),
    ],
)
@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside the project")
def test_real_files_are_read_whole(path: str, rows: int, columns: int) -> None:
    with (DATA / path).open("rb") as file:
        sheet = open_table(file, path).sheet()
    assert (len(sheet.lines), sheet.width) == (rows, columns)


def test_a_chinese_ledger_in_gb18030_reads_like_the_workbook() -> None:
    book = open_table(text_of(rows_of(ledger()), "gb18030"), "台账.csv")
    assert book.encoding == "gb18030"
    assert book.sheet().lines[0] == ("聚合车间事故隐患排查治理台账",)
