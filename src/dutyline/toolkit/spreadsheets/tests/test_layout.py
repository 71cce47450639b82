from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest

from dutyline.toolkit.spreadsheets.decisions import spans
from dutyline.toolkit.spreadsheets.layout import Layout, Table, find_table, letters
from dutyline.toolkit.spreadsheets.read import open_table
from dutyline.toolkit.spreadsheets.refused import FileRefused
from dutyline.toolkit.spreadsheets.workbook import Sheet

from .books import DATA, file_of, ledger, rows_of, several_years, text_of

HEADERS = (
    "序号",
    "检查情况 / 检查日期",
    "检查情况 / 检查人",
    "检查情况 / 部位",
    "检查情况 / 问题描述",
    "整改情况 / 整改措施",
    "整改情况 / 责任人",
    "整改情况 / 整改期限",
    "整改情况 / 完成时间",
    "复查结果",
    "备注",
)


def table(rows: list[list[object]], layout: Layout | None = None) -> Table:
    return find_table(open_table(text_of(rows, "utf-8"), "x.csv").sheet(), layout or Layout())


def told(found: Table) -> dict[str, tuple[int, ...]]:
    return {decision.key: decision.rows for decision in found.decisions}


def test_a_ledger_with_everything_is_understood_and_every_step_told() -> None:
    found = find_table(open_table(file_of(ledger()), "x.xlsx").sheet())
    assert found.headers == HEADERS
    assert [row.number for row in found.rows] == [5, 6, 11]
    assert found.rows[1].cells[:3] == (2, dt.date(2024, 3, 7), "张三")
    assert [row.section for row in found.rows] == [None, None, "二季度"]
    assert found.title == "聚合车间事故隐患排查治理台账 填报单位：聚合车间 填报日期：2024.12.31"
    assert told(found) == {
        "title": (1, 2),
        "header_joined": (3, 4),
        "header_repeated": (9, 10),
        "blank": (7, 13),
        "sections": (8,),
        "totals": (12,),
        "notes": (14, 15),
        "merged_down": (6,),
    }


def test_the_same_ledger_without_merged_cells_has_the_same_columns() -> None:
    found = find_table(open_table(text_of(rows_of(ledger()), "gb18030"), "x.csv").sheet())
    assert found.headers == HEADERS
    assert [(row.number, row.line) for row in found.rows] == [(5, 6), (6, 7), (8, 9), (11, 13)]
    assert (found.header_row, found.header_rows) == (3, 2)


def test_what_a_person_says_overrules_what_was_found() -> None:
    sheet = open_table(file_of(ledger()), "x.xlsx").sheet()
    layout = Layout(header_row=4, header_rows=1, first_row=6, last_row=11)
    found = find_table(sheet, layout)
    assert found.headers[1:4] == ("检查日期", "检查人", "部位")
    assert [row.number for row in found.rows] == [6, 11]
    assert told(found)["header_given"] == (4,)
    assert told(found)["cut"] == (5, 12, 14, 15)
    assert Layout.from_json(layout.as_json()) == layout
    assert Layout.from_json({"header_row": "4", "last_row": -1}) == Layout()


def test_each_sheet_has_its_own_shape() -> None:
    book = open_table(file_of(several_years()), "x.xlsx")
    tables = [find_table(sheet) for sheet in book.visible]
    assert [(t.headers, t.header_row, len(t.rows)) for t in tables] == [
        (("日期", "问题", "责任人"), 1, 2),
        (("编号", "部位", "问题描述", "级别"), 3, 1),
    ]


def test_a_record_is_not_taken_for_a_second_row_of_names() -> None:
    found = table([["name", "unit", "post"], ["Chen", "Workshop", "Head"], ["Li", "Lab", "Clerk"]])
    assert (found.headers, len(found.rows)) == (("name", "unit", "post"), 2)


def test_a_wide_name_over_two_columns_of_records_is_one_row_of_names() -> None:
    book = openpyxl.Workbook()
    for row in (
        ["编号", "责任人", None, "备注"],
        ["甲", "张三", "李四", "无"],
        ["乙", "王五", "赵六", "无"],
    ):
        book.active.append(row)
    book.active.merge_cells("B1:C1")
    found = find_table(open_table(file_of(book), "x.xlsx").sheet())
    assert (found.header_rows, len(found.rows)) == (1, 2)
    assert found.headers == ("编号", "责任人", "责任人 (2)", "备注")


def test_expected_names_decide_between_rows_that_could_be_names() -> None:
    rows: list[list[object]] = [
        ["公司", "部门", "班组", "姓名"],
        ["甲", "乙", "丙", "丁"],
        ["检查日期", "问题描述", "责任人", "期限"],
        ["2025.3.7", "漏油", "王五", "2025.3.9"],
    ]
    sheet = open_table(text_of(rows, "utf-8"), "x.csv").sheet()
    assert find_table(sheet).header_row == 1
    assert find_table(sheet, known=["检查日期", "责任人", "整改期限"]).header_row == 3


def test_names_are_completed_and_told() -> None:
    found = table([["a", "", "b", "a", ""], ["1", "2", "3", "4", ""]])
    assert found.headers == ("a", "(B)", "b", "a (2)")
    assert [decision.key for decision in found.decisions] == [
        "header", "label_missing", "label_repeated",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "word", ["合计", "总 计", "小计：", "本页合计", "Total", "Grand total", "合计3项"]
)
def test_totals_are_no_records(word: str) -> None:
    found = table([["unit", "kind", "count"], ["a", "b", "3"], [word, "", "3"]])
    assert told(found)["totals"] == (3,)


@pytest.mark.parametrize(
    "row", [["Total Energies", "b", "3"], ["合计划", "", "1"], ["1", "合计 x", "2"]]
)
def test_a_record_that_speaks_of_totals_is_a_record(row: list[object]) -> None:
    found = table([["unit", "kind", "count"], ["a", "b", "3"], row])
    assert len(found.rows) == 2


def test_a_row_with_one_cell_is_a_record_when_nothing_says_otherwise() -> None:
    found = table(
        [["name", "parent", "code", "kind"], ["Acme", "", "", ""], ["Lab", "Acme", "2", "x"]]
    )
    assert [row.cells[0] for row in found.rows] == ["Acme", "Lab"]


def test_a_record_that_repeats_two_of_many_names_is_a_record() -> None:
    names: list[object] = ["name", "unit", "post", "phone", "kind"]
    found = table([names, ["name", "unit", "", "", ""], names, ["a", "b", "c", "d", "e"]])
    assert [row.number for row in found.rows] == [2, 4]


def test_a_sheet_of_one_column_is_a_table() -> None:
    assert table([["问题"], ["漏油"], ["护栏缺失"]]).headers == ("问题",)


def test_a_sheet_of_numbers_has_names_that_are_in_doubt() -> None:
    assert told(table([[1, 2], [3, 4]]))["header_unsure"] == (1,)


def test_an_empty_sheet_has_no_table() -> None:
    with pytest.raises(FileRefused) as caught:
        find_table(Sheet("x", []))
    assert caught.value.key == "no_table"


def test_a_header_alone_is_a_table_without_records() -> None:
    assert table([["a", "b"]]).rows == []


def test_rows_are_written_for_people() -> None:
    assert spans([3, 9, 8, 7, 3]) == "3, 7–9"
    assert spans(range(1, 60, 2), at_most=2) == "1, 3 …"


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize(
    ("path", "first", "count", "last"),
    [
        ("uk-mod-organogram/2015-09-30-senior.csv", "Post Unique Reference", 654, 655),
        ("uk-mod-organogram/2016-03-31-senior.csv", "Post Unique Reference", 705, 706),
        ("uk-mod-organogram/2016-03-31-junior.csv", "Parent Department", 6350, 6351),
        ("alberta-stop-work/2011-2015-StopWorkOrders.xlsx", "EMPLOYER_OPERATION_KEY", 5291, 5292),
        ("ihm-accidents/ihm-accidents.csv", "(A)", 425, 426),
    ],
)
@pytest.mark.skipif(not DATA.exists(), reason="the shared data is not beside the project")
def test_real_tables_are_found_whole(path: str, first: str, count: int, last: int) -> None:
    with (DATA / path).open("rb") as file:
        found = find_table(open_table(file, path).sheet())
    assert (found.headers[0], len(found.rows), found.rows[-1].number) == (first, count, last)
    assert found.header_row == 1


def test_decisions_are_plain_data_with_a_sentence() -> None:
    decision = find_table(open_table(io.BytesIO(b"a,b\n1,2\n"), "x").sheet()).decisions[0]
    assert decision.as_json() == {
        "key": "header",
        "params": {},
        "rows": [1],
        "text": "Column names are in row 1.",
    }
