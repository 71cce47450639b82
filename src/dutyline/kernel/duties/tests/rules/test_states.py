"""Indicators against targets, and how an open state reads by the clock."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from dutyline.kernel.duties.rules.states import judge, standing


@pytest.mark.parametrize(
    ("value", "comparison", "target", "state", "done"),
    [
        ("0.95", "gte", "0.95", "on_time", "1"),
        ("0.9499", "gte", "0.95", "missed", "0.9998"),
        ("0", "gte", "0.95", "missed", "0"),
        ("1", "gte", "0", "on_time", "1"),
        ("3", "lte", "3", "on_time", "1"),
        ("4", "lte", "3", "missed", "0.75"),
        ("4", "lte", "0", "missed", "0"),
        ("0.94999999", "gte", "0.95", "missed", "0.9999"),
        ("-1", "gte", "0", "missed", "0"),
    ],
)
def test_an_indicator_is_held_against_its_target(value, comparison, target, state, done):
    ended = judge(Decimal(value), comparison, Decimal(target))
    assert (ended.state, ended.done) == (state, Decimal(done))


def test_an_indicator_with_nothing_due_is_not_applicable():
    ended = judge(None, "gte", Decimal("0.95"))
    assert (ended.state, ended.done, ended.reason) == ("not_applicable", 0, "nothing_due")


START = datetime(2026, 11, 1, tzinfo=UTC)
DUE = datetime(2026, 11, 8, tzinfo=UTC)
GRACE = datetime(2026, 11, 10, tzinfo=UTC)
TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("now", "reads"),
    [
        (START - TICK, "upcoming"),
        (START, "due"),
        (DUE, "due"),
        (DUE + TICK, "over"),
        (GRACE, "over"),
        (GRACE + TICK, "missed"),
    ],
)
def test_an_open_obligation_reads_by_the_clock(now, reads):
    assert standing("open", START, DUE, GRACE, now) == reads


@pytest.mark.parametrize("state", ["on_time", "late", "missed", "excused", "waived"])
def test_a_settled_obligation_reads_as_it_is(state):
    assert standing(state, START, DUE, GRACE, START) == state
