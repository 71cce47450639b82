from datetime import date

from dutyline.kernel.criteria.rules.timeline import Span, follow

BEGIN = date(2020, 1, 1)
TODAY = date(2026, 3, 2)


def span(since, until, matter, declared=None):
    return Span(since, until, declared or since, matter)


def test_the_first_version_is_taken_as_it_is():
    stated = [span(BEGIN, date(2025, 1, 1), 7), span(date(2025, 1, 1), None, 9)]
    assert follow([], stated, TODAY) == stated


def test_the_same_version_again_changes_nothing():
    stated = [span(BEGIN, date(2025, 1, 1), 7), span(date(2025, 1, 1), None, 9)]
    assert follow(stated, stated, TODAY) == stated


def test_a_value_stated_otherwise_changes_from_the_day_of_loading_on():
    assert follow([span(BEGIN, None, 7)], [span(BEGIN, None, 9)], TODAY) == [
        span(BEGIN, TODAY, 7),
        span(TODAY, None, 9, declared=BEGIN),
    ]


def test_the_changed_value_loaded_again_later_stays_as_it_was_split():
    split = [span(BEGIN, TODAY, 7), span(TODAY, None, 9, declared=BEGIN)]
    assert follow(split, [span(BEGIN, None, 9)], date(2026, 6, 1)) == split


def test_a_law_that_changed_before_loading_takes_effect_on_its_own_day():
    amended = date(2026, 1, 1)
    stated = [span(BEGIN, amended, 7), span(amended, None, 9)]
    assert follow([span(BEGIN, None, 7)], stated, TODAY) == stated


def test_a_law_that_will_change_waits_for_its_day():
    amended = date(2026, 7, 1)
    stated = [span(BEGIN, amended, 7), span(amended, None, 9)]
    assert follow([span(BEGIN, None, 7)], stated, TODAY) == stated


def test_what_is_no_longer_stated_ends_on_the_day_of_loading():
    assert follow([span(BEGIN, None, 7)], [], TODAY) == [span(BEGIN, TODAY, 7)]


def test_what_was_to_begin_and_is_no_longer_stated_never_begins():
    later = date(2026, 7, 1)
    old = [span(BEGIN, later, 7), span(later, None, 9)]
    assert follow(old, [span(BEGIN, None, 7)], TODAY) == [span(BEGIN, None, 7)]


def test_an_earlier_beginning_fills_the_days_before_and_leaves_the_past():
    earlier = date(2019, 1, 1)
    assert follow([span(BEGIN, None, 7)], [span(earlier, None, 9)], TODAY) == [
        span(earlier, BEGIN, 9),
        span(BEGIN, TODAY, 7),
        span(TODAY, None, 9, declared=earlier),
    ]


def test_two_changes_on_one_day_leave_the_last_one():
    split = [span(BEGIN, TODAY, 7), span(TODAY, None, 9, declared=BEGIN)]
    assert follow(split, [span(BEGIN, None, 11)], TODAY) == [
        span(BEGIN, TODAY, 7),
        span(TODAY, None, 11, declared=BEGIN),
    ]
