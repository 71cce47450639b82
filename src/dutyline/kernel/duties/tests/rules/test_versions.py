"""Which version of a duty governs which days of a period."""

from datetime import date
from decimal import Decimal

from dutyline.kernel.duties.rules.days import Span
from dutyline.kernel.duties.rules.versions import Ask, governing

NOVEMBER = Span(date(2026, 11, 1), date(2026, 12, 1))


def ask(number, first, end=None, at_once=False):
    return Ask(
        version_id=number,
        duty_id=1,
        first=first,
        end=end,
        cadence="monthly",
        owed="each",
        amount=Decimal(4),
        grace_days=0,
        at_once=at_once,
    )


def parts(*versions):
    return [(part.version_id, span) for part, span in governing(versions, NOVEMBER)]


def test_the_version_in_force_on_the_first_day_governs_the_period():
    first = ask(1, date(2026, 1, 1), date(2026, 11, 10))
    assert parts(first, ask(2, date(2026, 11, 10))) == [(1, NOVEMBER)]


def test_a_version_that_begins_on_the_first_day_governs_the_period():
    first = ask(1, date(2026, 1, 1), date(2026, 11, 1))
    assert parts(first, ask(2, date(2026, 11, 1))) == [(2, NOVEMBER)]


def test_a_change_at_once_splits_the_period():
    first = ask(1, date(2026, 1, 1), date(2026, 11, 10))
    assert parts(first, ask(2, date(2026, 11, 10), at_once=True)) == [
        (1, Span(date(2026, 11, 1), date(2026, 11, 10))),
        (2, Span(date(2026, 11, 10), date(2026, 12, 1))),
    ]


def test_a_change_at_once_also_overtakes_one_that_waits_for_the_next_period():
    found = parts(
        ask(1, date(2026, 1, 1), date(2026, 11, 10)),
        ask(2, date(2026, 11, 10), date(2026, 11, 20)),
        ask(3, date(2026, 11, 20), at_once=True),
    )
    assert found == [
        (1, Span(date(2026, 11, 1), date(2026, 11, 20))),
        (3, Span(date(2026, 11, 20), date(2026, 12, 1))),
    ]


def test_a_duty_that_begins_within_the_period_is_governed_by_its_first_version_from_then():
    assert parts(ask(1, date(2026, 11, 25))) == [(1, Span(date(2026, 11, 25), date(2026, 12, 1)))]


def test_a_duty_withdrawn_on_the_way_runs_to_the_end_of_its_period():
    assert parts(ask(1, date(2026, 1, 1), date(2026, 11, 10))) == [(1, NOVEMBER)]


def test_a_duty_withdrawn_before_governs_nothing():
    assert parts(ask(1, date(2026, 1, 1), date(2026, 11, 1))) == []


def test_a_version_replaced_on_its_own_day_never_governed():
    replaced = ask(1, date(2026, 11, 1), date(2026, 11, 1))
    assert parts(replaced, ask(2, date(2026, 11, 1))) == [(2, NOVEMBER)]
