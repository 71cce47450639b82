"""Where duty thins out on the way down."""

from dutyline.kernel.duties.reading.figures import Figures
from dutyline.kernel.duties.rules.decay import Thinning, thinning


def done(on_time: int, missed: int) -> Figures:
    return Figures(on_time=on_time, missed=missed)


def test_the_steepest_step_down_is_where_it_thins():
    levels = {1: done(98, 2), 3: done(95, 5), 4: done(70, 30), 5: done(69, 31)}
    assert thinning(levels) == Thinning(above=3, level=4, fall=0.25)


def test_a_level_of_which_little_is_decided_says_nothing():
    assert thinning({3: done(100, 0), 4: done(0, 19), 5: done(99, 1)}) is None


def test_a_small_fall_is_no_thinning():
    assert thinning({3: done(100, 0), 4: done(98, 2)}) is None


def test_of_steps_alike_the_highest_is_told():
    levels = {3: done(100, 0), 4: done(90, 10), 5: done(80, 20)}
    assert thinning(levels) == Thinning(above=3, level=4, fall=0.1)


def test_nothing_thins_where_nothing_is_decided():
    assert thinning({}) is None
