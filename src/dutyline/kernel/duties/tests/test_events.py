"""Events: who owes an answer, by when, and what a withdrawn cause leaves."""

from datetime import date

import pytest

from dutyline.kernel.duties.models import Cancellation, Obligation
from dutyline.kernel.duties.operations import (
    cancel_event,
    open_periods,
    raise_event,
    settle_due,
    withdraw_evidence,
)
from dutyline.kernel.duties.tests.organisation import act, appoint, end, leave, shift
from dutyline.kernel.duties.tests.world import at, stands

ASKED = "2026-03-05 10:00"


def ask(world, unit, when=ASKED, about="toy.thing:1", **who):
    return raise_event(trigger="toy.asked", about=about, unit=unit, at=at(when), **who)


def answer(world, person, when, about="toy.thing:1", **facts):
    return world.show(person, when, kind="toy.answer", about=about, **facts)


def duty(world, *posts, **asks):
    facts = {
        "measure": "event",
        "cadence": "event",
        "evidence_kind": "toy.answer",
        "trigger": "toy.asked",
        "within": 3,
        "within_unit": "days",
        **asks,
    }
    return world.duty(*posts, **facts)


def owing():
    return [(row[0], row[2]) for row in stands()]


def test_an_event_opens_an_obligation_about_the_thing(world):
    duty(world, world.team_leader_a)
    [row] = ask(world, world.team_a)
    assert (row.person, row.about, row.starts_at) == (world.li, "toy.thing:1", at(ASKED))
    assert (row.due_on, row.unit) == (date(2026, 3, 8), world.team_a)


def test_an_answer_about_the_same_thing_in_time_keeps_it(world):
    duty(world, world.team_leader_a)
    ask(world, world.team_a)
    answer(world, world.li, "2026-03-06", about="toy.thing:2")
    assert owing() == [("li", "open")]
    answer(world, world.li, "2026-03-08 23:59")
    assert owing() == [("li", "on_time")]


def test_within_hours_is_counted_to_the_minute(world):
    duty(world, world.team_leader_a, within=1, within_unit="hours")
    ask(world, world.team_a)
    ask(world, world.team_a, about="toy.thing:2")
    answer(world, world.li, "2026-03-05 11:00")
    answer(world, world.li, "2026-03-05 11:01", about="toy.thing:2")
    settle_due(now=at("2026-03-05 12:00"))
    assert owing() == [("li", "on_time"), ("li", "missed")]


def test_within_shifts_follows_the_calendar_of_the_unit(world):
    shift(world, world.workshop, "day", (8, 20))
    shift(world, world.workshop, "night", (20, 8))
    duty(world, world.team_leader_a, within=2, within_unit="shifts")
    [row] = ask(world, world.team_a)
    assert row.due_at == at("2026-03-06 20:00")


def test_an_event_told_twice_opens_one_obligation(world):
    duty(world, world.team_leader_a)
    assert len(ask(world, world.team_a)) == 1
    assert ask(world, world.team_a) == []
    assert len(ask(world, world.team_a, when="2026-03-07")) == 1


def test_a_trigger_nobody_declares_is_a_mistake(world):
    with pytest.raises(KeyError):
        raise_event(trigger="toy.unheard_of", about="x:1", unit=world.team_a, at=at(ASKED))


def test_it_concerns_the_person_named_wherever_his_post_lies(world):
    duty(world, world.safety_manager, world.workshop_head, area="unit")
    rows = ask(world, world.team_a, person=world.chen)
    assert [row.post for row in rows] == [world.safety_manager]
    answer(world, world.chen, "2026-03-06", unit=world.team_a)
    assert owing() == [("chen", "on_time")]


def test_it_concerns_the_post_named_and_nobody_else(world):
    duty(world, world.operator_a, world.team_leader_a)
    rows = ask(world, world.team_a, post=world.operator_a)
    assert {row.person for row in rows} == {world.wang, world.sun}
    assert {row.person for row in ask(world, world.team_a, "2026-03-06", person=world.sun)} == {
        world.sun
    }


def test_a_duty_of_own_acts_concerns_everybody_in_the_unit_and_under_it(world):
    duty(world, world.operator_a, world.team_leader_b, world.workshop_head, world.resin_principal)
    rows = ask(world, world.workshop)
    assert {row.person.number for row in rows} == {"wang", "sun", "gao", "zhang"}


@pytest.mark.parametrize(
    ("area", "posts"),
    [("unit", {"team_leader_a"}), ("subtree", {"team_leader_a", "workshop_head"})],
)
def test_a_duty_for_an_area_concerns_who_answers_for_the_unit(world, area, posts):
    duty(world, world.team_leader_a, world.team_leader_b, world.workshop_head, area=area)
    assert {row.post.code for row in ask(world, world.team_a)} == posts


def test_who_was_not_yet_there_owes_no_answer(world):
    duty(world, world.operator_a)
    rows = ask(world, world.team_a, when="2026-02-01 12:00")
    assert [row.person for row in rows] == [world.wang]


def test_what_is_owed_together_may_be_answered_by_who_came_later(world):
    duty(world, world.operator_b, owed="together", within=5)
    [row] = ask(world, world.team_b)
    assert (row.covered_by, row.reason) == (world.team_leader_b, "covering")
    appoint(world, world.stranger, world.operator_b, "2026-03-06")
    open_periods(now=at("2026-03-06"))
    answer(world, world.stranger, "2026-03-07")
    assert owing() == [("operator_b", "on_time")]


def test_leave_over_most_of_the_time_excuses_from_the_answer(world):
    duty(world, world.team_leader_a)
    leave(world, world.li, "2026-03-05", "2026-03-08")
    [row] = ask(world, world.team_a)
    assert (row.state, row.reason) == ("excused", "leave")


def test_leave_approved_later_excuses_too(world):
    duty(world, world.team_leader_a)
    ask(world, world.team_a)
    open_periods(now=at("2026-03-05 11:00"))
    leave(world, world.li, "2026-03-05", "2026-03-09")
    open_periods(now=at("2026-03-05 12:00"))
    assert owing() == [("li", "excused")]


def test_an_acting_holder_answers_for_the_absent_one(world):
    duty(world, world.team_leader_a)
    act(world, world.wang, world.plant.appointments.li, "2026-03-01", "2026-04-01")
    ask(world, world.team_a)
    assert sorted(owing()) == [("li", "excused"), ("wang", "open")]


def test_working_out_again_changes_nothing_where_nothing_changed(world):
    duty(world, world.team_leader_a, world.operator_a)
    duty(world, world.team_leader_a, within=30, within_unit="hours", owed="together")
    ask(world, world.workshop)
    ask(world, world.team_a, about="toy.thing:2")
    before = list(Obligation.objects.order_by("id").values())
    world.duty(world.team_leader_a, world.operator_a)
    open_periods(now=at("2026-03-05 11:00"))
    kept = Obligation.objects.exclude(about="").order_by("id").values()
    assert list(kept) == before


def test_an_answer_after_the_grace_is_missed_and_shown_as_made_good(world):
    duty(world, world.team_leader_a)
    ask(world, world.team_a)
    settle_due(now=at("2026-03-10"))
    answer(world, world.li, "2026-03-12")
    row = Obligation.objects.get()
    assert (row.state, row.done) == ("missed", 0)
    assert [discharge.timing for discharge in row.discharges.all()] == ["after"]


def test_told_late_it_finds_the_answer_that_is_there(world):
    duty(world, world.team_leader_a)
    answer(world, world.li, "2026-03-06")
    ask(world, world.team_a)
    assert owing() == [("li", "on_time")]


def test_a_withdrawn_cause_asks_for_nothing_more(world):
    duty(world, world.team_leader_a, world.operator_a)
    ask(world, world.team_a)
    answer(world, world.wang, "2026-03-06")
    done = cancel_event(
        trigger="toy.asked", about="toy.thing:1", reason="voided", at=at("2026-03-07")
    )
    assert done == 3
    assert sorted(owing()) == [
        ("li", "not_applicable"),
        ("sun", "not_applicable"),
        ("wang", "on_time"),
    ]
    assert set(Cancellation.objects.values_list("reason", flat=True)) == {"voided"}
    row = Obligation.objects.get(person=world.li)
    assert (row.reason, row.settled_at) == ("withdrawn", at("2026-03-07"))


def test_what_was_answered_and_then_withdrawn_is_not_asked_for_either(world):
    duty(world, world.team_leader_a)
    ask(world, world.team_a)
    piece = answer(world, world.li, "2026-03-06")
    cancel_event(trigger="toy.asked", about="toy.thing:1", reason="voided", at=at("2026-03-07"))
    withdraw_evidence(by=world.by, source=piece.source, reason="voided", at=at("2026-03-07"))
    assert owing() == [("li", "not_applicable")]


def test_a_cause_withdrawn_twice_is_withdrawn_once(world):
    duty(world, world.team_leader_a)
    ask(world, world.team_a)
    told = {"trigger": "toy.asked", "about": "toy.thing:1", "reason": "voided"}
    assert cancel_event(at=at("2026-03-07"), **told) == 1
    assert cancel_event(at=at("2026-03-08"), **told) == 0


def test_a_vacant_post_owes_no_own_answer(world):
    duty(world, world.operator_b)
    end(world, "gao", "2026-03-01")
    assert ask(world, world.team_b) == []
