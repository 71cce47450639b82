"""The line board: numbers by unit, level and day, and the lists behind them."""

from collections import Counter
from datetime import date

import pytest

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.duties.models import (
    STATES,
    DutySummary,
    LineStrength,
    SummaryMark,
    UnitCount,
)
from dutyline.kernel.duties.operations import (
    close_periods,
    count_strength,
    count_summaries,
    open_periods,
    raise_event,
    recount_everything,
    settle_due,
    waive,
    withdraw_evidence,
)
from dutyline.kernel.duties.reading import BEHIND_ORDER, behind, board, items, unit_line
from dutyline.kernel.duties.reading.behind import OWED
from dutyline.kernel.duties.tests.organisation import leave, move
from dutyline.kernel.duties.tests.world import at
from dutyline.toolkit.paging import keyset_page

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
NOW = at("2026-03-31")


def story(world):
    """Some weeks in which something of everything happens."""
    world.duty(world.workshop_head, cadence="weekly", area="subtree", owed="together")
    world.duty(world.team_leader_a, world.team_leader_b, cadence="weekly", grace_days=2)
    world.duty(world.operator_a, world.operator_b, amount=3)
    world.duty(
        world.team_leader_a,
        measure="event",
        cadence="event",
        evidence_kind="toy.answer",
        trigger="toy.asked",
        within=2,
        within_unit="days",
    )
    leave(world, world.sun, "2026-02-25", "2026-04-05")
    for day in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30"):
        open_periods(now=at(day))
    raise_event(trigger="toy.asked", about="thing:1", unit=world.team_a, at=at("2026-03-10"))
    for day in ("2026-03-03", "2026-03-10", "2026-03-24"):
        world.show(world.li, day)
        world.show(world.zhang, day, unit=world.team_b)
    world.show(world.gao, "2026-03-09")
    world.show(world.gao, "2026-03-11")


def shown(world, unit=None, **facts):
    count_summaries(now=NOW)
    return board(
        by=world.by,
        unit=unit or world.group,
        first=FIRST,
        last=LAST,
        today=NOW.date(),
        **facts,
    )


def listed(world, unit=None, **facts):
    """Read a list to its end, page by page."""
    rows = behind(by=world.by, unit=unit or world.group, first=FIRST, last=LAST, **facts)
    found, cursor = [], None
    while True:
        page = keyset_page(rows, BEHIND_ORDER, cursor, 3)
        found += page.rows
        cursor = page.next
        if cursor is None:
            return found


def test_a_board_counts_states_of_the_whole_subtree(world):
    story(world)
    settle_due(now=NOW)
    figures = shown(world).figures
    assert figures.owed == figures.on_time + figures.late + figures.missed + figures.open
    assert (figures.on_time, figures.late, figures.excused) == (6, 2, 1)
    assert shown(world, world.coatings).figures.owed == 0


def test_every_number_opens_a_list_that_agrees(world):
    story(world)
    settle_due(now=NOW)
    for unit in (world.group, world.resin, world.workshop, world.team_a, world.team_b):
        found = shown(world, unit)
        for state in STATES:
            rows = listed(world, unit, states=[state])
            assert len(rows) == found.figures.of(state)
            assert Counter(row.state for row in rows) == Counter({state: len(rows)} if rows else {})
        assert len(listed(world, unit, states=[OWED])) == found.figures.owed
        for level in found.levels:
            assert len(listed(world, unit, level=level.level, states=[OWED])) == level.figures.owed
        assert len(listed(world, unit, own=True, states=[OWED])) == found.own.owed


def test_own_posts_and_the_units_below_add_up(world):
    story(world)
    settle_due(now=NOW)
    for unit in (world.group, world.resin, world.workshop, world.team_a):
        found = shown(world, unit)
        total = found.own
        for row in found.units:
            total = total.plus(row.figures)
        assert total == found.figures
        by_level = [level.figures for level in found.levels]
        assert sum(figures.owed for figures in by_level) == found.figures.owed


def test_an_opened_unit_shows_the_units_under_it_and_their_figures_add_up(world):
    story(world)
    count_summaries(now=NOW)
    ids = [world.workshop.pk, world.team_a.pk]
    closed, opened = shown(world, world.resin), shown(world, world.resin, opened=ids)
    rows = {(row.name, row.depth): row for row in opened.units}
    deeper = [row for row in opened.units if row.depth == 2]
    assert [row for row in opened.units if row.depth == 1] == list(closed.units)
    teams = {each.name for each in (world.team_a, world.team_b)}
    assert {row.name for row in deeper} >= teams
    own = shown(world, unit=world.workshop)
    assert [row.figures for row in deeper] == [row.figures for row in own.units]
    assert rows[world.workshop.name, 1].leads


def test_a_unit_elsewhere_cannot_be_opened_on_a_board(world):
    story(world)
    count_summaries(now=NOW)
    elsewhere = shown(world, unit=world.workshop, opened=[world.resin.pk])
    assert elsewhere.units == shown(world, unit=world.workshop).units


def test_a_unit_that_moved_is_counted_where_it_lay_and_nothing_is_lost(world):
    story(world)
    move(world, world.team_a, world.safety, "2026-03-16")
    open_periods(now=at("2026-03-31"))
    settle_due(now=NOW)
    for name in ("team_a", "safety", "workshop"):
        getattr(world, name).refresh_from_db()
    for unit in (world.group, world.resin, world.workshop, world.safety, world.team_a):
        found = shown(world, unit)
        total = found.own
        for row in found.units:
            total = total.plus(row.figures)
        assert total == found.figures
        assert len(listed(world, unit)) == sum(found.figures.of(state) for state in STATES)
    before = {row.name: row.figures.owed for row in shown(world, world.workshop).units}
    after = {row.name: row.figures.owed for row in shown(world, world.safety).units}
    assert before["Shift team A"] > 0
    assert after["Shift team A"] > 0


def test_counting_again_and_again_gives_what_counting_from_nothing_gives(world):
    story(world)
    count_summaries(now=NOW)
    settle_due(now=NOW)
    piece = world.show(world.wang, "2026-03-20")
    count_summaries(now=NOW)
    withdraw_evidence(by=world.by, source=piece.source, reason="void", at=NOW)
    owed = listed(world, world.team_a, states=["missed"])[0]
    waive(by=world.plant.actor("chen"), obligation=owed, reason="so", at=NOW)
    close_periods(now=NOW)
    leave(world, world.wang, "2026-03-02", "2026-04-05")
    open_periods(now=NOW)
    count_summaries(now=NOW)
    counted = stored()
    recount_everything(now=NOW)
    anew = stored()
    assert counted == anew
    assert not UnitCount.objects.filter(**dict.fromkeys(STATES, 0)).exists()


def stored():
    """Return every summary there is, without ids."""
    keys = ("day", "level", "kind", *STATES)
    return (
        sorted(UnitCount.objects.values_list("unit_path", *keys)),
        sorted(DutySummary.objects.values_list("path", "above", *keys)),
    )


def test_nothing_is_counted_where_nothing_changed(world):
    story(world)
    assert count_summaries(now=NOW) > 0
    assert count_summaries(now=NOW) == 0
    assert SummaryMark.objects.count() == 0


def test_a_board_says_when_it_was_counted(world):
    story(world)
    assert shown(world).counted_at == NOW


def test_levels_say_how_many_posts_stand_on_them(world):
    count_strength(now=NOW)
    story(world)
    found = {row.level: row.posts for row in shown(world, world.resin).levels}
    assert found == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2}
    assert LineStrength.objects.get(unit_id=world.group.pk, level=1).posts == 2


def test_rows_name_the_head_or_say_that_there_is_none(world):
    story(world)
    units = {row.name: row.head for row in shown(world, world.workshop).units}
    assert units["Shift team A"].names == ("Li Na",)
    assert {row.name: row.head for row in shown(world, world.coatings).units} == {
        "Mixing Workshop": None
    }


def test_the_line_has_a_column_a_day_and_reads_open_by_the_day(world):
    story(world)
    line = shown(world, world.team_a).line
    assert [slot.on for slot in line][:2] == [FIRST, date(2026, 3, 2)]
    assert len(line) == 31
    by_day = {slot.on: dict(slot.counts) for slot in line if slot.counts}
    assert by_day[date(2026, 3, 8)] == {"on_time": 1}
    assert by_day[LAST] == {"excused": 1, "due": 1}
    assert unit_line(world.team_a, FIRST, LAST, date(2026, 3, 30))[-1].counts == {
        "excused": 1,
        "upcoming": 1,
    }


def test_one_kind_can_be_looked_at_alone(world):
    story(world)
    assert shown(world, kind="toy.answer").figures.owed == 1
    assert len(listed(world, kind="toy.answer")) == 1


def test_a_board_is_for_who_may_see_the_line_there(world):
    story(world)
    count_summaries(now=NOW)
    facts = {"first": FIRST, "last": LAST}
    zhang = world.plant.actor("zhang")
    assert board(by=zhang, unit=world.workshop, today=NOW.date(), **facts).figures.owed
    for name, unit in (("zhang", world.resin), ("wang", world.team_a), ("ma", world.workshop)):
        with pytest.raises(NotPermitted):
            board(by=world.plant.actor(name), unit=unit, today=NOW.date(), **facts)
        with pytest.raises(NotPermitted):
            behind(by=world.plant.actor(name), unit=unit, **facts)


def test_items_carry_the_names_of_their_day(world):
    story(world)
    settle_due(now=NOW)
    rows = listed(world, world.team_b, states=["late"])
    [item] = items(rows, NOW)
    assert (item.post_title, item.person_name, item.unit_name) == (
        "Team leader B",
        "Gao Yang",
        "Shift team B",
    )
    assert (item.standing, item.text, item.period) == ("late", "Walk", "2026-W10")


@pytest.mark.parametrize("many", [1, 6])
def test_a_board_and_its_list_ask_the_same_few_questions_however_much_there_is(
    world, many, django_assert_num_queries
):
    for _ in range(many):
        story_of_one_duty(world)
    open_periods(now=at("2026-03-02"))
    count_summaries(now=NOW)
    with django_assert_num_queries(3):
        board(by=world.by, unit=world.resin, first=FIRST, last=LAST, today=NOW.date())
    with django_assert_num_queries(2):
        rows = list(behind(by=world.by, unit=world.resin, first=FIRST, last=LAST)[:50])
    assert len(rows) == 2 * many
    with django_assert_num_queries(3):
        items(rows, NOW)


def story_of_one_duty(world):
    world.duty(world.team_leader_a, world.team_leader_b)
