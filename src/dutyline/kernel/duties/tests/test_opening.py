"""Opening periods: who owes what from when, whatever the organisation does."""

from datetime import date

import pytest

from dutyline.kernel.duties.models import Obligation
from dutyline.kernel.duties.operations import begin_earlier, open_periods
from dutyline.kernel.duties.tests.world import at, stands


def test_a_month_is_opened_for_each_holder(world):
    world.duty(world.operator_a)
    assert open_periods(now=at("2026-03-02")) == 2
    assert stands() == [("sun", "2026-03", "open", 0), ("wang", "2026-03", "open", 0)]


def test_an_opened_obligation_says_everything_of_its_day(world):
    world.duty(world.operator_a, amount=4, grace_days=2)
    open_periods(now=at("2026-03-02"))
    row = Obligation.objects.get(person=world.wang)
    assert row.appointment == world.plant.appointments.wang
    assert (row.unit, row.unit_path, row.level) == (world.team_a, world.team_a.path, 5)
    assert (row.starts_on, row.due_on) == (date(2026, 3, 1), date(2026, 3, 31))
    assert row.starts_at == at("2026-03-01 00:00")
    assert row.due_at.isoformat() == "2026-03-31T15:59:59.999999+00:00"
    assert row.grace_until.isoformat() == "2026-04-02T15:59:59.999999+00:00"
    assert (row.days_held, row.days_of_period, row.amount) == (31, 31, 4)


def test_opening_twice_changes_nothing(world):
    world.duty(world.operator_a, world.team_leader_a, world.operator_b)
    world.duty(world.workshop_head, owed="together", cadence="weekly")
    open_periods(now=at("2026-03-02"))
    before = list(Obligation.objects.order_by("id").values())
    assert open_periods(now=at("2026-03-02")) == 0
    assert list(Obligation.objects.order_by("id").values()) == before
    assert open_periods(now=at("2026-03-02 13:00")) == 0


def test_what_the_holders_owe_together_is_opened_once(world):
    world.duty(world.operator_a, owed="together")
    open_periods(now=at("2026-03-02"))
    assert stands() == [("operator_a", "2026-03", "open", 0)]


def test_the_first_time_what_is_over_is_left_alone(world):
    world.duty(world.operator_a, cadence="weekly")
    open_periods(now=at("2026-03-02"))
    assert {row[1] for row in stands()} == {"2026-W10"}


def test_periods_slept_through_are_opened_later(world):
    world.duty(world.team_leader_a, cadence="daily")
    open_periods(now=at("2026-03-02"))
    open_periods(now=at("2026-03-22"))
    assert [row[1] for row in stands()] == [f"2026-03-{day:02}" for day in range(2, 25)]


def test_a_history_entered_afterwards_is_owed_from_its_own_beginning(world):
    world.duty(world.team_leader_a, cadence="daily")
    open_periods(now=at("2026-03-20"))
    begin_earlier(since=at("2026-03-10 00:00"))
    open_periods(now=at("2026-03-12"))
    opened = sorted(row[1] for row in stands())
    assert opened == [f"2026-03-{day:02}" for day in (10, 11, 12, 13, 14, 20, 21, 22)]
    open_periods(now=at("2026-03-20"))
    assert sorted(row[1] for row in stands()) == [f"2026-03-{day}" for day in range(10, 23)]
    begin_earlier(since=at("2026-03-15"))
    assert open_periods(now=at("2026-03-20")) == 0


@pytest.mark.parametrize(
    ("cadence", "keys"),
    [
        ("daily", ["2026-03-30", "2026-03-31", "2026-04-01"]),
        ("weekly", ["2026-W14"]),
        ("monthly", ["2026-03", "2026-04"]),
        ("quarterly", ["2026-Q1", "2026-Q2"]),
        ("half_yearly", ["2026-H1"]),
        ("yearly", ["2026"]),
    ],
)
def test_every_rhythm_opens_what_begins_within_the_horizon(world, cadence, keys):
    world.duty(world.team_leader_a, cadence=cadence)
    open_periods(now=at("2026-03-30"))
    assert [row[1] for row in stands()] == keys


def test_somebody_appointed_within_the_period_owes_his_part(world):
    world.duty(world.operator_a, amount=28)
    open_periods(now=at("2026-02-02"))
    rows = Obligation.objects.filter(person=world.sun)
    [row] = rows
    assert (row.days_held, row.days_of_period, row.amount) == (27, 28, 27)
    assert row.starts_at == at("2026-02-02 00:00")
