from datetime import date, timedelta

import pytest

from dutyline.modules.inspections.models import Item, Round
from dutyline.modules.inspections.operations import (
    Given,
    ItemDraft,
    begin_unplanned,
    coverage,
    create_checklist,
    finish_round,
    make_plan,
    open_due_rounds,
    publish,
    save_answer,
    start_round,
    void_round,
    write_draft,
)
from dutyline.modules.inspections.rules.periods import monday_of
from dutyline.modules.inspections.tests.setting import AT, DAY, TODAY, setting
from dutyline.toolkit.paging import BadCursor

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def here():
    built = setting()
    by = built.actor("chen")
    checklist = create_checklist(
        by=by, key="c", name="Round", unit=built.plant.units.resin, at=AT, kind="daily.team"
    )
    write_draft(by=by, checklist=checklist, items=[ItemDraft(text="Rail")], at=AT)
    publish(by=by, checklist=checklist, at=AT)
    make_plan(
        by=by,
        name="Weekly",
        checklist=checklist,
        unit=built.plant.units.workshop,
        cadence="weekly",
        post=built.plant.posts.team_leader_a,
        on=TODAY,
        at=AT,
        targets=[built.places.pump_bay, built.places.tank_farm],
    )
    built.checklist = checklist
    return built


def walk(here, place, at):
    by = here.actor("chen")
    begun = begin_unplanned(by=by, checklist=here.checklist, at=at, place=place)
    item = Item.objects.get(version=begun.version)
    save_answer(by=by, walk=begun, item=item, given=Given(verdict="conforms"), at=at)
    return finish_round(by=by, walk=begun, at=at + DAY / 24)


def matrix(here, now, by="chen", path=None, **more):
    shown = coverage(
        by=here.actor(by), now=now, path=path or here.plant.units.resin.path, weeks=4, **more
    )
    return shown, {
        row.place.name: (row.standing, [(c.done, c.missed, c.waiting) for c in row.cells])
        for row in shown.rows
    }


def test_places_by_weeks_show_what_was_done_missed_and_never_covered(here):
    walk(here, here.places.pump_bay, AT)
    open_due_rounds(AT + 2 * WEEK)
    shown, rows = matrix(here, AT + 2 * WEEK)
    assert [monday_of(week) for week in shown.weeks] == [
        date(2026, 2, 23),
        date(2026, 3, 2),
        date(2026, 3, 9),
        date(2026, 3, 16),
    ]
    assert rows == {
        "Control room": ("never", [(0, 0, 0)] * 4),
        "Pump bay": ("covered", [(0, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 1)]),
        "Tank farm": ("never", [(0, 0, 0), (0, 1, 0), (0, 1, 0), (0, 0, 1)]),
    }
    assert shown.counts == {"never": 2, "overdue": 0, "covered": 1}


def test_a_place_not_visited_for_longer_than_the_criterion_is_overdue(here):
    walk(here, here.places.pump_bay, AT)
    for days, standing in ((31, "covered"), (32, "overdue")):
        _shown, rows = matrix(here, AT + days * DAY)
        assert rows["Pump bay"][0] == standing


def test_a_void_round_covers_nothing(here):
    done = walk(here, here.places.pump_bay, AT)
    void_round(by=here.actor("chen"), walk=done, reason="x", at=AT + DAY)
    _shown, rows = matrix(here, AT + DAY)
    assert rows["Pump bay"] == ("never", [(0, 0, 0)] * 4)


def test_blind_spots_are_shown_alone_and_page_by_page(here):
    walk(here, here.places.pump_bay, AT)
    shown, rows = matrix(here, AT, standing="blind", size=1)
    assert list(rows) == ["Control room"]
    _shown, rows = matrix(here, AT, standing="blind", size=1, cursor=shown.page.next)
    assert list(rows) == ["Tank farm"]
    with pytest.raises(BadCursor):
        matrix(here, AT, cursor="x")


def test_each_sees_the_places_of_his_own_subtree(here):
    seen = {
        name: sorted(matrix(here, AT, by=name, path=here.plant.units.group.path)[1])
        for name in ("li", "zhang", "ma", "wang", "stranger")
    }
    assert seen == {
        "li": ["Pump bay"],
        "zhang": ["Control room", "Pump bay", "Tank farm"],
        "ma": ["Colour mill"],
        "wang": [],
        "stranger": [],
    }


def test_the_matrix_takes_a_few_statements_for_any_number_of_rounds(
    here, django_assert_num_queries
):
    open_due_rounds(AT + 8 * WEEK)
    assert Round.objects.count() == 12
    by = here.actor("chen")
    with django_assert_num_queries(6):
        coverage(by=by, now=AT + 8 * WEEK, path=here.plant.units.resin.path)


def test_the_last_round_was_when_it_was_finished_not_when_it_was_due(here):
    open_due_rounds(AT)
    due = Round.objects.get(place=here.places.pump_bay)
    begun = start_round(by=here.actor("li"), walk=due, at=AT)
    item = Item.objects.get(version=begun.version)
    save_answer(by=here.actor("li"), walk=begun, item=item, given=Given(verdict="conforms"), at=AT)
    finish_round(by=here.actor("li"), walk=begun, at=AT + DAY / 24)
    shown, _ = matrix(here, AT + DAY)
    days = {row.place.name: row.last_on for row in shown.rows}
    assert (days[due.place.name], due.due_on > TODAY) == (TODAY, True)
