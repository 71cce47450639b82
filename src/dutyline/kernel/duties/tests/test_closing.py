"""Settling and closing: when something is missed, what freezes, and what later truth adds."""

from datetime import date
from decimal import Decimal

from dutyline.kernel.duties.models import Correction, Discharge, IndicatorReading, Obligation
from dutyline.kernel.duties.operations import (
    close_periods,
    open_periods,
    recheck,
    settle_due,
    withdraw_evidence,
)
from dutyline.kernel.duties.tests.organisation import leave, move
from dutyline.kernel.duties.tests.world import at, lay, stands
from dutyline.kernel.registry import Measurement

WEEK_OVER = at("2026-03-09 00:00")


def weekly(world, **asks):
    world.duty(world.team_leader_a, cadence="weekly", **asks)
    open_periods(now=at("2026-03-06"))


def corrections():
    rows = Correction.objects.order_by("id")
    return [(row.state, row.done, row.cause, row.source) for row in rows]


def test_nothing_is_missed_while_its_grace_runs(world):
    weekly(world, grace_days=2)
    assert settle_due(now=at("2026-03-10 23:59")) == 0
    assert settle_due(now=at("2026-03-11 00:00")) == 1
    row = Obligation.objects.get(period="2026-W10")
    assert (row.state, row.settled_at) == ("missed", row.grace_until)
    assert settle_due(now=at("2026-03-12")) == 0


def test_a_period_closes_the_days_of_the_criterion_after_its_end(world):
    weekly(world)
    assert close_periods(now=at("2026-03-13 23:59")) == 0
    assert close_periods(now=at("2026-03-14 00:01")) == 1
    assert close_periods(now=at("2026-03-14 00:02")) == 0
    row = Obligation.objects.get(period="2026-W10")
    assert (row.state, row.closed_at) == ("missed", at("2026-03-14 00:01"))


def test_nothing_closes_within_its_grace(world):
    weekly(world, grace_days=9)
    assert close_periods(now=at("2026-03-17 23:00")) == 0
    assert close_periods(now=at("2026-03-18 00:01")) == 1


def test_a_kept_obligation_closes_as_it_stands(world):
    weekly(world)
    world.show(world.li, "2026-03-06")
    close_periods(now=at("2026-03-14 00:01"))
    assert stands(period="2026-W10") == [("li", "2026-W10", "on_time", 1)]


def test_evidence_recorded_after_closing_is_a_correction_beside_the_frozen_state(world):
    weekly(world)
    close_periods(now=at("2026-03-14 00:01"))
    piece = world.show(world.li, "2026-03-06", recorded="2026-03-20")
    assert stands(period="2026-W10") == [("li", "2026-W10", "missed", 0)]
    assert corrections() == [("late", 1, "recorded", piece.source)]


def test_evidence_withdrawn_after_closing_is_a_correction_too(world):
    weekly(world)
    piece = world.show(world.li, "2026-03-06")
    close_periods(now=at("2026-03-14 00:01"))
    withdraw_evidence(by=world.by, source=piece.source, reason="void", at=at("2026-03-20"))
    assert stands(period="2026-W10") == [("li", "2026-W10", "on_time", 1)]
    assert corrections() == [("missed", 0, "withdrawn", piece.source)]


def test_what_the_frozen_state_was_computed_from_stays_to_be_seen(world):
    weekly(world)
    piece = world.show(world.li, "2026-03-06")
    closing = at("2026-03-14 00:01")
    close_periods(now=closing)
    later = world.show(world.li, "2026-03-07", recorded="2026-03-20")
    withdraw_evidence(by=world.by, source=piece.source, reason="void", at=at("2026-03-21"))
    frozen = Discharge.objects.filter(obligation__period="2026-W10", counted_at__lte=closing)
    assert [row.evidence_id for row in frozen] == [piece.pk]
    assert frozen.get().dropped_at == at("2026-03-21")
    now = Discharge.objects.filter(dropped_at=None)
    assert [row.evidence_id for row in now] == [later.pk]
    assert corrections() == [
        ("on_time", 2, "recorded", later.source),
        ("late", 1, "withdrawn", piece.source),
    ]


def test_the_same_truth_is_not_told_twice(world):
    weekly(world)
    close_periods(now=at("2026-03-14 00:01"))
    world.show(world.li, "2026-03-06", recorded="2026-03-20", source="toy.walk:5")
    world.show(world.li, "2026-03-06", recorded="2026-03-20", source="toy.walk:5")
    recheck(posts=[world.team_leader_a], since=at("2026-03-01"), now=at("2026-03-21"))
    assert len(corrections()) == 1


def test_leave_recorded_after_closing_is_a_correction(world):
    weekly(world)
    close_periods(now=at("2026-03-14 00:01"))
    leave(world, world.li, "2026-03-01", "2026-03-09")
    recheck(posts=[world.team_leader_a], since=at("2026-03-01"), now=at("2026-03-20"))
    assert stands(period="2026-W10") == [("li", "2026-W10", "missed", 0)]
    assert corrections() == [("excused", 0, "organisation", "")]
    world.show(world.li, "2026-03-06", recorded="2026-03-21")
    assert len(corrections()) == 1


def test_leave_taken_back_after_closing_is_judged_by_what_was_done(world):
    leave(world, world.li, "2026-03-01", "2026-03-09")
    weekly(world)
    world.show(world.li, "2026-03-06")
    close_periods(now=at("2026-03-14 00:01"))
    assert stands(period="2026-W10") == [("li", "2026-W10", "excused", 0)]
    world.li.leaves.update(valid_to=date(2026, 3, 2))
    recheck(posts=[world.team_leader_a], since=at("2026-03-01"), now=at("2026-03-20"))
    assert corrections() == [("on_time", 1, "organisation", "")]


def indicator(world, *posts, **asks):
    facts = {
        "measure": "indicator",
        "evidence_kind": None,
        "indicator": "toy.share",
        "comparison": "gte",
        "target": Decimal("0.95"),
        **asks,
    }
    return world.duty(*posts, **facts)


def measured(numerator, denominator):
    return Measurement(Decimal(numerator), Decimal(denominator))


def test_an_indicator_is_decided_when_its_period_closes(world):
    indicator(world, world.workshop_head)
    open_periods(now=at("2026-03-02"))
    world.toy.SHARES[world.workshop.path] = measured(19, 20)
    settle_due(now=at("2026-04-03"))
    assert [row[2] for row in stands(period="2026-03")] == ["open"]
    close_periods(now=at("2026-04-06"))
    assert stands(period="2026-03") == [("zhang", "2026-03", "on_time", 1)]
    reading = IndicatorReading.objects.get()
    assert (reading.numerator, reading.denominator, reading.at) == (19, 20, at("2026-04-06"))


def test_a_value_below_its_target_is_missed_with_the_part_reached(world):
    indicator(world, world.workshop_head)
    open_periods(now=at("2026-03-02"))
    world.toy.SHARES[world.workshop.path] = measured(57, 100)
    close_periods(now=at("2026-04-06"))
    assert stands(period="2026-03") == [("zhang", "2026-03", "missed", Decimal("0.6"))]


def test_where_nothing_fell_due_an_indicator_is_not_applicable(world):
    indicator(world, world.workshop_head, world.coatings_principal)
    open_periods(now=at("2026-03-02"))
    world.toy.SHARES[world.workshop.path] = measured(0, 0)
    close_periods(now=at("2026-04-06"))
    rows = Obligation.objects.filter(period="2026-03").order_by("id")
    assert [(row.state, row.reason) for row in rows] == [("not_applicable", "nothing_due")] * 2
    assert IndicatorReading.objects.count() == 1


def test_one_question_is_asked_for_all_units_of_a_period(world):
    indicator(world, world.workshop_head, world.team_leader_a, world.team_leader_b)
    open_periods(now=at("2026-03-02"))
    close_periods(now=at("2026-04-06"))
    [(paths, period)] = world.toy.ASKED
    assert set(paths) == {world.workshop.path, world.team_a.path, world.team_b.path}
    assert (period.starts_at, period.ends_at) == (at("2026-03-01 00:00"), at("2026-04-01 00:00"))


def test_a_unit_that_moved_is_measured_where_its_records_are_now(world):
    indicator(world, world.team_leader_a)
    open_periods(now=at("2026-03-02"))
    move(world, world.team_a, world.safety, "2026-03-20")
    close_periods(now=at("2026-04-06"))
    world.team_a.refresh_from_db()
    assert world.toy.ASKED[0][0] == (world.team_a.path,)


def test_an_excused_indicator_is_not_measured(world):
    indicator(world, world.workshop_head)
    leave(world, world.zhang, "2026-02-20", "2026-04-05")
    open_periods(now=at("2026-03-02"))
    close_periods(now=at("2026-04-06"))
    assert world.toy.ASKED == []
    assert [row[2] for row in stands(period="2026-03")] == ["excused"]


def test_a_longer_criterion_closes_later(world):
    lay("duties.close_after_days", 20)
    weekly(world)
    assert close_periods(now=at("2026-03-20")) == 0
    assert close_periods(now=at("2026-03-29 00:01")) == 1
