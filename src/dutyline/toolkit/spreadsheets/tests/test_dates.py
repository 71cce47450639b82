# ruff: noqa: DTZ001 - cells of a spreadsheet have no zone
from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutyline.toolkit.spreadsheets.values.date_columns import DateReading, study_dates
from dutyline.toolkit.spreadsheets.values.dates import parse_date, parse_moment
from dutyline.toolkit.spreadsheets.values.problem import CellProblem
from dutyline.toolkit.spreadsheets.workbook import Cell, Fault

MARCH_7 = dt.date(2025, 3, 7)


@pytest.mark.parametrize(
    "cell",
    [
        MARCH_7, dt.datetime(2025, 3, 7), 45_723, 45_723.0, "45723", 20_250_307, "20250307",
        "2025.3.7", "2025/3/7", "2025-03-07", "2025年3月7日", "2025 年 3 月 7 号",
        "２０２５．３．７",
        "7-Mar-2025", "07-MAR-25", "7 March 2025", "Mar 7, 2025", "March 7th, 2025",
        "Fri 7 Mar 2025", "2025年3月7日 星期五", "2025年3月7日（周五）", "25年3月7日", "25.3.7",
        "  2025.3.7\n",
    ],
)  # fmt: skip
def test_a_day_is_read_in_its_spellings(cell: Cell) -> None:
    assert parse_date(cell) == MARCH_7


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("已整改", "not_a_date"),
        ("立即整改", "not_a_date"),
        ("2025-02-30", "no_such_day"),
        ("31/02/2025", "no_such_day"),
        ("13月5日", "no_such_day"),
        ("2025年3月", "date_incomplete"),
        ("2025.3", "date_incomplete"),
        ("3月7日", "date_without_year"),
        ("3.7", "date_without_year"),
        ("3.32", "no_such_day"),
        ("7 Mar", "date_without_year"),
        ("03/04/2025", "date_ambiguous"),
        ("05.06.07", "date_ambiguous"),
        ("1025-03-07", "date_far"),
        (dt.date(2925, 3, 7), "date_far"),
        (3.7, "not_a_date"),
        (7, "not_a_date"),
        (True, "not_a_date"),
        (dt.time(8, 0), "not_a_date"),
        ("2025.3.7-3.9", "not_a_date"),
        ("x" * 500, "not_a_date"),
        (Fault("formula"), "formula"),
        (Fault("error"), "error"),
    ],
)
def test_what_is_no_day_says_why(cell: Cell, key: str) -> None:
    with pytest.raises(CellProblem) as caught:
        parse_date(cell)
    assert caught.value.key == key
    assert caught.value.message


@pytest.mark.parametrize("cell", [None, "", "  ", "　"])
def test_an_empty_cell_is_no_day(cell: Cell) -> None:
    assert parse_date(cell) is None


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2025-03-07 14:05", dt.datetime(2025, 3, 7, 14, 5)),
        ("2025-03-07T14:05:06.789", dt.datetime(2025, 3, 7, 14, 5, 6)),
        ("2025年3月7日14时5分", dt.datetime(2025, 3, 7, 14, 5)),
        ("2025年3月7日下午2点", dt.datetime(2025, 3, 7, 14)),
        ("2025年3月7日上午", dt.date(2025, 3, 7)),
        ("2025年3月7日 8点", dt.datetime(2025, 3, 7, 8)),
        ("7 Mar 2025 2:05 pm", dt.datetime(2025, 3, 7, 14, 5)),
        ("2025-03-07T14:05:06Z", dt.datetime(2025, 3, 7, 14, 5, 6, tzinfo=dt.UTC)),
        (45_723.5, dt.datetime(2025, 3, 7, 12)),
        (dt.datetime(2025, 3, 7, 14, 5), dt.datetime(2025, 3, 7, 14, 5)),
        ("2025-03-07", MARCH_7),
        (dt.datetime(2025, 3, 7), MARCH_7),
    ],
)
def test_a_time_is_read_when_there_is_one(cell: Cell, moment: dt.date) -> None:
    found = parse_moment(cell)
    assert (found, type(found)) == (moment, type(moment))


def test_an_impossible_time_says_so() -> None:
    with pytest.raises(CellProblem, match="25:99"):
        parse_moment("2025-03-07 25:99")


def study(cells: list[Cell], **hints: object) -> DateReading:
    return study_dates(list(enumerate(cells, start=2)), **hints)  # type: ignore[arg-type]


def read(cells: list[Cell], **hints: object) -> list[str]:
    reading = study(cells, **hints)
    days = []
    for row, cell in enumerate(cells, start=2):
        try:
            days.append(str(reading.date(row, cell)))
        except CellProblem as problem:
            days.append(problem.key)
    return days


def keys(cells: list[Cell], **hints: object) -> list[tuple[str, tuple[int, ...]]]:
    return [(d.key, d.rows) for d in study(cells, **hints).decisions]


def test_one_row_proves_the_order_of_the_column() -> None:
    assert read(["03/04/2024", "31/12/2024"]) == ["2024-04-03", "2024-12-31"]
    assert keys(["03/04/2024", "31/12/2024"]) == [("day_first", ())]
    assert read(["03/04/2024", "12/31/2024"]) == ["2024-03-04", "2024-12-31"]
    assert keys(["03/04/2024", "12/31/2024"]) == [("month_first", ())]


def test_an_order_that_nothing_proves_is_assumed_and_told() -> None:
    assert read(["03/04/2024"]) == ["2024-04-03"]
    assert keys(["03/04/2024", "5/5/2024"]) == [("day_first_assumed", (2,))]
    assert read(["03/04/2024"], assume="mdy") == ["2024-03-04"]
    assert read(["03/04/2024"], assume=None) == ["date_ambiguous"]


def test_rows_that_contradict_each_other_are_not_guessed() -> None:
    cells: list[Cell] = ["31/12/2024", "12/31/2024", "03/04/2024"]
    assert read(cells) == ["2024-12-31", "2024-12-31", "date_ambiguous"]


def test_what_a_person_says_of_the_order_holds() -> None:
    assert read(["31/12/2024", "03/04/2024"], order="mdy") == ["no_such_day", "2024-03-04"]


def test_short_years_are_settled_by_the_column() -> None:
    assert read(["07/03/25", "31/12/24"]) == ["2025-03-07", "2024-12-31"]
    assert read(["25.3.7", "24.12.31"]) == ["2025-03-07", "2024-12-31"]
    assert read(["25.12.07", "24.12.31"]) == ["date_ambiguous", "date_ambiguous"]
    assert read(["25.12.07", "24.12.31"], order="ymd") == ["2025-12-07", "2024-12-31"]


def test_a_missing_year_comes_from_the_rows_around() -> None:
    cells: list[Cell] = ["2024.11.5", "12月30日", "1月3日", "2025.1.9", "1月10日"]
    assert read(cells) == ["2024-11-05", "2024-12-30", "2025-01-03", "2025-01-09", "2025-01-10"]
    assert keys(cells) == [("year_from_rows", (3, 4, 6))]


def test_a_missing_year_after_the_turn_of_the_year_is_the_next() -> None:
    assert read(["2024-12-30", "1月3日"], name="2024年") == ["2024-12-30", "2025-01-03"]
    assert read(["2024-03-01", "12月30日"], name="2024年") == ["2024-03-01", "2024-12-30"]


def test_a_missing_year_comes_from_the_name_of_the_sheet() -> None:
    assert read(["3月7日", "2月29日"], name="2024年隐患台账") == ["2024-03-07", "2024-02-29"]
    assert read(["3.7", "2.29"], name="2024年隐患台账") == ["2024-03-07", "2024-02-29"]
    assert keys(["3月7日"], name="2024年隐患台账") == [("year_from_name", (2,))]
    assert read(["3月7日"], name="2023-2024") == ["date_without_year"]


def test_a_missing_year_of_a_deadline_comes_from_the_day_of_the_check() -> None:
    near = {2: dt.date(2023, 12, 20), 3: dt.date(2023, 3, 1)}
    assert read(["1月5日", "11月30日"], near=near) == ["2024-01-05", "2023-11-30"]


def test_numbers_read_as_days_are_told() -> None:
    assert keys([45_723, "2025.3.7"]) == [("serial_dates", (2,))]


@given(st.dates(dt.date(1955, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(".-/"))
def test_a_written_day_comes_back(day: dt.date, mark: str) -> None:
    assert parse_date(f"{day.year}{mark}{day.month}{mark}{day.day}") == day
    assert parse_date(f"{day.year}年{day.month}月{day.day}日") == day
    assert parse_date(day.strftime("%d %B %Y")) == day
    assert parse_date((day - dt.date(1899, 12, 30)).days) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", order="dmy") == day


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.dates(),
    st.datetimes(), st.times(), st.timedeltas(), st.just(Fault("error")), st.just(Fault("formula")),
    st.from_regex(r"[0-9０-９年月日./:\- TZapm]{1,24}", fullmatch=True),
)  # fmt: skip


@given(st.lists(CELLS, max_size=6), st.text(max_size=10))
def test_no_cell_crashes_the_reading_of_dates(cells: list[Cell], name: str) -> None:
    reading = study(cells, name=name)
    for row, cell in enumerate(cells, start=2):
        try:
            assert isinstance(reading.moment(row, cell), (dt.date, type(None)))
        except CellProblem as problem:
            assert problem.message  # noqa: PT017
    assert all(decision.text for decision in reading.decisions)


@pytest.mark.parametrize("microsecond", [1, 499_999])
def test_a_moment_of_a_workbook_is_kept_to_the_second(microsecond: int) -> None:
    exact = dt.datetime(2026, 11, 22, 8)
    assert parse_moment(exact.replace(microsecond=microsecond)) == exact
    assert parse_moment(exact - dt.timedelta(microseconds=microsecond)) == exact
