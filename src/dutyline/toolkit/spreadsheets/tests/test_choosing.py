from __future__ import annotations

import openpyxl
import pytest

from dutyline.toolkit.spreadsheets.choosing import choose_sheet
from dutyline.toolkit.spreadsheets.layout import Layout, find_table
from dutyline.toolkit.spreadsheets.read import open_table
from dutyline.toolkit.spreadsheets.refused import FileRefused

from .books import file_of, several_years, text_of

KNOWN = ("编号", "部位", "问题描述", "级别", "存在问题", "排查时间", "责任人")


def test_the_sheet_with_most_of_the_names_is_chosen_and_the_others_are_told() -> None:
    book = open_table(file_of(several_years()), "years.xlsx")
    sheet, decisions = choose_sheet(book, None, KNOWN)
    assert sheet.name == "2024年"
    assert [each.text for each in decisions] == [
        "The sheet “2024年” is read; these are not: 2023.",
        "Hidden sheets are not read: 选项.",
    ]


def test_a_sheet_that_was_named_is_taken() -> None:
    book = open_table(file_of(several_years()), "years.xlsx")
    assert choose_sheet(book, "2023", KNOWN)[0].name == "2023"
    with pytest.raises(FileRefused):
        choose_sheet(book, "2022", KNOWN)


def test_one_sheet_needs_no_word_about_others() -> None:
    book = open_table(text_of([["编号"], ["1"]], "utf-8"), "one.csv")
    assert choose_sheet(book, None, KNOWN)[1] == ()


def test_another_table_below_is_not_mixed_into_the_first() -> None:
    rows: list[list[object]] = [
        ["编号", "部位", "问题描述", "级别"],
        ["1", "罐区", "护栏缺失", "一般"],
        [None],
        ["排查时间", "存在问题", "责任人"],
        ["2024.3.5", "漏油", "王五"],
    ]
    sheet = open_table(text_of(rows, "utf-8"), "two.csv").sheet()
    table = find_table(sheet, known=KNOWN)
    assert [row.cells[2] for row in table.rows] == ["护栏缺失"]
    told = {each.key: each.text for each in table.decisions}
    assert told["second_table"] == "Another table begins below and is not read: row 4–5."
    below = find_table(sheet, Layout(header_row=4), KNOWN)
    assert [row.cells for row in below.rows] == [("2024.3.5", "漏油", "王五")]


def test_hidden_rows_and_pictures_are_told() -> None:
    book = openpyxl.Workbook()
    for row in (["编号", "部位"], ["1", "罐区"], ["2", "泵房"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    table = find_table(open_table(file_of(book), "hidden.xlsx").sheet(), known=KNOWN)
    assert len(table.rows) == 2
    assert [each.rows for each in table.decisions if each.key == "hidden_rows"] == [(3,)]
