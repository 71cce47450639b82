from datetime import date

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Level, Post
from dutyline.kernel.organisation.operations import (
    bring_into_effect,
    change_post,
    close_post,
    close_unit,
    create_post,
    move_post,
    move_unit,
)
from dutyline.kernel.organisation.refusals import (
    AlreadyClosed,
    BeforeHistory,
    CodeTaken,
    SecondHead,
    SuperiorCircle,
    UnderWayBefore,
)
from dutyline.kernel.organisation.tests.clerk import Clerk, Forbidden, clerk_over, noon

FEBRUARY, MARCH, APRIL = date(2026, 2, 10), date(2026, 3, 1), date(2026, 4, 1)


def new_post(unit, on=MARCH, by=None, at=None, **facts):
    return create_post(
        by=by or Clerk(), title="Deputy", unit=unit, on=on, at=at or noon(on), **facts
    )


def change(post, on=MARCH, at=None, **facts):
    post.refresh_from_db()
    told = {
        "title": post.title,
        "superior": post.superior,
        "heads_unit": post.heads_unit,
        "level": post.level,
        **facts,
    }
    return change_post(by=Clerk(), post=post, on=on, at=at or noon(on), **told)


def test_a_post_reports_to_the_head_of_its_unit_a_head_to_the_one_above(plant):
    posts = plant.posts
    chain = [post.code for post in line.chain_of(posts.operator_a, MARCH)]
    assert chain == ["team_leader_a", "workshop_head", "resin_principal"]
    assert line.superior_of(posts.safety_manager, MARCH) == posts.resin_principal
    assert line.superior_of(posts.resin_principal, MARCH) is None


def test_units_without_a_head_are_climbed_over(plant):
    close_post(by=Clerk(), post=plant.posts.team_leader_a, on=APRIL, at=noon(APRIL))
    assert line.superior_of(plant.posts.operator_a, MARCH) == plant.posts.team_leader_a
    assert line.superior_of(plant.posts.operator_a, APRIL) == plant.posts.workshop_head
    deputy = new_post(plant.units.mixing)
    assert line.superior_of(deputy, MARCH) == plant.posts.coatings_principal


def test_a_named_superior_comes_before_the_line_while_it_exists(plant):
    deputy = new_post(plant.units.team_a, superior=plant.posts.safety_manager)
    assert line.superior_of(deputy, MARCH) == plant.posts.safety_manager
    close_post(by=Clerk(), post=plant.posts.safety_manager, on=APRIL, at=noon(APRIL))
    assert line.superior_of(deputy, MARCH) == plant.posts.safety_manager
    assert line.superior_of(deputy, APRIL) == plant.posts.team_leader_a


def test_all_superiors_at_once_are_those_asked_one_by_one(plant):
    new_post(plant.units.team_a, superior=plant.posts.safety_manager)
    new_post(plant.units.mixing, heads_unit=True)
    move_unit(
        by=Clerk(), unit=plant.units.team_b, parent=plant.units.mixing, on=APRIL, at=noon(APRIL)
    )
    for day in (FEBRUARY, MARCH, APRIL):
        at_once = line.superiors_on(day)
        one_by_one = {
            post.pk: above.pk if (above := line.superior_of(post, day)) else None
            for post in Post.objects.on(day)
        }
        assert at_once == one_by_one


def test_a_move_changes_the_line_from_its_day(plant):
    move_unit(
        by=Clerk(), unit=plant.units.team_a, parent=plant.units.coatings, on=APRIL, at=noon(APRIL)
    )
    leader = plant.posts.team_leader_a
    superiors = [line.superior_of(leader, day).code for day in (MARCH, APRIL)]
    assert superiors == ["workshop_head", "coatings_principal"]


def test_a_post_that_would_report_to_itself_is_refused(plant):
    with pytest.raises(SuperiorCircle):
        change(plant.posts.resin_principal, superior=plant.posts.operator_a)
    with pytest.raises(SuperiorCircle):
        change(plant.posts.workshop_head, superior=plant.posts.team_leader_a)
    # Also straight to itself, whether the day has come or not.
    for day in (MARCH, APRIL):
        with pytest.raises(SuperiorCircle):
            change(plant.posts.operator_a, on=day, at=noon(MARCH), superior=plant.posts.operator_a)


def test_a_new_head_may_not_close_a_circle_either(plant):
    change(plant.posts.coatings_principal, superior=plant.posts.operator_b)
    with pytest.raises(SuperiorCircle):
        new_post(plant.units.group, heads_unit=True, superior=plant.posts.coatings_principal)


def test_a_unit_that_moves_may_not_close_a_circle(plant):
    change(plant.posts.coatings_principal, superior=plant.posts.team_leader_a)
    with pytest.raises(SuperiorCircle):
        move_unit(
            by=Clerk(),
            unit=plant.units.workshop,
            parent=plant.units.coatings,
            on=APRIL,
            at=noon(APRIL),
        )


def test_a_unit_has_one_head_at_a_time(plant):
    with pytest.raises(SecondHead, match="Team leader A"):
        new_post(plant.units.team_a, heads_unit=True)
    change(plant.posts.team_leader_a, on=APRIL, at=noon(MARCH), heads_unit=False)
    coming = new_post(plant.units.team_a, on=APRIL, at=noon(MARCH), heads_unit=True)
    assert line.head_of(plant.units.team_a, MARCH) == plant.posts.team_leader_a
    assert line.head_of(plant.units.team_a, APRIL) == coming
    bring_into_effect(noon(APRIL))
    assert not Post.objects.get(code="team_leader_a").heads_unit


def test_an_old_title_stays_true_for_its_days(plant):
    change(plant.posts.operator_a, title="Senior operator", level=Level.TEAM)
    versions = plant.posts.operator_a.versions.order_by("valid_from")
    assert [(each.title, each.level) for each in versions] == [
        ("Operator A", 5),
        ("Senior operator", 4),
    ]


def test_a_post_moves_with_its_holders(plant):
    move_post(
        by=Clerk(), post=plant.posts.operator_a, unit=plant.units.team_b, on=MARCH, at=noon(MARCH)
    )
    assert Post.objects.get(code="operator_a").unit == plant.units.team_b
    assert line.superior_of(plant.posts.operator_a, MARCH) == plant.posts.team_leader_b
    assert line.superior_of(plant.posts.operator_a, FEBRUARY) == plant.posts.team_leader_a
    assert [each.person.number for each in line.holders_of(plant.posts.operator_a, MARCH)] == [
        "wang",
        "sun",
    ]
    there = line.posts_on(MARCH, [plant.units.team_b.path]).values_list("post__code", flat=True)
    assert sorted(there) == ["operator_a", "operator_b", "team_leader_b"]


def test_a_closed_post_ends_its_appointments_once(plant):
    close_post(by=Clerk(), post=plant.posts.operator_a, on=MARCH, at=noon(MARCH))
    ended = plant.posts.operator_a.appointments.values_list("valid_to", flat=True)
    assert set(ended) == {MARCH}
    with pytest.raises(AlreadyClosed):
        close_post(by=Clerk(), post=plant.posts.operator_a, on=APRIL, at=noon(APRIL))


def test_posts_need_a_code_of_their_own_a_running_unit_and_the_right(plant):
    with pytest.raises(CodeTaken):
        new_post(plant.units.team_a, code="operator_a")
    with pytest.raises(Forbidden):
        new_post(plant.units.team_a, by=clerk_over(plant.units.coatings.path))
    close_unit(by=Clerk(), unit=plant.units.mixing, on=MARCH, at=noon(MARCH))
    with pytest.raises(UnderWayBefore):
        new_post(plant.units.mixing)
    with pytest.raises(UnderWayBefore):
        move_post(
            by=Clerk(),
            post=plant.posts.operator_a,
            unit=plant.units.mixing,
            on=MARCH,
            at=noon(MARCH),
        )


def test_a_change_cannot_be_dated_before_the_latest_one(plant):
    change(plant.posts.operator_a, on=APRIL, title="New")
    with pytest.raises(BeforeHistory):
        change(plant.posts.operator_a, on=MARCH, title="Older")


def test_vacant_posts_are_those_nobody_holds(plant):
    vacant = Post.objects.vacant(MARCH).values_list("code", flat=True)
    assert list(vacant) == ["operator_b"]
