"""Who owes how much: days held, leave, acting holders, vacancies, split periods."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from dutyline.kernel.duties.rules.allocation import (
    Absence,
    Cover,
    Staff,
    Tenure,
    each_holder,
    holders_together,
    prorated,
)
from dutyline.kernel.duties.rules.days import Span
from dutyline.kernel.duties.rules.periods import TICK, calendar_period
from dutyline.kernel.duties.rules.versions import Ask

TZ = ZoneInfo("Asia/Shanghai")
NOVEMBER = calendar_period("monthly", date(2026, 11, 1), TZ)
SUPERIOR = 99


def ask(amount=4, grace=0):
    return Ask(1, 1, date(2026, 1, 1), None, "monthly", "each", Decimal(amount), grace, False)


def held(first=date(2026, 1, 1), end=None, number=1, person=None, acting_for=None):
    return Tenure(number, person or number, first, end, acting_for)


def nov(day):
    return date(2026, 11, day)


def each(*tenures, leave=(), amount=4, span=NOVEMBER.days, window=NOVEMBER):
    found = each_holder(ask(amount), window, span, Staff(tenures, leave), TZ)
    return [(a.appointment_id, a.days_held, a.amount, a.state, a.reason) for a in found]


def together(*tenures, leave=(), amount=4, cover=SUPERIOR, span=NOVEMBER.days):
    found = holders_together(
        ask(amount), NOVEMBER, span, Staff(tenures, leave), TZ, cover=Cover(cover)
    )
    return [(a.covered_by, a.days_held, a.amount, a.state, a.reason) for a in found]


@pytest.mark.parametrize(
    ("amount", "days_held", "days", "owed"),
    [
        (4, 30, 30, 4),
        (4, 15, 30, 2),
        (4, 11, 30, 1),  # 1.47
        (4, 12, 30, 2),  # 1.6
        (5, 3, 6, 3),  # 2.5, halves up
        (4, 3, 30, 0),  # 0.4
        (4, 4, 32, 1),  # exactly a half, up
        (24, 1, 365, 0),
        (24, 8, 365, 1),  # 0.526
        (24, 7, 365, 0),  # 0.46
        (1, 15, 30, 1),
        (1, 14, 30, 0),
        (1, 16, 31, 1),
        (1, 15, 31, 0),  # half of 31 days is 15.5
        (1, 0, 30, 0),
        (Decimal("0.5"), 20, 30, Decimal("0.5")),
        (Decimal("7.5"), 30, 30, Decimal("7.5")),
        (Decimal("7.6"), 29, 30, 7),
        (Decimal("1.2"), 29, 30, 1),
        (Decimal("7.6"), 365, 366, Decimal("7.6")),  # never more than the whole
    ],
)
def test_an_amount_is_shared_out_by_days_held(amount, days_held, days, owed):
    assert prorated(Decimal(amount), days_held, days) == Decimal(owed)


def test_a_holder_of_the_whole_period_owes_the_whole():
    assert each(held()) == [(1, 30, 4, "open", "")]


def test_everybody_in_a_post_of_forty_owes_for_himself():
    assert each(*(held(number=number) for number in range(1, 41))) == [
        (number, 30, 4, "open", "") for number in range(1, 41)
    ]


def test_appointed_on_the_last_day_one_day_is_held():
    assert each(held(nov(30))) == [(1, 1, 0, "not_applicable", "held_part")]
    assert each(held(nov(30)), amount=30) == [(1, 1, 1, "open", "")]


def test_an_appointment_that_ended_before_or_begins_after_owes_nothing():
    assert each(held(end=nov(1)), held(date(2026, 12, 1), number=2)) == []


def test_an_appointment_that_never_ran_owes_nothing():
    assert each(held(nov(10), nov(10))) == []


def test_one_that_left_owes_for_the_days_he_held_and_has_until_the_period_is_due():
    [allocation] = each_holder(ask(), NOVEMBER, NOVEMBER.days, Staff([held(end=nov(16))]), TZ)
    assert (allocation.days_held, allocation.days_of_period, allocation.amount) == (15, 30, 2)
    assert allocation.window.starts_at == NOVEMBER.starts_at
    assert allocation.window.due_at == NOVEMBER.due_at


def test_an_indicator_is_measured_over_the_days_held():
    by_value = replace(ask(1), by_value=True)
    tenure = held(nov(3), nov(21))
    [allocation] = each_holder(by_value, NOVEMBER, NOVEMBER.days, Staff([tenure]), TZ)
    assert allocation.window.starts_at == datetime(2026, 11, 2, 16, tzinfo=UTC)
    assert allocation.window.due_at == datetime(2026, 11, 20, 16, tzinfo=UTC) - TICK


def test_two_sharers_of_a_post_owe_an_each_duty_twice():
    assert each(held(number=1), held(number=2)) == [(1, 30, 4, "open", ""), (2, 30, 4, "open", "")]


def test_approved_leave_is_taken_off_the_days():
    leave = [Absence(1, nov(1), nov(16))]
    assert each(held(), leave=leave) == [(1, 15, 2, "open", "")]


def test_leave_across_the_boundary_counts_where_it_lies():
    leave = [Absence(1, date(2026, 10, 20), nov(6)), Absence(1, nov(26), date(2027, 1, 5))]
    assert each(held(), leave=leave) == [(1, 20, 3, "open", "")]


def test_leave_entered_twice_counts_once():
    leave = [Absence(1, nov(1), nov(11)), Absence(1, nov(6), nov(16))]
    assert each(held(), leave=leave) == [(1, 15, 2, "open", "")]


def test_leave_of_somebody_else_counts_nothing():
    assert each(held(), leave=[Absence(7, nov(1), nov(30))]) == [(1, 30, 4, "open", "")]


def test_a_whole_period_of_leave_excuses():
    leave = [Absence(1, date(2026, 10, 1), date(2027, 1, 1))]
    assert each(held(), leave=leave) == [(1, 0, 4, "excused", "leave")]
    assert each(held(), leave=leave, amount=1) == [(1, 0, 1, "excused", "leave")]


def test_more_than_half_of_leave_excuses_from_the_one_thing_owed():
    leave = [Absence(1, nov(1), nov(16))]
    assert each(held(), leave=leave, amount=1) == [(1, 15, 1, "open", "")]
    leave = [Absence(1, nov(1), nov(17))]
    assert each(held(), leave=leave, amount=1) == [(1, 14, 1, "excused", "leave")]


def test_who_held_too_small_a_part_has_nothing_to_be_excused_from():
    leave = [Absence(1, nov(28), nov(29))]
    assert each(held(nov(27)), leave=leave, amount=1) == [(1, 3, 0, "not_applicable", "held_part")]


def test_an_acting_holder_owes_from_to_and_excuses_the_absent_one_for_those_days():
    stand_in = held(nov(11), nov(26), number=2, acting_for=1)
    assert each(held(), stand_in) == [(1, 15, 2, "open", ""), (2, 15, 2, "open", "")]


def test_an_acting_holder_for_the_whole_period_excuses_altogether():
    stand_in = held(number=2, acting_for=1)
    leave = [Absence(1, nov(1), date(2026, 12, 1))]
    assert each(held(), stand_in, leave=leave) == [
        (1, 0, 4, "excused", "acting"),
        (2, 30, 4, "open", ""),
    ]


def test_days_of_leave_and_of_a_stand_in_are_taken_off_once():
    stand_in = held(nov(1), nov(11), number=2, acting_for=1)
    leave = [Absence(1, nov(1), nov(16))]
    assert each(held(), stand_in, leave=leave) == [(1, 15, 2, "open", ""), (2, 10, 1, "open", "")]


def test_a_split_period_is_owed_in_parts_of_the_whole():
    before, after = Span(nov(1), nov(11)), Span(nov(11), date(2026, 12, 1))
    assert each(held(), span=before, amount=6) == [(1, 10, 2, "open", "")]
    assert each(held(), span=after, amount=3) == [(1, 20, 2, "open", "")]
    assert each(held(), span=before, amount=1) == [(1, 10, 0, "not_applicable", "held_part")]
    assert each(held(), span=after, amount=1) == [(1, 20, 1, "open", "")]


def test_a_leap_day_is_a_day():
    february = calendar_period("monthly", date(2028, 2, 1), TZ)
    tenure = held(date(2028, 2, 15))
    assert each(tenure, amount=1, window=february, span=february.days) == [(1, 15, 1, "open", "")]
    february = calendar_period("monthly", date(2027, 2, 1), TZ)
    tenure = held(date(2027, 2, 15))
    assert each(tenure, amount=1, window=february, span=february.days) == [(1, 14, 1, "open", "")]
    tenure = held(date(2027, 2, 16))
    assert each(tenure, amount=1, window=february, span=february.days) == [
        (1, 13, 0, "not_applicable", "held_part")
    ]


def test_sharers_of_a_post_owe_a_together_duty_once():
    assert together(held(number=1), held(number=2)) == [(None, 30, 4, "open", "")]


def test_a_sharer_answers_while_the_other_is_on_leave():
    leave = [Absence(1, nov(1), date(2026, 12, 1))]
    assert together(held(number=1), held(number=2), leave=leave) == [(None, 30, 4, "open", "")]


def test_a_handover_within_the_period_leaves_a_together_duty_whole():
    assert together(held(end=nov(10)), held(nov(10), number=2)) == [(None, 30, 4, "open", "")]


def test_an_acting_holder_answers_for_a_together_duty():
    leave = [Absence(1, nov(1), date(2026, 12, 1))]
    stand_in = held(number=2, acting_for=1)
    assert together(held(), stand_in, leave=leave) == [(None, 30, 4, "open", "")]


def test_leave_of_all_holders_without_a_stand_in_is_taken_off():
    leave = [Absence(1, nov(1), nov(16)), Absence(2, nov(11), nov(26))]
    assert together(held(number=1), held(number=2), leave=leave) == [(None, 25, 3, "open", "")]
    leave = [Absence(1, nov(1), date(2026, 12, 1))]
    assert together(held(), leave=leave) == [(None, 0, 4, "excused", "leave")]


def test_a_vacant_post_is_covered_by_the_superior_post():
    assert together() == [(SUPERIOR, 30, 4, "open", "covering")]


def test_a_vacant_post_without_anybody_above_is_shown_as_vacant():
    assert together(cover=None) == [(None, 0, 4, "excused", "vacancy")]


def test_a_short_vacancy_stays_with_the_holder_but_the_superiors_acts_count():
    assert together(held(end=nov(10)), held(nov(14), number=2)) == [(SUPERIOR, 30, 4, "open", "")]


def test_who_covers_at_the_end_of_the_period_answers():
    assert together(held(end=nov(28))) == [(SUPERIOR, 30, 4, "open", "covering")]


def test_a_new_holder_does_not_inherit_a_period_that_was_mostly_vacant():
    assert together(held(nov(30))) == [(SUPERIOR, 30, 4, "open", "covering")]


def test_shown_as_vacant_the_vacant_days_are_taken_off():
    assert together(held(end=nov(16)), cover=None) == [(None, 15, 2, "open", "")]
    assert together(held(end=nov(3)), amount=1, cover=None) == [(None, 2, 1, "excused", "vacancy")]


def test_a_post_closed_within_the_period_owes_the_part_it_ran():
    span = Span(nov(1), nov(16))
    assert together(held(end=nov(16)), span=span) == [(None, 15, 2, "open", "")]


def test_a_post_that_ran_a_few_days_only_has_nothing_to_be_covered():
    span = Span(nov(1), nov(4))
    assert together(span=span, amount=1, cover=None) == [
        (None, 0, 0, "not_applicable", "held_part")
    ]


def test_grace_is_counted_from_the_due_moment():
    [allocation] = each_holder(
        ask(grace=2), NOVEMBER, NOVEMBER.days, Staff([held(end=nov(16))]), TZ
    )
    assert allocation.grace_until == datetime(2026, 12, 2, 16, tzinfo=UTC) - TICK
