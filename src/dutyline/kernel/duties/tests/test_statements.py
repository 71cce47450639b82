"""How many statements the chain's busiest operations take, however much there is."""

from contextlib import contextmanager

import pytest
from django.db import connection

from dutyline.kernel.criteria.shelf import one_reading
from dutyline.kernel.duties.models import Discharge
from dutyline.kernel.duties.operations import open_periods, raise_event, withdraw_evidence
from dutyline.kernel.duties.tests.organisation import appoint
from dutyline.kernel.duties.tests.world import at


@contextmanager
def statements():
    """Count what is asked of the database, without what marks or plans but asks nothing."""
    told = []

    def note(execute, sql, params, many, context):
        if not sql.startswith(("SAVEPOINT", "RELEASE", "SET LOCAL")):
            told.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield told


def owed(world, many):
    """Let Li owe many duties of every kind, with what he did before."""
    for _ in range(many):
        world.duty(world.team_leader_a, cadence="weekly", grace_days=2)
        world.duty(world.team_leader_a, owed="together", area="unit", amount=5)
    open_periods(now=at("2026-03-03"))
    for day in range(2, 2 + min(many, 5)):
        world.show(world.li, f"2026-03-0{day}", recorded="2026-03-07")


@pytest.mark.parametrize("many", [1, 25])
def test_recording_a_piece_of_evidence_takes_six_statements(world, many):
    owed(world, many)
    with statements() as told:
        world.show(world.li, "2026-03-07", unit=world.team_a)
    assert len(told) == 6
    assert Discharge.objects.filter(evidence__occurred_at=at("2026-03-07")).count() == 2 * many


def test_recording_it_again_takes_three(world):
    owed(world, 2)
    world.show(world.li, "2026-03-07", source="toy.walk:x")
    with statements() as told:
        world.show(world.li, "2026-03-07", source="toy.walk:x")
    assert len(told) == 3


def test_evidence_no_duty_asks_for_takes_two(world):
    with statements() as told:
        world.show(world.stranger, "2026-03-07")
    assert len(told) == 2


def test_evidence_its_person_does_not_owe_takes_three(world):
    owed(world, 1)
    with statements() as told:
        world.show(world.stranger, "2026-03-07")
    assert len(told) == 3


def test_a_back_filled_piece_asks_the_criteria_once(world):
    owed(world, 2)
    with one_reading():
        world.show(world.li, "2026-03-01", recorded="2026-03-06")
        with statements() as told:
            world.show(world.li, "2026-03-02", recorded="2026-03-07")
    assert len(told) == 6


@pytest.mark.parametrize("many", [1, 8])
def test_a_group_act_takes_six_statements_however_many_took_part(world, many):
    people = [
        world.li,
        world.wang,
        world.sun,
        world.gao,
        world.zhang,
        world.zhao,
        world.chen,
        world.ma,
    ]
    for person in people[1:]:
        appoint(world, person, world.team_leader_a, "2026-01-01")
    owed(world, 2)
    with statements() as told:
        world.show_together(*people[:many], when="2026-03-07")
    assert len(told) == 6


@pytest.mark.parametrize("many", [1, 10])
def test_withdrawing_takes_seven_statements(world, many):
    owed(world, many)
    piece = world.show(world.li, "2026-03-07", unit=world.team_a)
    with statements() as told:
        withdraw_evidence(by=world.by, source=piece.source, reason="void", at=at("2026-03-08"))
    assert len(told) == 7


def test_an_event_nobody_owes_an_answer_takes_one(world):
    with statements() as told:
        raise_event(trigger="toy.asked", about="x:1", unit=world.team_a, at=at("2026-03-05"))
    assert len(told) == 1


@pytest.mark.parametrize("many", [1, 10])
def test_an_event_takes_seven_statements(world, many):
    for _ in range(many):
        world.duty(
            world.team_leader_a,
            measure="event",
            cadence="event",
            evidence_kind="toy.answer",
            trigger="toy.asked",
            within=2,
            within_unit="days",
        )
    with statements() as told:
        rows = raise_event(
            trigger="toy.asked",
            about="x:1",
            unit=world.team_a,
            at=at("2026-03-05"),
            post=world.team_leader_a,
        )
    assert (len(rows), len(told)) == (many, 7)


@pytest.mark.parametrize("many", [1, 10])
def test_opening_what_is_opened_takes_as_many_statements_for_one_duty_as_for_ten(world, many):
    for _ in range(many):
        world.duty(world.team_leader_a, world.operator_b, owed="together")
        world.duty(world.operator_a)
    open_periods(now=at("2026-03-03"))
    with statements() as told:
        open_periods(now=at("2026-03-03 13:00"))
    assert len(told) == 16
