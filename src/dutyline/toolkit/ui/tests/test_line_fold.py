from datetime import date, timedelta

from dutyline.toolkit.ui.line import Slot, Tick, fold
from dutyline.toolkit.ui.line.fold import today_column

JANUARY = date(2026, 1, 1)


def daily(count: int, state: str = "on_time", a_day: int = 1) -> list[Tick]:
    return [Tick(state, JANUARY + timedelta(days=n // a_day)) for n in range(count)]


def test_up_to_sixty_ticks_stay_single_in_order_of_time():
    ticks = daily(60)
    assert fold(reversed(ticks)) == tuple(ticks)


def test_more_than_sixty_in_two_months_become_days():
    slots = fold(daily(90, a_day=2))
    assert (len(slots), slots[0]) == (45, Slot({"on_time": 2}, JANUARY))


def test_a_year_of_days_becomes_weeks_that_begin_on_monday():
    slots = fold(daily(365))
    assert (len(slots), slots[0], slots[1]) == (
        53,
        Slot({"on_time": 4}, date(2025, 12, 29)),
        Slot({"on_time": 7}, date(2026, 1, 5)),
    )


def test_two_years_become_months():
    slots = fold(daily(730))
    assert (len(slots), slots[1]) == (24, Slot({"on_time": 28}, date(2026, 2, 1)))


def test_a_caller_may_choose_the_slot():
    assert [slot.on for slot in fold(daily(40), by="month")] == [JANUARY, date(2026, 2, 1)]


def test_days_owing_nothing_stay_as_empty_slots():
    ticks = [Tick("late", JANUARY), Tick("missed", JANUARY + timedelta(days=2))]
    assert fold(ticks, by="day") == (
        Slot({"late": 1}, JANUARY),
        Slot({}, date(2026, 1, 2)),
        Slot({"missed": 1}, date(2026, 1, 3)),
    )


def test_a_line_can_be_widened_to_its_period():
    slots = fold(daily(70, a_day=7), by="day", first=JANUARY, last=date(2026, 1, 31))
    assert (len(slots), slots[9].owed, slots[10].owed) == (31, 7, 0)


def test_undated_items_are_gathered_into_equal_groups():
    slots = fold([Tick("on_time")] * 80)
    assert (len(slots), sum(slot.owed for slot in slots), {slot.owed for slot in slots}) == (
        60,
        80,
        {1, 2},
    )


def test_nothing_folds_to_nothing():
    assert fold([]) == ()


def test_today_is_the_last_column_begun():
    columns = fold([*daily(3), Tick("due", JANUARY + timedelta(days=5))])
    assert today_column(columns, date(2026, 1, 4)) == 2


def test_a_line_that_ended_has_no_today():
    assert today_column(daily(3), date(2026, 3, 1)) is None


def test_a_line_not_begun_lies_wholly_ahead():
    assert today_column(daily(3, "due"), date(2025, 12, 1)) == -1


def test_today_stays_marked_while_the_last_tick_is_open():
    assert today_column(daily(3, "due"), date(2026, 1, 20)) == 2


def test_columns_without_dates_have_no_today():
    assert today_column([Tick("due"), None], JANUARY) is None
