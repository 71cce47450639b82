from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Q
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.operations import close_account, grant_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.access.tests.plant import NOON, NOW, TODAY
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.operations import appoint, close_post, depart, move_unit

APRIL = date(2026, 4, 1)
VIEW, LINE = Access.ORGANISATION_VIEW, Access.LINE_VIEW


def codes(actor, permission=VIEW):
    rows = visible_to(Unit.objects.all(), actor, permission, path_field="path")
    return set(rows.values_list("code", flat=True))


def test_a_holder_sees_his_unit_and_a_head_all_under_his(plant):
    assert codes(plant.actor("wang")) == {"team_a"}
    assert codes(plant.actor("wang"), LINE) == set()
    assert codes(plant.actor("zhang"), LINE) == {"workshop", "team_a", "team_b"}


def test_a_role_reaches_the_unit_given_and_everything_under_it(plant):
    assert codes(plant.actor("chen"), LINE) == {"resin", "workshop", "team_a", "team_b", "safety"}
    assert codes(plant.actor("ma"), LINE) == {"coatings", "mixing"}


def test_who_holds_nothing_sees_nothing(plant):
    for actor in (plant.actor("stranger"), Actor.public()):
        assert codes(actor) == set()
        assert not actor.can(VIEW)


def test_a_right_holds_somewhere_when_no_unit_is_named(plant):
    assert plant.actor("ma").can(LINE)
    assert not plant.actor("ma").can(LINE, plant.units.resin.path)
    assert not plant.actor("wang").can(LINE)


def test_rights_are_those_of_the_day(plant):
    close_post(by=plant.by, post=plant.posts.workshop_head, on=APRIL, at=NOON)
    assert plant.actor("zhang").can(LINE)
    assert not plant.actor("zhang", APRIL).can(LINE)
    assert not plant.actor("sun", date(2026, 2, 1)).can(VIEW)


def test_rights_follow_the_tree(plant):
    at = NOON.replace(month=4)
    move_unit(by=plant.by, unit=plant.units.workshop, parent=plant.units.coatings, on=APRIL, at=at)
    assert codes(plant.actor("ma", APRIL), LINE) == {
        "coatings",
        "mixing",
        "workshop",
        "team_a",
        "team_b",
    }
    assert codes(plant.actor("chen", APRIL), LINE) == {"resin", "safety"}


def test_a_role_of_a_post_is_its_holder_s(plant):
    grant_role(
        by=plant.by,
        role="inspector",
        post=plant.posts.operator_a,
        unit=plant.units.workshop,
        on=TODAY,
        at=NOON,
    )
    assert codes(plant.actor("wang")) == {"workshop", "team_a", "team_b"}
    assert codes(plant.actor("li")) == {"team_a"}


def test_who_left_or_whose_account_is_closed_may_do_nothing(plant):
    close_account(by=plant.by, account=plant.account("chen"), at=NOON)
    assert not plant.signed_in("chen").can(VIEW)
    depart(by=plant.by, person=plant.people.zhao, on=APRIL, at=NOON)
    assert plant.actor("zhao").can(VIEW)
    gone = plant.actor("zhao", APRIL)
    assert (gone.name, gone.can(VIEW)) == ("Zhao Min", False)


def test_an_own_affair_shows_wherever_it_lies(plant):
    wang = plant.actor("wang")
    own = Q(appointments__person=plant.people.li)
    posts = visible_to(Post.objects.all(), wang, LINE, path_field="unit__path", involved=own)
    assert list(posts.values_list("code", flat=True)) == ["team_leader_a"]


def test_whoever_holds_a_post_is_loaded_in_one_statement(plant, django_assert_num_queries):
    account = plant.account("chen")
    with django_assert_num_queries(1):
        chen = actor_for(account, NOW)
        assert (chen.appointment.person.name, chen.zone.key) == (chen.name, "Asia/Shanghai")


def test_a_role_given_to_somebody_without_a_post_holds(plant, django_assert_num_queries):
    grant_role(
        by=plant.by,
        role="inspector",
        person=plant.people.stranger,
        unit=plant.units.workshop,
        on=TODAY,
        at=NOON,
    )
    account = plant.account("stranger")
    with django_assert_num_queries(2):
        stranger = actor_for(account, NOW)
    assert (stranger.appointment, stranger.zone.key) == (None, "Asia/Shanghai")
    assert codes(stranger) == {"workshop", "team_a", "team_b"}


@pytest.mark.parametrize(("hour", "held"), [(15, False), (16, True)])
def test_a_post_and_a_right_begin_at_midnight_where_they_are(plant, hour, held):
    li, units = plant.people.stranger, plant.units
    post = Post.objects.get(code="team_leader_a")
    appoint(by=plant.by, person=li, post=post, on=TODAY, at=NOON)
    grant_role(by=plant.by, role="inspector", person=li, unit=units.mixing, on=TODAY, at=NOON)
    at = datetime(2026, 3, 1, hour, tzinfo=UTC)  # 23:00 and 0:00 in Shanghai
    stranger = actor_for(plant.account("stranger"), at)
    assert [each.post for each in stranger.appointments] == [post] * held
    assert {reach.path for reach in stranger.reaches} == (
        {units.team_a.path, units.mixing.path} if held else set()
    )


def test_the_zone_is_that_of_the_unit_or_the_nearest_above(plant):
    for unit, name in (("group", "Europe/Paris"), ("resin", "Asia/Shanghai")):
        Unit.objects.filter(code=unit).update(time_zone=name)
    assert [plant.actor(name).zone.key for name in ("wang", "chen", "ma")] == [
        "Asia/Shanghai",
        "Asia/Shanghai",
        "Europe/Paris",
    ]
    Unit.objects.filter(code="team_a").update(time_zone="Asia/Urumqi")
    assert plant.actor("wang").zone.key == "Asia/Urumqi"


@pytest.mark.parametrize(("hour", "day"), [(15, TODAY - timedelta(days=1)), (17, TODAY)])
def test_who_belongs_to_no_unit_lives_where_the_enterprise_does(plant, hour, day):
    at = datetime(2026, 3, 1, hour, tzinfo=UTC)  # 23:00 and 1:00 in Shanghai
    stranger = actor_for(plant.account("stranger"), at)
    assert (stranger.reaches, stranger.zone.key) == ((), "Asia/Shanghai")
    assert timezone.localdate(at, stranger.zone) == day
    depart(by=plant.by, person=plant.people.zhao, on=TODAY, at=NOON)
    assert plant.actor("zhao").zone.key == "Asia/Shanghai"
