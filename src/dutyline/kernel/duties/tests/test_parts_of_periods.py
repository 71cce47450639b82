"""Who owes how much where the organisation does not stand still."""

from datetime import date

import pytest

from dutyline.kernel.duties.models import Obligation, OpeningClock, PostMark
from dutyline.kernel.duties.operations import (
    change_duty,
    give_up_duty,
    open_periods,
    report_vacancies,
    retire_duty,
    take_up_duty,
)
from dutyline.kernel.duties.operations.calendars import Calendars
from dutyline.kernel.duties.operations.opening import HORIZON
from dutyline.kernel.duties.operations.reallocating import reallocate
from dutyline.kernel.duties.tests.organisation import act, appoint, end, leave, move, shift
from dutyline.kernel.duties.tests.world import at, lay
from dutyline.kernel.organisation.models import Leave, Post
from dutyline.kernel.organisation.operations import close_unit, move_post, set_time_zone

MARCH = at("2026-03-02")


def parts(**where):
    """Return (who, period, amount, held, of, state, reason) by due moment and who."""
    rows = Obligation.objects.filter(**where).select_related("person", "post")
    return [
        (
            row.person.number if row.person else row.post.code,
            row.period,
            int(row.amount),
            row.days_held,
            row.days_of_period,
            row.state,
            row.reason,
        )
        for row in rows.order_by("due_at", "person__number", "id")
    ]


def opened(world, now=MARCH):
    """Open, and hold that the rules for all posts find nothing else than the statements did."""
    open_periods(now=now)
    posts = list(Post.objects.values_list("id", flat=True))
    before = list(Obligation.objects.order_by("id").values())
    began = dict(OpeningClock.objects.values_list("cadence", "began_at"))
    assert reallocate(posts, Calendars(now, now + HORIZON, began), now=now) == 0
    assert list(Obligation.objects.order_by("id").values()) == before
    return parts()


def test_approved_leave_prorates_what_is_owed(world):
    world.duty(world.operator_a, amount=4)
    leave(world, world.wang, "2026-03-10", "2026-03-26")
    assert opened(world) == [
        ("sun", "2026-03", 4, 31, 31, "open", ""),
        ("wang", "2026-03", 2, 15, 31, "open", ""),
    ]


def test_leave_approved_after_the_opening_counts_all_the_same(world):
    world.duty(world.operator_a, amount=4)
    open_periods(now=MARCH)
    leave(world, world.wang, "2026-02-20", "2026-04-02")
    open_periods(now=at("2026-03-02 13:00"))
    assert parts(person=world.wang) == [("wang", "2026-03", 4, 0, 31, "excused", "leave")]


def test_leave_taken_back_is_owed_again(world):
    world.duty(world.operator_a, amount=4)
    leave(world, world.wang, "2026-02-20", "2026-04-02")
    open_periods(now=MARCH)
    Leave.objects.update(valid_to=date(2026, 2, 25))
    open_periods(now=at("2026-03-03"))
    assert parts(person=world.wang) == [("wang", "2026-03", 4, 31, 31, "open", "")]


def test_an_acting_holder_answers_for_his_days_and_excuses_the_absent_one(world):
    world.duty(world.team_leader_a, amount=4)
    act(world, world.wang, world.plant.appointments.li, "2026-03-01", "2026-03-17")
    assert opened(world) == [
        ("li", "2026-03", 2, 15, 31, "open", ""),
        ("wang", "2026-03", 2, 16, 31, "open", ""),
    ]


def test_an_acting_holder_for_the_whole_period_excuses_the_absent_one(world):
    world.duty(world.team_leader_a, cadence="weekly")
    act(world, world.wang, world.plant.appointments.li, "2026-03-01", "2026-03-17")
    assert opened(world) == [
        ("li", "2026-W10", 1, 0, 7, "excused", "acting"),
        ("wang", "2026-W10", 1, 7, 7, "open", ""),
    ]


def test_a_job_share_owes_a_common_duty_once_while_one_is_there(world):
    appoint(world, world.wang, world.team_leader_a, "2026-01-01")
    world.duty(world.team_leader_a, owed="together")
    leave(world, world.li, "2026-03-01", "2026-04-01")
    assert opened(world) == [("team_leader_a", "2026-03", 1, 31, 31, "open", "")]


def test_a_vacant_posts_common_duty_is_covered_by_its_superior_post(world):
    world.duty(world.operator_b, owed="together")
    world.duty(world.operator_b, owed="each")
    assert opened(world) == [("operator_b", "2026-03", 1, 31, 31, "open", "covering")]
    assert Obligation.objects.get().covered_by == world.team_leader_b


def test_a_vacancy_is_covered_by_the_next_superior_who_is_there(world):
    end(world, "gao", "2026-02-01")
    world.duty(world.operator_b, owed="together")
    assert opened(world) == [("operator_b", "2026-03", 1, 31, 31, "open", "covering")]
    assert Obligation.objects.get().covered_by == world.workshop_head


def test_the_criterion_can_show_a_vacancy_instead(world):
    lay("duties.vacancy", "show")
    world.duty(world.operator_b, owed="together")
    assert opened(world) == [("operator_b", "2026-03", 1, 0, 31, "excused", "vacancy")]


def test_a_post_filled_within_the_period_leaves_the_common_duty_with_who_answered_longest(world):
    world.duty(world.operator_b, owed="together", amount=4)
    open_periods(now=MARCH)
    appoint(world, world.stranger, world.operator_b, "2026-03-05")
    open_periods(now=at("2026-03-05"))
    assert parts() == [("operator_b", "2026-03", 4, 31, 31, "open", "")]
    assert Obligation.objects.get().covered_by == world.team_leader_b


def test_who_covers_follows_the_line_when_it_changes(world):
    world.duty(world.operator_b, owed="together")
    open_periods(now=MARCH)
    end(world, "gao", "2026-03-01")
    report_vacancies(now=at("2026-03-03"))
    open_periods(now=at("2026-03-03"))
    assert Obligation.objects.get().covered_by == world.workshop_head


def test_an_appointment_ended_within_the_period_owes_its_part_when_the_period_is_due(world):
    world.duty(world.operator_a, amount=4)
    open_periods(now=MARCH)
    end(world, "wang", "2026-03-17")
    open_periods(now=at("2026-03-18"))
    assert parts(person=world.wang) == [("wang", "2026-03", 2, 16, 31, "open", "")]
    row = Obligation.objects.get(person=world.wang)
    assert (row.due_on, row.starts_at) == (date(2026, 3, 31), at("2026-03-01 00:00"))


def test_an_appointment_ended_before_the_period_began_never_owed_it(world):
    world.duty(world.operator_a, cadence="weekly")
    open_periods(now=at("2026-03-07"))
    assert [row[:2] for row in parts(person=world.wang)] == [
        ("wang", "2026-W10"),
        ("wang", "2026-W11"),
    ]
    end(world, "wang", "2026-03-02")
    open_periods(now=at("2026-03-07 13:00"))
    # What had begun stays and says why it is not owed; what lay ahead is gone.
    assert parts(person=world.wang) == [
        ("wang", "2026-W10", 0, 0, 7, "not_applicable", "held_part")
    ]


def test_somebody_appointed_later_with_an_earlier_day_owes_from_that_day(world):
    world.duty(world.operator_b, amount=31)
    open_periods(now=MARCH)
    appoint(world, world.stranger, world.operator_b, "2026-03-01")
    open_periods(now=at("2026-03-20"))
    assert parts() == [("stranger", "2026-03", 31, 31, 31, "open", "")]


def test_a_duty_taken_up_within_the_period_is_owed_from_then(world):
    duty = world.duty(amount=31)
    open_periods(now=MARCH)
    take_up_duty(by=world.by, post=world.team_leader_a, duty=duty, on=date(2026, 3, 12), at=MARCH)
    assert opened(world, at("2026-03-12")) == [("li", "2026-03", 20, 20, 31, "open", "")]


def test_a_duty_given_up_within_the_period_is_owed_until_then(world):
    duty = world.duty(world.team_leader_a, amount=31)
    open_periods(now=MARCH)
    give_up_duty(by=world.by, post=world.team_leader_a, duty=duty, on=date(2026, 3, 12), at=MARCH)
    assert opened(world, at("2026-03-12")) == [("li", "2026-03", 11, 11, 31, "open", "")]


def test_a_changed_duty_governs_from_the_next_period(world):
    duty = world.duty(world.team_leader_a, amount=4)
    open_periods(now=MARCH)
    change_duty(by=world.by, duty=duty, on=date(2026, 3, 10), at=MARCH, amount=9)
    open_periods(now=at("2026-03-31"))
    assert [row[1:3] for row in parts()] == [("2026-03", 4), ("2026-04", 9)]


def test_a_duty_changed_at_once_splits_the_running_period(world):
    duty = world.duty(world.team_leader_a, amount=31)
    open_periods(now=MARCH)
    change_duty(by=world.by, duty=duty, on=date(2026, 3, 11), at=MARCH, at_once=True, amount=62)
    assert opened(world, at("2026-03-11")) == [
        ("li", "2026-03", 10, 10, 31, "open", ""),
        ("li", "2026-03", 42, 21, 31, "open", ""),
    ]
    first, second = Obligation.objects.order_by("id")
    assert (first.due_on, second.due_on) == (date(2026, 3, 31), date(2026, 3, 31))
    assert second.starts_at == at("2026-03-11 00:00")


def test_a_change_seen_before_its_period_began_replaces_what_was_opened(world):
    duty = world.duty(world.team_leader_a, cadence="daily")
    open_periods(now=MARCH)
    change_duty(by=world.by, duty=duty, on=date(2026, 3, 4), at=MARCH, amount=3)
    open_periods(now=at("2026-03-02 15:00"))
    assert [row[1:3] for row in parts()] == [
        ("2026-03-02", 1),
        ("2026-03-03", 1),
        ("2026-03-04", 3),
    ]


def test_a_retired_duty_runs_to_the_end_of_its_period(world):
    duty = world.duty(world.team_leader_a, amount=31)
    open_periods(now=MARCH)
    retire_duty(by=world.by, duty=duty, on=date(2026, 3, 10), at=MARCH)
    open_periods(now=at("2026-04-01"))
    assert [row[1:5] for row in parts()] == [("2026-03", 31, 31, 31)]


def test_a_duty_retired_at_once_ends_with_the_day(world):
    duty = world.duty(world.team_leader_a, amount=31)
    open_periods(now=MARCH)
    retire_duty(by=world.by, duty=duty, on=date(2026, 3, 11), at=MARCH, at_once=True)
    open_periods(now=at("2026-03-20"))
    assert [row[1:5] for row in parts()] == [("2026-03", 10, 10, 31)]


def test_a_unit_that_moves_keeps_the_path_of_the_day_its_period_began(world):
    world.duty(world.team_leader_a, cadence="weekly")
    open_periods(now=MARCH)
    old = world.team_a.path
    move(world, world.team_a, world.safety, "2026-03-05")
    open_periods(now=at("2026-03-09"))
    world.team_a.refresh_from_db()
    rows = Obligation.objects.order_by("due_at").values_list("period", "unit_path")
    assert list(rows) == [("2026-W10", old), ("2026-W11", world.team_a.path)]
    assert world.team_a.path.startswith(world.safety.path)


def test_periods_opened_before_a_move_was_known_follow_it_when_they_begin_after(world):
    world.duty(world.team_leader_a, cadence="daily")
    open_periods(now=MARCH)
    move(world, world.team_a, world.safety, "2026-03-03")
    open_periods(now=at("2026-03-03 00:30"))
    world.team_a.refresh_from_db()
    paths = dict(Obligation.objects.values_list("period", "unit_path"))
    assert paths["2026-03-02"] != world.team_a.path
    assert {paths["2026-03-03"], paths["2026-03-04"]} == {world.team_a.path}


def test_a_post_that_moves_keeps_the_unit_of_the_day_its_period_began(world):
    world.duty(world.operator_a)
    open_periods(now=MARCH)
    move_post(by=world.by, post=world.operator_a, unit=world.team_b, on=date(2026, 3, 10), at=MARCH)
    open_periods(now=at("2026-04-01"))
    rows = Obligation.objects.filter(person=world.wang).order_by("due_at")
    assert [row.unit for row in rows] == [world.team_a, world.team_b]


def test_a_closed_unit_ends_its_appointments_and_owes_the_part_it_ran(world):
    world.duty(world.team_leader_a, amount=31)
    open_periods(now=MARCH)
    close_unit(
        by=world.by,
        unit=world.team_a,
        on=date(2026, 3, 11),
        at=at("2026-03-11"),
        with_contents=True,
    )
    open_periods(now=at("2026-03-12"))
    assert parts() == [("li", "2026-03", 10, 10, 31, "open", "")]


def test_each_shift_of_the_units_calendar_is_a_period(world):
    day, night = (
        shift(world, world.workshop, "day", (8, 20)),
        shift(world, world.workshop, "night", (20, 8)),
    )
    world.duty(world.team_leader_a, cadence="shift")
    found = opened(world, at("2026-03-02 12:00"))
    assert [row[1] for row in found] == [
        f"2026-03-02.{day.pk}",
        f"2026-03-02.{night.pk}",
        f"2026-03-03.{day.pk}",
        f"2026-03-03.{night.pk}",
        f"2026-03-04.{day.pk}",
    ]
    row = Obligation.objects.order_by("due_at")[1]
    assert (row.starts_at, row.due_at) == (at("2026-03-02 20:00"), at("2026-03-03 08:00"))
    assert row.due_on == date(2026, 3, 3)


def test_a_unit_follows_its_own_calendar_before_that_above(world):
    shift(world, world.workshop, "day", (8, 20))
    own = shift(world, world.team_a, "every third", (6, 14), cycle=3)
    world.duty(world.team_leader_a, world.team_leader_b, cadence="shift")
    found = opened(world, at("2026-03-02 12:00"))
    assert [row[:2] for row in found if row[0] == "li"] == [("li", f"2026-03-02.{own.pk}")]
    assert [row[0] for row in found].count("gao") == 3


def test_a_day_of_leave_excuses_from_the_shift_that_begins_on_it(world):
    shift(world, world.workshop, "night", (20, 8))
    world.duty(world.team_leader_a, cadence="shift")
    leave(world, world.li, "2026-03-03", "2026-03-04")
    states = [row[5:] for row in opened(world, at("2026-03-02 12:00"))]
    assert states == [("open", ""), ("excused", "leave")]


def test_a_calendar_changed_takes_away_the_shifts_that_will_not_run(world):
    day = shift(world, world.workshop, "day", (8, 20))
    world.duty(world.team_leader_a, cadence="shift")
    open_periods(now=at("2026-03-02 12:00"))
    day.valid_to = date(2026, 3, 4)
    day.save()
    open_periods(now=at("2026-03-02 13:00"))
    assert [row[1] for row in parts()] == [f"2026-03-02.{day.pk}", f"2026-03-03.{day.pk}"]


def test_what_is_owed_once_falls_due_within_its_limit_of_taking_up_the_post(world):
    world.duty(
        world.operator_a, cadence="once", within=30, within_unit="days", on=date(2026, 1, 10)
    )
    found = opened(world, at("2026-02-01"))
    assert [row[:2] for row in found] == [("wang", "once"), ("sun", "once")]
    due = dict(Obligation.objects.values_list("person__number", "due_on"))
    assert due == {"wang": date(2026, 3, 3), "sun": date(2026, 3, 4)}
    assert open_periods(now=at("2026-05-01")) == 0


def test_what_is_owed_once_is_owed_again_by_the_next_holder_alone(world):
    world.duty(world.operator_b, cadence="once", within=30, within_unit="days")
    open_periods(now=MARCH)
    assert parts() == []
    appoint(world, world.stranger, world.operator_b, "2026-03-03")
    open_periods(now=at("2026-03-03"))
    assert [row[:2] for row in parts()] == [("stranger", "once")]


def test_what_is_owed_once_together_is_owed_once_a_post(world):
    world.duty(world.operator_a, cadence="once", owed="together", within=5, within_unit="days")
    assert [row[:2] for row in opened(world)] == [("operator_a", "once")]
    # Taken up long ago, it is asked for from the day the duty was first met.
    assert Obligation.objects.get().due_on == date(2026, 3, 7)


def test_units_in_other_zones_have_their_own_midnights(world):
    set_time_zone(by=world.by, unit=world.coatings, time_zone="Europe/Berlin", at=MARCH)
    world.duty(world.team_leader_a, world.coatings_principal, cadence="daily")
    open_periods(now=at("2026-03-28 12:00"))
    rows = Obligation.objects.filter(post=world.coatings_principal).order_by("due_at")
    assert [row.period for row in rows] == ["2026-03-28", "2026-03-29", "2026-03-30"]
    lengths = [(row.due_at - row.starts_at).total_seconds() / 3600 for row in rows]
    assert [round(length) for length in lengths] == [24, 23, 24]


def test_a_duty_taken_up_with_a_day_long_past_opens_what_is_not_closed_yet(world):
    world.duty(world.operator_a, cadence="once", within=30, within_unit="days")
    world.duty(world.team_leader_b, cadence="daily")
    for day in ("2026-03-02", "2026-03-30", "2026-04-27"):
        open_periods(now=at(day))
    world.duty(world.team_leader_a, cadence="daily", on=date(2026, 3, 1))
    open_periods(now=at("2026-04-28"))
    found = [row[1] for row in parts(person=world.li)]
    assert (found[0], found[-1]) == ("2026-04-23", "2026-04-30")


def test_working_out_leaves_no_post_marked(world):
    world.duty(world.operator_a, world.operator_b, world.team_leader_a, owed="together")
    leave(world, world.wang, "2026-03-10", "2026-03-26")
    open_periods(now=MARCH)
    assert set(PostMark.objects.values_list("stale", flat=True)) == {False}


@pytest.mark.parametrize("owed", ["each", "together"])
def test_an_appointment_on_the_last_day_owes_one_day(world, owed):
    world.duty(world.operator_b, amount=31, owed=owed)
    lay("duties.vacancy", "show")
    open_periods(now=MARCH)
    appoint(world, world.stranger, world.operator_b, "2026-03-31")
    open_periods(now=at("2026-03-31"))
    found = parts(period="2026-03")
    who = "stranger" if owed == "each" else "operator_b"
    assert found == [(who, "2026-03", 1, 1, 31, "open", "")]
