"""Periods: calendar periods where the unit is, shifts, limits after an event."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from dutyline.kernel.duties.models import Cadence, SpanUnit
from dutyline.kernel.duties.rules.days import Span
from dutyline.kernel.duties.rules.periods import (
    TICK,
    calendar_period,
    calendar_periods,
    cut,
    grace_end,
    limit_window,
    shift_period,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
SANTIAGO = ZoneInfo("America/Santiago")


@pytest.mark.parametrize(
    ("cadence", "day", "key", "first", "end"),
    [
        (Cadence.DAILY, date(2024, 2, 29), "2024-02-29", date(2024, 2, 29), date(2024, 3, 1)),
        (Cadence.WEEKLY, date(2026, 11, 22), "2026-W47", date(2026, 11, 16), date(2026, 11, 23)),
        (Cadence.WEEKLY, date(2027, 1, 1), "2026-W53", date(2026, 12, 28), date(2027, 1, 4)),
        (Cadence.MONTHLY, date(2024, 2, 10), "2024-02", date(2024, 2, 1), date(2024, 3, 1)),
        (Cadence.MONTHLY, date(2026, 12, 31), "2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        (Cadence.QUARTERLY, date(2026, 11, 22), "2026-Q4", date(2026, 10, 1), date(2027, 1, 1)),
        (Cadence.HALF_YEARLY, date(2026, 6, 30), "2026-H1", date(2026, 1, 1), date(2026, 7, 1)),
        (Cadence.YEARLY, date(2024, 7, 1), "2024", date(2024, 1, 1), date(2025, 1, 1)),
    ],
)
def test_a_calendar_period_is_named_and_bounded(cadence, day, key, first, end):
    window = calendar_period(cadence, day, SHANGHAI)
    assert (window.key, window.days) == (key, Span(first, end))


def test_a_period_begins_and_ends_at_midnight_where_the_unit_is():
    window = calendar_period(Cadence.MONTHLY, date(2026, 11, 5), SHANGHAI)
    assert window.starts_at == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert window.due_at == datetime(2026, 11, 30, 16, tzinfo=UTC) - TICK


def test_periods_follow_each_other_without_gap_or_overlap_through_the_changes_of_clocks():
    for tz in (BERLIN, SANTIAGO):
        windows = list(
            calendar_periods(
                Cadence.DAILY,
                tz,
                datetime(2025, 12, 30, tzinfo=UTC),
                datetime(2027, 1, 2, tzinfo=UTC),
            )
        )
        for earlier, later in pairwise(windows):
            assert earlier.due_at + TICK == later.starts_at
            assert earlier.days.end == later.days.first
        lengths = {window.due_at + TICK - window.starts_at for window in windows}
        assert lengths == {timedelta(hours=hours) for hours in (23, 24, 25)}


def test_periods_are_given_from_the_one_that_runs_to_the_last_that_begins():
    found = calendar_periods(
        Cadence.MONTHLY,
        SHANGHAI,
        datetime(2026, 10, 31, 15, 59, tzinfo=UTC),
        datetime(2026, 11, 30, 16, tzinfo=UTC),
    )
    assert [window.key for window in found] == ["2026-10", "2026-11", "2026-12"]


def test_a_night_shift_belongs_to_the_day_it_begins_on_and_runs_to_its_end():
    starts, ends = datetime(2026, 11, 20, 12, tzinfo=UTC), datetime(2026, 11, 21, 0, tzinfo=UTC)
    window = shift_period(3, date(2026, 11, 20), starts, ends)
    assert (window.key, window.days.days) == ("2026-11-20.3", 1)
    assert (window.starts_at, window.due_at) == (starts, ends)


def test_a_part_of_a_period_keeps_its_name_and_is_due_when_the_period_is():
    window = calendar_period(Cadence.MONTHLY, date(2026, 11, 1), SHANGHAI)
    part = cut(window, Span(date(2026, 11, 10), date(2026, 11, 21)), SHANGHAI, to_the_end=True)
    assert (part.key, part.due_at) == ("2026-11", window.due_at)
    assert part.starts_at == datetime(2026, 11, 9, 16, tzinfo=UTC)
    assert cut(window, window.days, SHANGHAI, to_the_end=True) is window


def test_what_is_measured_over_the_part_itself_ends_with_it():
    window = calendar_period(Cadence.MONTHLY, date(2026, 11, 1), SHANGHAI)
    part = cut(window, Span(date(2026, 11, 10), date(2026, 11, 21)), SHANGHAI, to_the_end=False)
    assert part.due_at == datetime(2026, 11, 20, 16, tzinfo=UTC) - TICK


AT = datetime(2026, 11, 16, 2, 30, tzinfo=UTC)  # 10:30 in Shanghai


def test_a_limit_in_hours_is_counted_to_the_minute():
    window = limit_window(AT, 3, SpanUnit.HOURS, SHANGHAI)
    assert (window.starts_at, window.due_at) == (AT, AT + timedelta(hours=3))
    assert window.days == Span(date(2026, 11, 16), date(2026, 11, 17))


def test_a_limit_in_hours_is_not_stretched_by_a_change_of_clocks():
    at = datetime(2026, 3, 28, 23, 30, tzinfo=UTC)  # half an hour after midnight in Berlin
    assert limit_window(at, 24, SpanUnit.HOURS, BERLIN).due_at == at + timedelta(hours=24)


def test_a_limit_in_days_does_not_count_the_day_of_the_event_and_runs_to_the_end_of_the_last():
    window = limit_window(AT, 3, SpanUnit.DAYS, SHANGHAI)
    assert window.due_at == datetime(2026, 11, 19, 16, tzinfo=UTC) - TICK
    assert window.days == Span(date(2026, 11, 16), date(2026, 11, 20))
    assert window.key == "20261116T023000Z"


def test_a_limit_of_no_days_runs_to_the_end_of_the_day():
    window = limit_window(AT, 0, SpanUnit.DAYS, SHANGHAI)
    assert window.due_at == datetime(2026, 11, 16, 16, tzinfo=UTC) - TICK


def test_a_limit_in_shifts_counts_the_shifts_that_begin_after_the_event():
    begins = [datetime(2026, 11, 16, hour, tzinfo=UTC) for hour in (0, 8, 16)]
    runs = [(start, start + timedelta(hours=8)) for start in begins]
    assert limit_window(AT, 1, SpanUnit.SHIFTS, SHANGHAI, runs).due_at == runs[1][1]
    assert limit_window(AT, 2, SpanUnit.SHIFTS, SHANGHAI, runs).due_at == runs[2][1]


def test_where_no_calendar_gives_enough_shifts_each_day_counts_as_one():
    window = limit_window(AT, 2, SpanUnit.SHIFTS, SHANGHAI)
    assert window.due_at == datetime(2026, 11, 18, 16, tzinfo=UTC) - TICK


def test_grace_runs_to_the_end_of_its_last_day_and_none_is_none():
    due_at = datetime(2026, 11, 30, 16, tzinfo=UTC) - TICK
    assert grace_end(due_at, 0, SHANGHAI) == due_at
    assert grace_end(due_at, 2, SHANGHAI) == datetime(2026, 12, 2, 16, tzinfo=UTC) - TICK
