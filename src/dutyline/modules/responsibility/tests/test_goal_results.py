"""What came of goals: numbers reported, milestones proven, and a tree read as it stands now."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from dutyline.kernel.criteria.tests.packs import give_values
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.files.models import Attachment
from dutyline.modules.responsibility.facts import goal_results
from dutyline.modules.responsibility.keys import GOAL_RESULT
from dutyline.modules.responsibility.models import Goal, GoalResult
from dutyline.modules.responsibility.operations.goals import report_result
from dutyline.modules.responsibility.operations.goals.reading import as_kept, as_said
from dutyline.modules.responsibility.operations.goals.refusals import (
    NotPromisedYet,
    NotThatDay,
    NotYourPromise,
    ProofMissing,
    ReachedAlready,
    ReadBySystem,
    ResultUnsaid,
    ValueMissing,
)
from dutyline.modules.responsibility.operations.goals.tree import above, rows_of, with_results
from dutyline.modules.responsibility.tests.desk import AT, TODAY
from dutyline.modules.responsibility.tests.goals import DRILL, INJURIES, Goals

pytestmark = pytest.mark.django_db


@pytest.fixture
def goals(here):
    give_values({"actions.deadline_that_counts": "first"})
    return Goals(here)


def photo():
    file = BytesIO()
    Image.effect_noise((64, 64), 40).convert("RGB").save(file, "JPEG")
    file.seek(0)
    return file


def report(goals, goal, name="zhao", **more):
    said = {"on": TODAY, "words": "Held in the yard", "files": [], "value": None} | more
    return report_result(by=goals.here.actor(name), goal=goal, at=AT, today=TODAY, **said)


def rows(goals):
    found = with_results(Goal.objects.order_by("path"))
    return rows_of(list(found), AT)


def test_a_milestone_is_reached_once_and_with_its_proof(goals):
    goal = goals.set(DRILL)
    with pytest.raises(ProofMissing):
        report(goals, goal)
    result = report(goals, goal, files=[photo()], value=Decimal(3))
    assert (result.value, result.by_name) == (None, "Zhao Min")
    assert Attachment.objects.of(GOAL_RESULT, result.pk).count() == 1
    with pytest.raises(ReachedAlready):
        report(goals, goal, files=[photo()])
    [row] = rows(goals)
    assert (row.reached_on, row.reached) == (TODAY, True)


def test_a_milestone_reached_after_its_day_is_missed(goals):
    goal = goals.set(DRILL)
    goal.promised_due_on = TODAY - timedelta(days=1)
    goal.save()
    report(goals, goal, files=[photo()])
    assert [row.reached for row in rows(goals)] == [False]


def test_the_newest_number_counts(goals):
    goal = goals.set(INJURIES)
    report(goals, goal, value=Decimal(2))
    report(goals, goal, value=Decimal(1), on=TODAY - timedelta(days=5))
    [row] = rows(goals)
    assert (row.value, row.reached) == (Decimal(2), False)


@pytest.mark.parametrize(
    ("said", "refused"),
    [
        ({}, ValueMissing),
        ({"value": Decimal(1), "words": " "}, ResultUnsaid),
        ({"value": Decimal(1), "on": TODAY + timedelta(days=1)}, NotThatDay),
        ({"value": Decimal(1), "name": "zhang"}, NotYourPromise),
        ({"value": Decimal(1), "name": "admin"}, NotYourPromise),
    ],
)
def test_a_number_is_reported_by_the_holder_with_day_and_words(goals, said, refused):
    goal = goals.set(INJURIES)
    with pytest.raises(refused):
        report(goals, goal, **said)
    assert not GoalResult.objects.exists()


def test_what_is_not_promised_is_not_reported_and_an_indicator_reports_itself(goals):
    shop = goals.passed(goals.set(INJURIES), "zhao", "workshop_head")
    with pytest.raises(NotPromisedYet):
        report(goals, shop, "zhang", value=Decimal(0))
    with pytest.raises(ReadBySystem):
        report(goals, goals.set(), value=Decimal(0))


def test_a_tree_stands_in_the_order_it_was_passed_down(goals):
    top, shop, team = goals.down()
    other = goals.promised(goals.passed(top, "zhao", "safety_manager"), "chen")
    found = rows(goals)
    assert [(row.goal, row.depth) for row in found] == [
        (top, 0),
        (shop, 1),
        (team, 2),
        (other, 1),
    ]
    assert [row.holders for row in found] == [
        ("Zhao Min",),
        ("Zhang Wei",),
        ("Li Na",),
        ("Chen Jing",),
    ]
    assert list(above(team)) == [top, shop]


def test_a_tree_costs_the_same_for_one_goal_and_for_many(goals, django_assert_max_num_queries):
    goals.down()
    rows(goals)  # The criteria are read once.
    # One asks whether the criteria changed, one what day it is where the units are.
    with django_assert_max_num_queries(5):
        rows(goals)
    goals.down(INJURIES)
    goals.down(DRILL)
    with django_assert_max_num_queries(5):
        assert len(rows(goals)) == 9


def test_shares_are_said_in_percent(goals):
    rate, injuries = goals.set(), goals.set(INJURIES)
    assert as_said(rate, Decimal("0.9500")) == 95
    assert as_said(rate, Decimal("0.955")) == Decimal("95.5")
    assert as_said(injuries, Decimal("1.0000")) == 1
    assert as_said(rate, None) is None
    assert as_kept(rate.indicator, Decimal(95)) == Decimal("0.95")
    assert as_kept("", Decimal(95)) == 95


def test_a_goal_of_a_year_to_come_has_nothing_to_read_yet(goals):
    goal = goals.set()
    goal.year = TODAY.year + 1
    goal.save()
    [row] = rows(goals)
    assert (row.value, row.reached) == (None, None)
    assert date(goal.year, 1, 1) > TODAY


def test_an_indicator_nobody_says_how_to_read_has_no_value(here):
    Goals(here).set()
    [row] = rows(None)
    assert (row.value, row.reached) == (None, None)


def test_a_result_counts_as_evidence_of_its_day(goals):
    result = report(goals, goals.set(DRILL), files=[photo()], on=TODAY - timedelta(days=2))
    piece = Evidence.objects.get(kind="responsibility.goal_result")
    assert (piece.source, piece.occurred_on, piece.recorded_at) == (
        f"responsibility.goal_result:{result.pk}",
        TODAY - timedelta(days=2),
        AT,
    )
    (fact,) = goal_results()
    assert (fact.source, fact.occurred_at) == (piece.source, piece.occurred_at)
