from __future__ import annotations

import datetime as dt

import pytest

from dutyline.toolkit.spreadsheets.values.problem import CellProblem
from dutyline.toolkit.spreadsheets.values.worded_days import bare_day, first_day, parse_deadline

FOUND = dt.date(2024, 11, 28)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("立即", FOUND),
        ("立即整改。", FOUND),
        ("当天完成", FOUND),
        ("on the spot", FOUND),
        ("11月底", dt.date(2024, 11, 30)),
        ("2月底前", dt.date(2025, 2, 28)),
        ("2024年12月末", dt.date(2024, 12, 31)),
        ("月底前", dt.date(2024, 11, 30)),
        ("end of the month", dt.date(2024, 11, 30)),
        ("10日内", dt.date(2024, 12, 8)),
        ("三天内", dt.date(2024, 12, 1)),
        ("1周", dt.date(2024, 12, 5)),
        ("半个月内", dt.date(2024, 12, 13)),
        ("3个月内", dt.date(2025, 2, 28)),
        ("within 5 days", dt.date(2024, 12, 3)),
        ("立即整改/立行立改", FOUND),
        ("即日整改", FOUND),
        ("限当日完成", FOUND),
        ("限期3天", dt.date(2024, 12, 1)),
        ("限期三日内整改完成", dt.date(2024, 12, 1)),
        ("整改期限:7天", dt.date(2024, 12, 5)),
        ("7日内完成", dt.date(2024, 12, 5)),
        ("自发现之日起十五日内", dt.date(2024, 12, 13)),
        ("二十天内", dt.date(2024, 12, 18)),
        ("5个自然日", dt.date(2024, 12, 3)),
        ("24小时内", dt.date(2024, 11, 29)),
        ("in 2 weeks", dt.date(2024, 12, 12)),
        ("", None),
    ],
)
def test_a_worded_deadline_is_counted_from_the_day_it_began(
    words: str, day: dt.date | None
) -> None:
    assert parse_deadline(words, FOUND) == day


@pytest.mark.parametrize(
    "words", ["长期", "3小时内", "0天", "二五天", "13月底", "soon", "10日前", "已整改"]
)
def test_what_counts_to_no_day_is_refused(words: str) -> None:
    with pytest.raises(CellProblem):
        parse_deadline(words, FOUND)


@pytest.mark.parametrize(
    "words", ["3个工作日内", "五个工作日", "限期3个工作日完成", "3 working days", "2 business days"]
)
def test_working_days_are_refused_and_it_is_said_what_to_write(words: str) -> None:
    with pytest.raises(CellProblem) as refused:
        parse_deadline(words, FOUND)
    assert str(refused.value) == (
        f"“{words}” counts working days, which move with public holidays. "
        "Write the day itself, or calendar days."
    )


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024年3月15日前", "2024年3月15日"),
        ("3月15日前完成", "3月15日"),
        ("by 15 March 2024", "15 march 2024"),
        ("2024.3.15止", "2024.3.15"),
        ("2024-03-15", "2024-03-15"),
        (45_366, 45_366),
        (None, None),
    ],
)
def test_the_words_around_a_day_are_left_out(cell: object, day: object) -> None:
    found = bare_day(cell)  # type: ignore[arg-type]
    assert (found.casefold() if isinstance(found, str) else found) == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2024.3.5-2024.3.8", "2024.3.5"),
        ("2024年3月5日至7日", "2024年3月5日"),
        ("3月5日～3月8日", "3月5日"),
        ("2024-03-05", "2024-03-05"),
        ("2024.3.5", "2024.3.5"),
    ],
)
def test_a_span_of_days_begins_with_its_first(cell: str, day: str) -> None:
    assert first_day(cell) == day
