"""Telling all evidence again from its sources gives the same states."""

import os
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dutyline.kernel.duties.models import Discharge, Evidence, Obligation, Withdrawal
from dutyline.kernel.duties.operations import (
    close_periods,
    open_periods,
    raise_event,
    replay,
    settle_due,
    withdraw_evidence,
)
from dutyline.kernel.duties.operations.replaying import snapshot
from dutyline.kernel.duties.tests.organisation import appoint, leave
from dutyline.kernel.duties.tests.world import at

CASES = int(os.environ.get("DUTYLINE_CASES", "25"))
LAST = at("2026-04-20")


def void(world, source):
    withdraw_evidence(by=world.by, source=source, reason="void", at=LAST)
    world.toy.FACTS[:] = [fact for fact in world.toy.FACTS if fact.source != source]


def story(world):
    """A few weeks with everything in them."""
    appoint(world, world.wang, world.team_leader_a, "2026-01-01")
    world.duty(world.team_leader_a, cadence="weekly", owed="together", grace_days=2, amount=2)
    world.duty(world.operator_a, cadence="weekly", grace_days=2)
    world.duty(world.operator_a, cadence="monthly", amount=3, area="unit")
    world.duty(
        world.team_leader_a,
        measure="event",
        cadence="event",
        evidence_kind="toy.answer",
        trigger="toy.asked",
        within=2,
        within_unit="days",
    )
    leave(world, world.sun, "2026-03-05", "2026-03-20")
    for day in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"):
        open_periods(now=at(day))
    raise_event(trigger="toy.asked", about="thing:1", unit=world.team_a, at=at("2026-03-10"))
    world.show(world.li, "2026-03-11", kind="toy.answer", about="thing:1")
    world.show_together(world.li, world.wang, when="2026-03-09")
    world.show(world.wang, "2026-03-04", recorded="2026-03-12")
    world.show(world.sun, "2026-03-03", unit=world.team_b)
    piece = world.show(world.wang, "2026-03-17")
    world.show(world.wang, "2026-03-24", recorded="2026-03-24")
    close_periods(now=at("2026-03-25"))
    void(world, piece.source)
    world.show(world.li, "2026-03-05", recorded="2026-03-28")


def test_a_replay_over_an_empty_table_gives_the_same_states(world):
    story(world)
    found = replay(now=LAST)
    assert found.differences == []
    assert (found.lost, found.new, found.agrees) == ([], [], True)
    assert (found.facts, found.obligations) == (7, Obligation.objects.count())


def test_a_replay_changes_nothing(world):
    story(world)
    models = (Evidence, Withdrawal, Discharge, Obligation)
    before = [list(model.objects.order_by("id").values()) for model in models]
    replay(now=LAST)
    assert [list(model.objects.order_by("id").values()) for model in models] == before


def test_a_replay_names_what_its_sources_do_not_tell(world):
    story(world)
    world.show(world.li, "2026-03-26", replayed=False, source="toy.walk:lost")
    assert replay(now=LAST).lost == [f"toy.walk toy.walk:lost {world.li.pk}"]


def test_a_replay_names_what_was_never_recorded(world):
    story(world)
    fact = next(fact for fact in world.toy.FACTS if fact.person_id == world.sun.pk)
    world.toy.FACTS.append(replace(fact, source="toy.walk:new"))
    assert replay(now=LAST).new == [f"toy.walk toy.walk:new {world.sun.pk}"]


acts = st.lists(
    st.tuples(
        st.integers(0, 40),  # day from 1 March
        st.integers(0, 23),
        st.integers(0, 6),  # days until it is recorded
        st.sampled_from(["li", "wang", "sun", "both"]),
        st.integers(1, 3),
        st.booleans(),  # voided later
    ),
    max_size=7,
    unique=True,
)


@settings(
    max_examples=CASES,
    deadline=None,
    # Each case takes a database round the block; making it smaller would take an hour.
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=acts, order=st.randoms(use_true_random=False))
def test_whatever_the_order_of_recording_voiding_and_closing_the_same_is_true_in_the_end(
    running, acts, order
):
    shuffled = list(acts)
    order.shuffle(shuffled)
    with transaction.atomic():
        told = _told(running, acts)
        transaction.set_rollback(True)
    with transaction.atomic():
        told_otherwise = _told(running, shuffled)
        assert replay(now=LAST).agrees
        transaction.set_rollback(True)
    assert told == told_otherwise


@pytest.fixture
def running(world):
    """Six weeks of duties of each kind, with no, little and much grace."""
    appoint(world, world.wang, world.team_leader_a, "2026-01-01")
    for grace in (0, 1, 4):
        asks = {"cadence": "weekly", "grace_days": grace}
        world.duty(world.team_leader_a, owed="together", amount=2, **asks)
        world.duty(world.operator_a, **asks)
    world.duty(world.operator_a, cadence="monthly", amount=3)
    for day in ("2026-03-01", "2026-03-15", "2026-03-29"):
        open_periods(now=at(day))
    return world


def _told(world, acts):
    """Let acts be recorded in the order given; return how everything stands."""
    world.toy.FACTS.clear()
    for number, (day, hour, wait, who, amount, voided) in enumerate(acts):
        source = f"toy.walk:{day}.{hour}.{wait}.{who}.{amount}.{voided}"
        if number == len(acts) // 2:
            close_periods(now=at("2026-03-24"))
        persons = [world.li, world.wang] if who == "both" else [getattr(world, who)]
        world.show_together(
            *persons,
            when=_moment(day, hour),
            recorded=_moment(day + wait, hour),
            source=source,
            amount=amount,
        )
        if voided:
            void(world, source)
    close_periods(now=at("2026-03-24"))
    settle_due(now=LAST)
    return snapshot()


def _moment(day, hour):
    month, day = (3, day + 1) if day < 31 else (4, day - 30)
    return f"2026-{month:02}-{day:02} {hour:02}:30"
