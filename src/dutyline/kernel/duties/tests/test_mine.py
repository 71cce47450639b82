"""My duties, and the lines of persons and posts."""

from datetime import date

import pytest

from dutyline.kernel.duties.operations import (
    change_duty,
    open_periods,
    raise_event,
    settle_due,
    withdraw_evidence,
)
from dutyline.kernel.duties.reading import (
    duties_of,
    my_duties,
    owed_now,
    person_duties,
    person_line,
    post_duties,
    post_line,
)
from dutyline.kernel.duties.tests.organisation import appoint, end, leave
from dutyline.kernel.duties.tests.world import at

TODAY = date(2026, 3, 9)
NOW = at("2026-03-09")
MONTH = (date(2026, 3, 1), date(2026, 3, 31))


def mine(world, person, today=TODAY, now=NOW):
    return my_duties(person.pk, today=today, now=now)


def texts(items):
    return [(item.text, item.period, str(item.standing)) for item in items]


def ask(world, *posts, **asks):
    return world.duty(
        *posts,
        **{
            "text_en": "Answer",
            "measure": "event",
            "cadence": "event",
            "evidence_kind": "toy.answer",
            "trigger": "toy.asked",
            "within": 2,
            "within_unit": "days",
            **asks,
        },
    )


def measured(world, **asks):
    return world.duty(
        world.workshop_head,
        measure="indicator",
        evidence_kind=None,
        indicator="toy.share",
        comparison="gte",
        target=1,
        **asks,
    )


def test_what_i_owe_is_sorted_by_when(world):
    world.duty(world.team_leader_a, text_en="Weekly", cadence="weekly", grace_days=3)
    world.duty(world.team_leader_a, text_en="Daily", cadence="daily")
    world.duty(world.team_leader_a, text_en="Monthly")
    open_periods(now=at("2026-03-06"))
    open_periods(now=NOW)
    found = mine(world, world.li)
    assert texts(found.over)[-1] == ("Weekly", "2026-W10", "over")
    assert texts(found.today) == [("Daily", "2026-03-09", "due")]
    assert texts(found.later) == [("Weekly", "2026-W11", "due"), ("Monthly", "2026-03", "due")]


def test_what_is_done_is_no_longer_owed(world):
    world.duty(world.team_leader_a)
    open_periods(now=NOW)
    world.show(world.li, "2026-03-09")
    found = mine(world, world.li)
    assert (found.over, found.today, found.later) == ((), (), ())
    assert [done.source for done in found.done] == ["toy.walk:1"]
    assert [tick.state for tick in found.line] == ["on_time"]


def test_what_my_posts_owe_together_is_mine_too(world):
    world.duty(world.operator_a, owed="together")
    open_periods(now=NOW)
    assert [item.person_id for item in mine(world, world.wang).later] == [None]
    assert len(mine(world, world.sun).later) == 1
    assert mine(world, world.li).later == ()


def test_what_i_cover_is_mine_and_says_so(world):
    world.duty(world.operator_b, owed="together")
    open_periods(now=NOW)
    [item] = mine(world, world.gao).later
    assert (item.covering, item.post_title, item.reason) == (True, "Operator B", "covering")
    assert mine(world, world.zhang).later == ()


def test_an_event_stays_to_be_done_after_its_grace_until_it_is_answered(world):
    ask(world, world.team_leader_a)
    raise_event(trigger="toy.asked", about="thing:1", unit=world.team_a, at=at("2026-03-05"))
    settle_due(now=NOW)
    assert texts(mine(world, world.li).over) == [("Answer", "20260305T040000Z", "missed")]
    world.show(world.li, "2026-03-09", kind="toy.answer", about="thing:1")
    assert mine(world, world.li).over == ()


def test_a_missed_round_is_not_asked_for_any_more(world):
    world.duty(world.team_leader_a, cadence="weekly")
    open_periods(now=at("2026-03-06"))
    settle_due(now=NOW)
    assert mine(world, world.li).over == ()


def test_an_indicator_is_nothing_to_be_done_and_stands_in_the_line(world):
    measured(world)
    open_periods(now=NOW)
    found = mine(world, world.zhang)
    assert (found.later, [tick.state for tick in found.line]) == ((), ["due"])
    april = at("2026-04-02")
    assert [tick.state for tick in person_line(world.zhang.pk, *MONTH, april)] == ["due"]


def test_an_indicator_read_after_this_month_is_named_while_its_period_runs(world):
    measured(world, cadence="quarterly")
    open_periods(now=NOW)
    # In its last month it stands in the line.
    assert (mine(world, world.zhang).measured, len(mine(world, world.zhang).line)) == ((), 1)
    february = mine(world, world.zhang, date(2026, 2, 9), at("2026-02-09"))
    assert [item.due_on for item in february.measured] == [date(2026, 3, 31)]
    assert (february.later, february.line) == ((), ())
    assert mine(world, world.zhang, date(2025, 12, 30), at("2025-12-30")).measured == ()
    assert owed_now(world.zhang.pk, today=date(2026, 3, 31), now=at("2026-03-31")) == 0


def test_the_line_of_the_month_tells_every_state(world):
    world.duty(world.team_leader_a, cadence="weekly", grace_days=1)
    for day in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"):
        open_periods(now=at(day))
    leave(world, world.li, "2026-03-16", "2026-03-23")
    open_periods(now=at("2026-03-23"))
    world.show(world.li, "2026-03-03")
    world.show(world.li, "2026-03-10")
    settle_due(now=at("2026-03-24"))
    line = person_line(world.li.pk, *MONTH, at("2026-03-24"))
    assert [(tick.on.day, tick.state) for tick in line] == [
        (8, "on_time"),
        (15, "on_time"),
        (22, "excused"),
        (29, "due"),
    ]


def test_a_line_can_be_read_duty_by_duty(world):
    world.duty(world.team_leader_a, text_en="Weekly", cadence="weekly")
    world.duty(world.team_leader_a, text_en="Monthly")
    open_periods(now=at("2026-03-02"))
    world.show(world.li, "2026-03-03")
    lines = person_duties(world.li.pk, *MONTH, NOW)
    assert [(line.text, line.on_time, line.decided) for line in lines] == [
        ("Monthly", 1, 1),
        ("Weekly", 1, 1),
    ]
    assert [
        (line.text, len(line.ticks)) for line in post_duties(world.team_leader_a.pk, *MONTH, NOW)
    ] == [
        ("Monthly", 1),
        ("Weekly", 1),
    ]


def test_what_a_post_owed_together_is_in_the_line_of_who_held_it_then(world):
    world.duty(world.operator_a, cadence="weekly", owed="together")
    open_periods(now=at("2026-03-02"))
    end(world, "wang", "2026-03-09")
    open_periods(now=at("2026-03-09"))
    assert [tick.on.day for tick in person_line(world.wang.pk, *MONTH, NOW)] == [8]
    assert [tick.on.day for tick in person_line(world.sun.pk, *MONTH, NOW)] == [8, 15]
    assert [tick.on.day for tick in post_line(world.operator_a.pk, *MONTH, NOW)] == [8, 15]


def test_a_post_line_holds_every_holders_obligations(world):
    world.duty(world.operator_a)
    open_periods(now=at("2026-03-02"))
    world.show(world.sun, "2026-03-03")
    line = post_line(world.operator_a.pk, *MONTH, NOW)
    assert sorted(tick.state for tick in line) == ["due", "on_time"]


def test_withdrawn_evidence_is_not_among_what_i_did(world):
    world.show(world.li, "2026-03-04", snapshot={"label": "Round 1"})
    piece = world.show(world.li, "2026-03-05", recorded="2026-03-08")
    [latest, first] = mine(world, world.li).done
    assert (latest.back_filled, first.label) == (True, "Round 1")
    withdraw_evidence(by=world.by, source=piece.source, reason="void", at=NOW)
    assert [done.label for done in mine(world, world.li).done] == ["Round 1"]


def test_how_much_waits_today_is_one_small_number(world, django_assert_num_queries):
    world.duty(world.team_leader_a, cadence="daily")
    world.duty(world.team_leader_a)
    open_periods(now=NOW)
    with django_assert_num_queries(2):
        assert owed_now(world.li.pk, today=TODAY, now=NOW) == 1


def test_the_card_of_a_post_lists_its_duties_of_the_day(world, django_assert_num_queries):
    heavy = world.duty(world.operator_a, weight=3, text_en="Heavy")
    world.duty(world.operator_a, text_en="Light")
    world.duty(world.operator_a, text_en="Later", on=date(2026, 5, 1))
    change_duty(by=world.by, duty=heavy, on=date(2026, 4, 1), at=NOW, text_en="Heavier")
    with django_assert_num_queries(2):
        rows = duties_of(world.operator_a.pk, date(2026, 3, 9))
    assert [(row.version.text, row.since) for row in rows] == [
        ("Heavy", date(2026, 1, 1)),
        ("Light", date(2026, 1, 1)),
    ]
    assert duties_of(world.operator_a.pk, date(2026, 4, 1))[0].version.text == "Heavier"


@pytest.mark.parametrize("many", [1, 25])
def test_my_duties_ask_the_same_few_questions_however_much_i_owe(
    world, many, django_assert_num_queries
):
    appoint(world, world.li, world.operator_b, "2026-01-01")
    for _ in range(many):
        world.duty(world.team_leader_a, world.operator_b)
    open_periods(now=at("2026-03-02"))
    for _ in range(many):
        world.show(world.li, "2026-02-05", kind="toy.lesson", recorded="2026-02-05")
    with django_assert_num_queries(9):
        found = mine(world, world.li)
    assert (len(found.later), len(found.line), len(found.by_duty)) == (2 * many, 2 * many, many)
    with django_assert_num_queries(2):
        person_line(world.li.pk, *MONTH, NOW)
    with django_assert_num_queries(1):
        post_line(world.operator_b.pk, *MONTH, NOW)
