"""Make the workbooks that site people keep."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import openpyxl

DATA = Path(__file__).resolve().parents[5].parent / "shared" / "data"

UPPER = ["序号", "检查情况", None, None, None, "整改情况", None, None, None, "复查结果", "备注"]
LOWER = [
    None,
    "检查\n日期",
    "检查人",
    "部位",
    "问题描述",
    "整改措施",
    "责任人",
    "整改期限",
    "完成时间",
]
FIRST = [
    1, dt.date(2024, 3, 7), "张三、李四", "一楼配电室", "1. 护栏缺失；2. 未接地", "加装护栏",
    "王五", "2024.3.10", "已整改", "合格", None,
]  # fmt: skip
SECOND = [2, None, "张三", "罐区", "可燃气体报警器失效", "更换", "赵六", 45_365, "3月12日", "合格"]
THIRD = [
    3,
    "4月5日",
    "李四",
    "三楼",
    "灭火器过期",
    "更换",
    "王五",
    "4月10日",
    "4月9日",
    "合格",
    "复",
]


def ledger() -> openpyxl.Workbook:
    """Return a hidden-danger ledger: title lines, joined header, merged cells, totals, notes."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2024年"
    sheet["A1"] = "聚合车间事故隐患排查治理台账"
    sheet.merge_cells("A1:K1")
    sheet["A2"] = "填报单位：聚合车间"
    sheet["H2"] = "填报日期：2024.12.31"
    sheet.append(UPPER)
    sheet.append(LOWER)
    for area in ("A3:A4", "B3:E3", "F3:I3", "J3:J4", "K3:K4"):
        sheet.merge_cells(area)
    sheet.append(FIRST)
    sheet.append(SECOND)
    sheet.merge_cells("B5:B6")
    sheet.append([])
    sheet.append(["二季度"])
    sheet.merge_cells("A8:K8")
    sheet.append(UPPER)
    sheet.append(LOWER)
    sheet.append(THIRD)
    sheet.append(["合 计", None, None, None, 3])
    sheet.append([])
    sheet.append(["注：本表一式两份，车间与安全部各执一份。"])
    sheet.append(["制表人：张三", None, None, "审核人：李四"])
    return book


def several_years() -> openpyxl.Workbook:
    """Return one sheet a year, each of another shape, and a hidden sheet of lists."""
    book = openpyxl.Workbook()
    book.active.title = "2023"
    for row in (
        ["日期", "问题", "责任人"],
        ["3月7日", "漏油", "王五"],
        ["12月30日", "缺盖板", "赵六"],
    ):
        book.active.append(row)
    sheet = book.create_sheet("2024年")
    for row in (
        ["2024年隐患台账"],
        [],
        ["编号", "部位", "问题描述", "级别"],
        ["A-1", "泵房", "=1+1", "一般3级"],
    ):
        sheet.append(row)
    hidden = book.create_sheet("选项")
    hidden.append(["一般", "重大"])
    hidden.sheet_state = "hidden"
    book.create_sheet("空表")
    return book


def file_of(book: openpyxl.Workbook) -> io.BytesIO:
    """Return the workbook as an XLSX file."""
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def text_of(rows: list[list[object]], encoding: str, delimiter: str = ",") -> io.BytesIO:
    """Return rows as a delimited text file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(
        ["" if value is None else value for value in row] for row in rows
    )
    return io.BytesIO(text.getvalue().encode(encoding))


def rows_of(book: openpyxl.Workbook) -> list[list[object]]:
    """Return the cells of the first sheet."""
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
