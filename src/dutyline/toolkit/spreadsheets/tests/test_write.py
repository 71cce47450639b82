# ruff: noqa: DTZ001 - cells of a spreadsheet have no zone
from __future__ import annotations

import csv
import datetime as dt
import io
import re
import subprocess
import sys
import time
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from dutyline.toolkit.spreadsheets.columns import Column, SheetToWrite
from dutyline.toolkit.spreadsheets.escaping import escape, unescape
from dutyline.toolkit.spreadsheets.layout import find_table
from dutyline.toolkit.spreadsheets.read import open_table
from dutyline.toolkit.spreadsheets.values.dates import parse_moment
from dutyline.toolkit.spreadsheets.values.numbers import parse_number
from dutyline.toolkit.spreadsheets.values.problem import text_of
from dutyline.toolkit.spreadsheets.write import stream_csv, stream_xlsx, write_csv, write_xlsx

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = (
    Column("Number"),
    Column("Found on", "date"),
    Column("Recorded", "datetime"),
    Column("Cost", "number"),
    Column("Rate", "percent"),
    Column("问题描述", width=40),
)
ROW = (
    "F-2026-0418",
    dt.date(2026, 11, 20),
    dt.datetime(2026, 11, 20, 14, 5, 6),
    Decimal("-3200.50"),
    0.95,
    "=1+1",
)


def xlsx(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> io.BytesIO:
    return io.BytesIO(b"".join(stream_xlsx(SheetToWrite("台账", columns, rows))))


def comma(columns: Sequence[Column], rows: Sequence[Sequence[object]]) -> io.BytesIO:
    return io.BytesIO(b"".join(stream_csv(columns, rows)))


def test_another_program_reads_types_as_they_were_meant() -> None:
    sheet = openpyxl.load_workbook(xlsx(COLUMNS, [ROW])).active
    assert [cell.value for cell in sheet[1]] == [column.label for column in COLUMNS]
    assert [cell.value for cell in sheet[2]] == [
        "F-2026-0418",
        dt.datetime(2026, 11, 20),
        dt.datetime(2026, 11, 20, 14, 5, 6),
        -3200.5,
        0.95,
        "=1+1",
    ]
    assert [cell.data_type for cell in sheet[2]] == ["s", "d", "d", "n", "n", "s"]
    assert sheet["F2"].quotePrefix
    assert sheet["E2"].number_format == "0.00%"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F2")
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["F"].width == 40


def test_no_text_becomes_a_formula_in_a_workbook() -> None:
    payloads = [f"{sign}cmd|' /C calc'!A0" for sign in "=+-@\t\r\n＝＋－＠"]
    payloads += ["=1+1", "==1", '=HYPERLINK("https://x.test")', "{=1}", "'=1", "\x00=1"]
    data = xlsx([Column("a")], [[payload] for payload in payloads])
    assert b"<f" not in zipfile.ZipFile(data).read("xl/worksheets/sheet1.xml")
    cells = [cell for (cell,) in openpyxl.load_workbook(data).active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}


def test_no_text_becomes_a_formula_in_csv() -> None:
    payloads = [f"{sign}cmd" for sign in "=+-@\t\r\n＝＋－＠"] + ["\x00=1", "'=1", "''+1"]
    text = comma([Column("=a")], [[payload] for payload in payloads]).read().decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))]
    assert cells == ["'=a", *("'" + payload for payload in payloads)]


def test_numbers_stay_numbers_in_csv() -> None:
    text = comma([Column("n", "number")], [[-5], [Decimal("-3.50")], [0.1], [None], [10**20]])
    assert text.read().decode("utf-8-sig").split() == ["n", "-5", "-3.50", "0.1", '""', str(10**20)]


def test_a_number_too_long_for_a_spreadsheet_is_kept_as_text() -> None:
    sheet = openpyxl.load_workbook(
        xlsx([Column("n", "number")], [[12345678901234567890], [Decimal("0.1234567890123456789")]])
    ).active
    assert [sheet["A2"].value, sheet["A3"].value] == [
        "12345678901234567890",
        "0.1234567890123456789",
    ]


def test_days_before_the_calendar_of_spreadsheets_are_text() -> None:
    sheet = openpyxl.load_workbook(xlsx([Column("d", "date")], [[dt.date(1871, 2, 3)]])).active
    assert sheet["A2"].value == "1871-02-03"


def test_a_moment_is_written_in_the_zone_active_now() -> None:
    moment = dt.datetime(2026, 11, 20, 16, 30, tzinfo=dt.UTC)
    with timezone.override("Asia/Shanghai"):
        data = comma([Column("m", "datetime"), Column("d", "date")], [[moment, moment]])
        book = xlsx([Column("m", "datetime"), Column("d", "date")], [[moment, moment]])
    assert b"2026-11-21 00:30:00" in data.read()
    row = openpyxl.load_workbook(book).active[2]
    assert [cell.value for cell in row] == [
        dt.datetime(2026, 11, 21, 0, 30),
        dt.datetime(2026, 11, 21),
    ]


def test_text_longer_than_a_cell_holds_is_cut_visibly() -> None:
    value = openpyxl.load_workbook(xlsx([Column("a")], [["x" * 40_000]])).active["A2"].value
    assert (len(value), value[-1]) == (32_767, "…")


def test_several_sheets_have_names_that_spreadsheets_accept() -> None:
    names = ["a/b:c", "A b c", "x" * 40, "x" * 40, "", "'q'"]
    data = io.BytesIO()
    write_xlsx(data, *(SheetToWrite(name, [Column("a")], [[name]]) for name in names))
    assert openpyxl.load_workbook(data).sheetnames == [
        "a b c", "A b c (2)", "x" * 31, "x" * 26 + " (4)", "5", "q",
    ]  # fmt: skip


def test_rows_beyond_one_sheet_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dutyline.toolkit.spreadsheets.write._MOST_ROWS", 3)
    book = openpyxl.load_workbook(xlsx([Column("a", "number")], [[n] for n in range(7)]))
    found = [[row[0] for row in s.iter_rows(min_row=2, values_only=True)] for s in book]
    assert found == [[0, 1, 2], [3, 4, 5], [6]]


def test_a_row_of_the_wrong_length_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="zip"):
        xlsx([Column("a")], [["1", "2"]])


TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["_x000D_", "_x005F_x0041_", "a\r\nb", "'=x", "=x", " a ", "]]>", "&lt;"]),
)
ROWS = st.lists(
    st.tuples(
        TEXT,
        st.none() | st.dates(dt.date(1900, 3, 1), dt.date(2099, 12, 31)),
        st.none() | st.datetimes(dt.datetime(1955, 1, 1), dt.datetime(2099, 12, 31)),
        st.none() | st.integers(-(10**14), 10**14) | st.decimals(-(10**6), 10**6, places=4),
    ),
    min_size=1,
    max_size=8,
)
KINDS = (
    Column("T"),
    Column("D", "date"),
    Column("M", "datetime"),
    Column("N", "number"),
    Column("End"),
)


def imported(file: io.BytesIO) -> list[tuple[object, ...]]:
    table = find_table(open_table(file, "x").sheet())
    rows = []
    for row in table.rows:
        text, day, moment, number, _ = row.cells
        at = parse_moment(moment)
        if at is not None and not isinstance(at, dt.datetime):
            at = dt.datetime.combine(at, dt.time())
        rows.append((text_of(text), parse_moment(day), at, parse_number(number)))
    return rows


@settings(deadline=None)
@given(ROWS)
def test_what_was_exported_comes_back_and_goes_out_the_same(rows: list[tuple]) -> None:
    meant = [
        (text_of(text), day, at and at.replace(microsecond=0), number)
        for text, day, at, number in rows
    ]
    for export in (xlsx, comma):
        out = export(KINDS, [(*row, "end") for row in rows])
        back = imported(out)
        assert back == meant
        again = export(KINDS, [(*row, "end") for row in back]).getvalue()
        assert imported(io.BytesIO(again)) == back
        assert export(KINDS, [(*row, "end") for row in back]).getvalue() == again


@given(TEXT)
def test_escaping_is_taken_back_exactly(text: str) -> None:
    assert unescape(escape(text)) == text


@given(TEXT)
def test_every_text_comes_back_from_a_workbook_cell(text: str) -> None:
    line = open_table(xlsx([Column("a"), Column("b")], [[text, "end"]]), "x").sheet().lines[1]
    blank = not text.strip(" \t\r\n\u3000\xa0")
    assert line == (None if blank else text, "end")


def test_rows_are_taken_as_they_are_written() -> None:
    taken = []

    def rows() -> object:
        for number in range(1000):
            taken.append(number)
            yield [number]

    stream = stream_xlsx(SheetToWrite("a", [Column("a", "number")], rows()))  # type: ignore[arg-type]
    next(stream), next(stream)
    assert len(taken) == 200


WRITE = """
import resource, sys
import django
from django.conf import settings
settings.configure(USE_TZ=True)
from dutyline.toolkit.spreadsheets.columns import Column, SheetToWrite
from dutyline.toolkit.spreadsheets.write import write_xlsx
columns = [Column(f"c{n}") for n in range(12)]
class Nowhere:
    def writelines(self, parts):
        for part in parts: pass
def peak(rows):
    write_xlsx(Nowhere(), SheetToWrite("a", columns, (["text %d" % n] * 12 for n in range(rows))))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
small = peak(1_000)
print(peak(100_000) - small)
"""


@pytest.mark.slow
def test_memory_is_flat_at_a_hundred_thousand_rows() -> None:
    run = subprocess.run([sys.executable, "-c", WRITE], capture_output=True, check=True, text=True)
    assert int(run.stdout) < 4 * 1024  # KiB


@pytest.mark.slow
def test_ten_thousand_rows_of_thirty_columns_are_quick() -> None:
    columns = [Column(f"c{n}", "date" if n % 5 == 0 else "text") for n in range(30)]
    row = [dt.date(2026, 1, 1) if n % 5 == 0 else f"护栏缺失 guard rail {n}" for n in range(30)]
    begun = time.process_time()
    write_xlsx(io.BytesIO(), SheetToWrite("a", columns, (row for _ in range(10_000))))
    assert time.process_time() - begun < 3.0  # 0.9 s on a quiet two-core machine


def test_csv_begins_with_its_mark_and_parts_lines_as_spreadsheets_expect() -> None:
    target = io.BytesIO()
    write_csv(target, [Column("a"), Column("b")], [["1", 'x"y'], ["2", "p\nq"]])
    assert target.getvalue() == b'\xef\xbb\xbfa,b\r\n1,"x""y"\r\n2,"p\nq"\r\n'


def test_the_package_is_the_same_for_the_same_rows() -> None:
    assert xlsx(COLUMNS, [ROW]).read() == xlsx(COLUMNS, [ROW]).read()
    parts = zipfile.ZipFile(xlsx(COLUMNS, [ROW])).namelist()
    assert all(re.fullmatch(r"[\w./\[\]]+", part) for part in parts)
