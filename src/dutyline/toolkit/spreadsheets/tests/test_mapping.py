from __future__ import annotations

import json

import pytest

from dutyline.toolkit.spreadsheets.mapping import Field, chosen_mapping, guess_mapping, likeness

FIELDS = (
    Field("found_on", "Found on", ("检查日期", "排查时间", "日期", "date found"), required=True),
    Field("description", "Description", ("问题描述", "隐患内容", "存在问题"), required=True),
    Field("owner", "Responsible person", ("责任人", "整改责任人")),
    Field("due_on", "Deadline", ("整改期限", "整改时限", "due date")),
    Field("closed_on", "Closed on", ("整改完成时间", "完成日期", "销号日期")),
    Field("place", "Place", ("部位", "检查部位", "地点")),
)


def test_columns_are_found_under_other_words_in_any_order() -> None:
    headers = ("序号", "整改情况 / 责任人", "隐患内容", "排查 时间*", "整改 / 期限", "备注")
    found = guess_mapping(headers, FIELDS)
    assert found.columns() == {"found_on": 3, "description": 2, "owner": 1, "due_on": 4}
    assert [(m.field, m.sureness) for m in found.matches] == [
        ("found_on", "exact"),
        ("description", "exact"),
        ("owner", "part"),
        ("due_on", "exact"),
        ("closed_on", "none"),
        ("place", "none"),
    ]
    assert found.unused == ("序号", "备注")
    assert found.missing == ()


def test_case_spaces_and_width_do_not_matter() -> None:
    found = guess_mapping(("DATE_FOUND", " due　DATE ", "Ｐlace（区域）"), FIELDS)
    assert found.columns() == {"found_on": 0, "due_on": 1, "place": 2}
    assert found.missing == ("description",)


def test_the_better_match_takes_the_column() -> None:
    found = guess_mapping(("日期", "检查日期"), FIELDS)
    assert (found.column("found_on"), found.column("due_on")) == (1, None)


def test_a_slip_in_spelling_is_only_likely() -> None:
    found = guess_mapping(("Descripton", "Responsible  persons"), FIELDS)
    assert [(m.field, m.sureness) for m in found.matches if m.column is not None] == [
        ("description", "likely"),
        ("owner", "likely"),
    ]


@pytest.mark.parametrize("header", ["电话", "x", "", "No.", "(A)", "Notes"])
def test_an_unknown_header_matches_nothing(header: str) -> None:
    assert [likeness(header, field) for field in FIELDS] == [0] * len(FIELDS)


def test_a_match_is_remembered_by_header_and_fits_the_next_file() -> None:
    first = guess_mapping(("检查日期", "问题描述"), FIELDS)
    remembered = json.loads(json.dumps(first.as_json()))
    assert remembered == {"columns": {"found_on": "检查日期", "description": "问题描述"}}
    again = chosen_mapping(("备注", "问题 描述", "检查日期"), FIELDS, remembered)
    assert again.columns() == {"found_on": 2, "description": 1}
    assert {m.sureness for m in again.matches if m.column is not None} == {"chosen"}


def test_a_remembered_header_that_is_gone_leaves_its_field_open() -> None:
    found = chosen_mapping(("a",), FIELDS, {"columns": {"found_on": "检查日期", "place": 0}})
    assert found.columns() == {"place": 0}
    assert found.missing == ("found_on", "description")


@pytest.mark.parametrize(
    "data", [{}, {"columns": None}, {"columns": {"place": [1]}}, {"columns": {"place": 9}}]
)
def test_a_broken_memory_is_no_match(data: dict[str, object]) -> None:
    assert chosen_mapping(("a",), FIELDS, data).columns() == {}
