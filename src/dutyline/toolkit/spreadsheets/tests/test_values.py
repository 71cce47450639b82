from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyline.toolkit.spreadsheets.values.choices import Choice, parse_choice, study_choices
from dutyline.toolkit.spreadsheets.values.items import split_names, split_sentences
from dutyline.toolkit.spreadsheets.values.numbers import parse_boolean, parse_number, parse_whole
from dutyline.toolkit.spreadsheets.values.problem import CellProblem, text_of
from dutyline.toolkit.spreadsheets.workbook import Cell, Fault

from .test_dates import CELLS

LEVELS = (
    Choice("general", "General", ("一般", "一般隐患")),
    Choice("major", "Major", ("重大", "重大隐患")),
)


def problem(function: object, *arguments: object) -> str:
    with pytest.raises(CellProblem) as caught:
        function(*arguments)  # type: ignore[operator]
    assert caught.value.message
    return caught.value.key


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (5, "5"), (0.1, "0.1"), ("1,234.5", "1234.5"), ("1,234", "1234"), ("１２３", "123"),
        ("¥3,200", "3200"), ("￥ 3200元", "3200"), ("3200 元", "3200"), ("(1,200)", "-1200"),
        ("95%", "0.95"), ("3万元", "30000"), ("1.5亿", "150000000"), ("1 234", "1234"),
        ("USD 7", "7"), (".5", "0.5"), ("−3", "-3"), ("-5", "-5"),
    ],
)  # fmt: skip
def test_a_number_is_read_also_from_text(cell: Cell, number: str) -> None:
    assert parse_number(cell) == Decimal(number)


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("abc", "not_a_number"), ("12 34", "not_a_number"), ("1.2.3", "not_a_number"),
        ("1,5", "number_ambiguous"), ("1.234,5", "number_ambiguous"), (True, "not_a_number"),
        (float("inf"), "not_a_number"), (float("nan"), "not_a_number"), ("1" * 99, "not_a_number"),
        ("٣", "not_a_number"), (Fault("formula"), "formula"),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(cell: Cell, key: str) -> None:
    assert problem(parse_number, cell) == key


def test_a_decimal_comma_is_read_when_said() -> None:
    assert parse_number("1.234,5", decimal_comma=True) == Decimal("1234.5")
    assert parse_number("1,5", decimal_comma=True) == Decimal("1.5")
    assert parse_number("1,234", decimal_comma=True) == Decimal("1.234")


def test_whole_numbers_are_whole() -> None:
    assert (parse_whole("3"), parse_whole(3.0), parse_whole(None)) == (3, 3, None)
    assert problem(parse_whole, "3.5") == "not_whole"


@pytest.mark.parametrize("cell", ["是", "Yes", "Y", "TRUE", True, 1, "√", "✓", " 有 ", "1"])
def test_yes_is_read(cell: Cell) -> None:
    assert parse_boolean(cell) is True


@pytest.mark.parametrize("cell", ["否", "no", "N", "FALSE", False, 0, "×", "无", "未"])
def test_no_is_read(cell: Cell) -> None:
    assert parse_boolean(cell) is False


@pytest.mark.parametrize("cell", ["x", "maybe", "2", "是否"])
def test_what_is_neither_yes_nor_no_says_so(cell: Cell) -> None:
    assert problem(parse_boolean, cell) == "not_yes_or_no"


def test_a_choice_is_read_by_any_of_its_names() -> None:
    assert [parse_choice(c, LEVELS) for c in ("一般", "MAJOR", " 重大隐患 ", None)] == [
        "general", "major", "major", None,
    ]  # fmt: skip
    assert problem(parse_choice, "3级", LEVELS) == "unknown_choice"
    assert parse_choice("3级", LEVELS, {"3 级": "general"}) == "general"


def test_a_spelling_that_contains_one_choice_is_read_and_told() -> None:
    cells: list[Cell] = ["一般3级", "重大", "3", "一般3级", None, Fault("error"), "一般或重大"]
    reading = study_choices(list(enumerate(cells, start=5)), LEVELS)
    assert reading.read == {"一般3级": "general", "重大": "major"}
    assert reading.unread == ("3", "一般或重大")
    assert [(d.key, d.rows) for d in reading.decisions] == [
        ("choice_read_as", (5, 8)),
        ("choice_read_as", (6,)),
    ]
    assert reading.decisions[0].text == "“一般3级” is read as “General”: row 5, 8."
    assert reading.parse("一般3级", LEVELS) == "general"


def test_a_person_overrules_how_a_spelling_is_read() -> None:
    reading = study_choices(
        [(2, "一般3级"), (3, "3")], LEVELS, {"一般3级": "major", "3": "general"}
    )
    assert (reading.read, reading.decisions) == ({"一般3级": "major", "3": "general"}, ())


@pytest.mark.parametrize(
    ("cell", "texts", "kind"),
    [
        ("1. 护栏缺失；2. 未接地", ("护栏缺失", "未接地"), "numbers"),
        ("1、护栏离地1.5米，2个缺失；2、未接地", ("护栏离地1.5米，2个缺失", "未接地"), "numbers"),
        ("1.护栏缺失2.未接地3.漏油", ("护栏缺失", "未接地", "漏油"), "numbers"),
        ("（1）甲；（2）乙", ("甲", "乙"), "numbers"),
        ("①漏电②未接地", ("漏电", "未接地"), "numbers"),
        ("检查发现：1）甲\n2）乙", ("检查发现：甲", "检查发现：乙"), "numbers"),
        ("On site: 1. rail; 2. earth", ("On site: rail", "On site: earth"), "numbers"),
        ("漏油\n\n 缺盖板 \n", ("漏油", "缺盖板"), "lines"),
        ("漏油；缺盖板。", ("漏油", "缺盖板。"), "clauses"),
        ("护栏高1.5米，缺2处", ("护栏高1.5米，缺2处",), "one"),
        ("1. 只有一条", ("1. 只有一条",), "one"),
        ("2. 第二；3. 第三", ("2. 第二", "3. 第三"), "clauses"),
        (None, (), "one"),
    ],
)
def test_several_findings_in_one_cell_are_parted(
    cell: Cell, texts: tuple[str, ...], kind: str
) -> None:
    found = split_sentences(cell)
    assert (found.texts, found.parted_by) == (texts, kind)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("高处坠落、坍塌", ("高处坠落", "坍塌")),
        ("张三 李四", ("张三", "李四")),
        ("张　三", ("张三",)),
        ("张三/李四,王五;张三", ("张三", "李四", "王五")),
        ("张三\n李四", ("张三", "李四")),
        ("N/D", ("N/D",)),
        ("A/B shift", ("A/B shift",)),
        ("John  Smith; Ann Lee", ("John Smith", "Ann Lee")),
        ("", ()),
    ],
)
def test_several_names_in_one_cell_are_parted(cell: Cell, names: tuple[str, ...]) -> None:
    assert split_names(cell) == names


def test_text_keeps_its_lines_and_is_bounded() -> None:
    assert text_of(" a\r\nb \r") == "a\nb"
    assert text_of(7) == "7"
    assert problem(lambda: text_of("abc", at_most=2)) == "too_long"


@given(CELLS)
def test_no_cell_crashes_a_parser(cell: Cell) -> None:
    for parse in (parse_number, parse_whole, parse_boolean, split_sentences, split_names, text_of):
        try:
            parse(cell)  # type: ignore[operator]
        except CellProblem as caught:
            assert caught.message  # noqa: PT017


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9
    )
)
def test_a_written_number_comes_back(number: Decimal) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(f"¥{abs(number)}") == abs(number)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张三\n李四", ("张三", "李四")),
        ("王建\n国", ("王建国",)),
        ("王\n建国", ("王建国",)),
        ("张三\n李四、王\n五", ("张三", "李四", "王五")),
    ],
)
def test_a_name_broken_over_two_lines_is_one(cell: str, names: tuple[str, ...]) -> None:
    assert split_names(cell) == names


def test_a_spelling_that_denies_its_choice_is_not_read_as_it() -> None:
    choices = (
        Choice("closed", "Closed", ("已整改", "fixed", "done")),
        Choice("major", "Major", ("重大",)),
    )
    cells = ["not closed", "unfixed", "非重大隐患", "已整改，未验收", "fixed on site", "已整改完"]
    reading = study_choices(enumerate(cells, 1), choices)
    assert reading.unread == ("not closed", "unfixed", "非重大隐患", "已整改，未验收")
    assert reading.read == {"fixed on site": "closed", "已整改完": "closed"}


def test_every_spelling_but_the_label_itself_is_told() -> None:
    choices = (Choice("closed", "Closed", ("已整改",)),)
    reading = study_choices([(1, "Closed"), (2, "已整改"), (3, "closed")], choices)
    assert [(each.params["spelling"], each.rows) for each in reading.decisions] == [
        ("已整改", (2,))
    ]
