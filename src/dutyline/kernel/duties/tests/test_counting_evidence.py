"""Evidence counting for what is owed, whatever came first."""

from datetime import date
from decimal import Decimal

from dutyline.kernel.duties.models import Discharge, Evidence, Obligation
from dutyline.kernel.duties.operations import open_periods, settle_due, withdraw_evidence
from dutyline.kernel.duties.tests.organisation import act, appoint, end, leave
from dutyline.kernel.duties.tests.world import at, lay, stands
from dutyline.kernel.organisation.models import Place, PlaceKind
from dutyline.kernel.organisation.operations import create_place, move_post

MARCH = at("2026-03-02")


def test_enough_evidence_in_the_period_is_on_time(world):
    world.duty(world.team_leader_a, amount=2)
    open_periods(now=MARCH)
    world.show(world.li, "2026-03-05")
    assert stands() == [("li", "2026-03", "open", 1)]
    world.show(world.li, "2026-03-06")
    assert stands() == [("li", "2026-03", "on_time", 2)]
    assert Obligation.objects.get().settled_at == at("2026-03-06")


def test_what_is_shown_before_the_period_is_opened_counts_all_the_same(world):
    world.duty(world.team_leader_a, world.operator_b, owed="together")
    world.duty(world.team_leader_a)
    world.show(world.li, "2026-03-01")
    world.show(world.gao, "2026-03-01")
    open_periods(now=MARCH)
    assert sorted(stands()) == [
        ("li", "2026-03", "on_time", 1),
        ("operator_b", "2026-03", "on_time", 1),
        ("team_leader_a", "2026-03", "on_time", 1),
    ]


def test_one_act_counts_for_every_duty_it_fits(world):
    world.duty(world.team_leader_a)
    world.duty(world.team_leader_a, cadence="yearly", amount=3)
    world.duty(world.team_leader_a, cadence="weekly", owed="together")
    open_periods(now=MARCH)
    world.show(world.li, "2026-03-05")
    assert [row[2:] for row in stands()] == [("on_time", 1), ("on_time", 1), ("open", 1)]


def test_each_duty_of_forty_is_kept_by_who_kept_it(world):
    world.duty(world.operator_a)
    open_periods(now=MARCH)
    world.show(world.wang, "2026-03-05")
    assert stands() == [("sun", "2026-03", "open", 0), ("wang", "2026-03", "on_time", 1)]


def test_what_is_owed_together_is_kept_for_all_by_any_holder(world):
    world.duty(world.operator_a, owed="together")
    open_periods(now=MARCH)
    world.show(world.sun, "2026-03-05")
    assert stands() == [("operator_a", "2026-03", "on_time", 1)]


def test_an_acting_holders_act_counts_for_what_is_owed_together(world):
    world.duty(world.team_leader_a, owed="together")
    act(world, world.stranger, world.plant.appointments.li, "2026-03-03", "2026-03-10")
    open_periods(now=MARCH)
    world.show(world.stranger, "2026-03-12")
    assert stands() == [("team_leader_a", "2026-03", "open", 0)]
    world.show(world.stranger, "2026-03-09")
    assert stands() == [("team_leader_a", "2026-03", "on_time", 1)]


def test_who_covers_a_vacancy_keeps_it_by_his_own_act_in_its_unit(world):
    world.duty(world.team_leader_b, owed="together", area="unit")
    end(world, "gao", "2026-03-01")
    open_periods(now=MARCH)
    world.show(world.zhang, "2026-03-05")
    assert [row[2] for row in stands()] == ["open"]
    world.show(world.zhang, "2026-03-05", unit=world.team_b)
    assert [row[2] for row in stands()] == ["on_time"]


def test_a_group_act_counts_for_each_who_took_part_and_once_for_the_post(world):
    world.duty(world.operator_a)
    world.duty(world.operator_a, owed="together", amount=2)
    open_periods(now=MARCH)
    world.show_together(world.wang, world.sun, when="2026-03-05")
    assert stands() == [
        ("operator_a", "2026-03", "open", 1),
        ("sun", "2026-03", "on_time", 1),
        ("wang", "2026-03", "on_time", 1),
    ]


def test_the_area_of_a_duty_keeps_other_places_out(world):
    world.duty(world.workshop_head, area="subtree")
    world.duty(world.workshop_head, area="unit")
    open_periods(now=MARCH)
    world.show(world.zhang, "2026-03-05", unit=world.safety)
    assert [row[2] for row in stands()] == ["open", "open"]
    world.show(world.zhang, "2026-03-05", unit=world.team_a)
    assert [row[2] for row in stands()] == ["on_time", "open"]


def test_listed_places_are_an_area(world):
    places: list[Place] = [
        create_place(
            by=world.by,
            name=name,
            kind=PlaceKind.AREA,
            unit=world.workshop,
            on=date(2026, 1, 1),
            at=MARCH,
        )
        for name in ("Tank 1", "Tank 2")
    ]
    world.duty(world.workshop_head, area="places", places=[places[0].pk])
    open_periods(now=MARCH)
    piece = world.show(world.zhang, "2026-03-05", place=places[1])
    assert (piece.unit_id, [row[2] for row in stands()]) == (world.workshop.pk, ["open"])
    world.show(world.zhang, "2026-03-05", place=places[0])
    assert [row[2] for row in stands()] == ["on_time"]


def test_a_post_that_moved_within_the_period_counts_where_it_lay_on_the_day(world):
    world.duty(world.operator_a, area="unit", owed="together")
    open_periods(now=MARCH)
    move_post(by=world.by, post=world.operator_a, unit=world.team_b, on=date(2026, 3, 10), at=MARCH)
    world.show(world.wang, "2026-03-12", unit=world.team_b)
    assert [row[2] for row in stands()] == ["on_time"]


def test_evidence_in_the_grace_is_late(world):
    world.duty(world.team_leader_a, cadence="weekly", grace_days=2)
    open_periods(now=at("2026-03-07"))
    world.show(world.li, "2026-03-09")
    assert [row[1:3] for row in stands()] == [("2026-W10", "late"), ("2026-W11", "open")]


def test_evidence_recorded_in_the_wrong_order_is_shared_out_as_it_occurred(world):
    world.duty(world.team_leader_a, cadence="weekly", grace_days=2)
    open_periods(now=at("2026-03-07"))
    world.show(world.li, "2026-03-09")
    world.show(world.li, "2026-03-08", recorded="2026-03-09 13:00")
    assert [row[1:3] for row in stands()] == [("2026-W10", "on_time"), ("2026-W11", "on_time")]


def test_one_act_fills_the_grace_of_one_duty_and_the_period_of_another(world):
    world.duty(world.team_leader_a, cadence="weekly", grace_days=2)
    world.duty(world.team_leader_a, cadence="weekly")
    open_periods(now=at("2026-03-07"))
    world.show(world.li, "2026-03-09")
    settle_due(now=at("2026-03-09 13:00"))
    assert [row[1:3] for row in stands(version__grace_days=0)] == [
        ("2026-W10", "missed"),
        ("2026-W11", "on_time"),
    ]
    assert [row[1:3] for row in stands(version__grace_days=2)] == [
        ("2026-W10", "late"),
        ("2026-W11", "open"),
    ]


def test_a_back_filled_piece_counts_as_late_and_always_shows(world):
    world.duty(world.team_leader_a)
    open_periods(now=MARCH)
    piece = world.show(world.li, "2026-03-05", recorded="2026-03-20")
    assert [row[2] for row in stands()] == ["late"]
    assert Evidence.objects.get(pk=piece.pk).back_filled
    world.show(world.li, "2026-03-21")
    assert [row[2] for row in stands()] == ["on_time"]


def test_the_criterion_can_let_back_filled_pieces_count_as_they_occurred(world):
    lay("duties.back_fill_counts", "on_time")
    world.duty(world.team_leader_a)
    open_periods(now=MARCH)
    piece = world.show(world.li, "2026-03-05", recorded="2026-03-20")
    assert ([row[2] for row in stands()], piece.back_filled) == (["on_time"], True)


def test_late_truth_turns_missed_into_late_while_the_period_is_not_closed(world):
    world.duty(world.team_leader_a, cadence="weekly")
    open_periods(now=MARCH)
    assert settle_due(now=at("2026-03-09 00:00")) == 1
    assert [row[2] for row in stands()] == ["missed"]
    world.show(world.li, "2026-03-08", recorded="2026-03-09")
    assert [row[2] for row in stands()] == ["on_time"]


def test_withdrawn_evidence_counts_no_more(world):
    world.duty(world.team_leader_a)
    open_periods(now=MARCH)
    piece = world.show(world.li, "2026-03-05")
    withdraw_evidence(by=world.by, source=piece.source, reason="not done", at=at("2026-03-06"))
    assert [row[2:] for row in stands()] == [("open", 0)]
    assert Discharge.objects.count() == 0
    again = world.show(world.li, "2026-03-05", source=piece.source)
    assert (again, [row[2] for row in stands()]) == (piece, ["open"])


def test_withdrawing_frees_what_stood_behind_it(world):
    world.duty(world.team_leader_a, cadence="weekly", grace_days=2)
    open_periods(now=at("2026-03-07"))
    first = world.show(world.li, "2026-03-08")
    world.show(world.li, "2026-03-09")
    assert [row[2] for row in stands()] == ["on_time", "on_time"]
    withdraw_evidence(by=world.by, source=first.source, reason="mistaken", at=at("2026-03-10"))
    assert [row[2] for row in stands()] == ["late", "open"]


def test_leave_approved_later_takes_the_evidence_off_again(world):
    world.duty(world.team_leader_a, cadence="weekly", grace_days=2)
    open_periods(now=at("2026-03-07"))
    world.show(world.li, "2026-03-08")
    leave(world, world.li, "2026-03-01", "2026-03-09")
    open_periods(now=at("2026-03-08"))
    assert [row[1:] for row in stands()] == [("2026-W10", "excused", 0), ("2026-W11", "open", 0)]
    assert Discharge.objects.count() == 0


def test_what_somebody_did_before_his_appointment_was_recorded_counts_from_its_first_day(world):
    world.duty(world.team_leader_b, owed="together")
    open_periods(now=MARCH)
    world.show(world.stranger, "2026-03-05")
    assert [row[2] for row in stands()] == ["open"]
    appoint(world, world.stranger, world.team_leader_b, "2026-03-04")
    open_periods(now=at("2026-03-06"))
    assert [row[2] for row in stands()] == ["on_time"]


def test_amounts_add_up_in_parts(world):
    world.duty(world.team_leader_a, amount=Decimal("7.5"), evidence_kind="toy.lesson")
    open_periods(now=MARCH)
    world.show(world.li, "2026-03-05", kind="toy.lesson", amount=Decimal("2.5"))
    world.show(world.li, "2026-03-06", kind="toy.lesson", amount=5)
    assert [row[2:] for row in stands()] == [("on_time", Decimal("7.5"))]
