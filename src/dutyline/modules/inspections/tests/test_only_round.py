"""A duty to walk rounds leads to the very round where only one waits."""

from datetime import timedelta

import pytest

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.operations import define_duty, open_periods, take_up_duty
from dutyline.modules.inspections.models import Round
from dutyline.modules.inspections.operations import open_due_rounds, start_round
from dutyline.modules.inspections.tests.setting import AT, BEGIN
from dutyline.modules.inspections.tests.walks import Walks
from dutyline.modules.inspections.todos import only_round_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def walks(monkeypatch):
    return Walks(monkeypatch)


def owing(walks):
    by = Actor.system("tests")
    duty = define_duty(
        by=by,
        key="walk",
        text_en="Walk a round a day",
        text_zh="每日检查一次",
        measure="count",
        cadence="daily",
        evidence_kind="inspections.round_done",
        amount=1,
        on=BEGIN,
        at=AT,
    )
    post = walks.here.plant.posts.team_leader_a
    take_up_duty(by=by, post=post, duty=duty, on=AT.date(), at=AT)
    open_periods(now=AT, horizon=timedelta(days=1))


def taps(walks):
    context = walks.get("li", "/").context
    rows = [*context["over"], *context["due_today"], *context["later"]]
    return {(row.url, str(row.tap)) for row in rows if row.title == "Walk a round a day"}


def test_of_one_round_the_duty_leads_there_and_the_round_is_not_told_twice(walks):
    owing(walks)
    page = f"/rounds/{walks.walk.pk}/"
    assert taps(walks) == {(page, "Start round")}
    assert [row.url for row in walks.get("li", "/").context["waiting"]] == []
    start_round(by=walks.here.actor("li"), walk=walks.walk, at=AT)
    assert taps(walks) == {(page, "Go on")}


def test_of_several_rounds_it_leads_to_the_list_of_them(walks):
    owing(walks)
    walks.planned(name="Second plan")
    open_due_rounds(AT)
    assert Round.objects.count() == 2
    assert taps(walks) == {("/rounds/", "Start round")}


def test_posts_are_told_apart_in_one_statement(walks, django_assert_num_queries):
    posts = walks.here.plant.posts
    with django_assert_num_queries(1):
        found = only_round_of([posts.team_leader_a.pk, posts.team_leader_b.pk])
    assert found == {posts.team_leader_a.pk: f"/rounds/{walks.walk.pk}/"}
