"""Nobody takes a post for the rights that come with it."""

from datetime import timedelta

import pytest

from dutyline.kernel.access.operations import grant_role, withdraw_role
from dutyline.kernel.access.refusals import BeyondOwnRights, ForOneself
from dutyline.kernel.access.tests.plant import NOON, TODAY
from dutyline.kernel.organisation.operations import appoint

DAY = timedelta(days=1)


def take(plant, post, by="admin", who="admin", on=TODAY):
    return appoint(
        by=plant.actor(by),
        person=getattr(plant.people, who),
        post=getattr(plant.posts, post),
        on=on,
        at=NOON,
        share=1,
    )


def carrying(plant, role, post, unit="resin"):
    return grant_role(
        by=plant.by,
        role=role,
        post=getattr(plant.posts, post),
        unit=getattr(plant.units, unit),
        on=TODAY,
        at=NOON,
    )


def test_an_administrator_does_not_appoint_himself_to_a_post_with_roles(plant):
    carrying(plant, "safety_manager", "operator_a")
    with pytest.raises(BeyondOwnRights) as refused:
        take(plant, "operator_a")
    assert refused.value.places == {"post": "Operator A", "roles": "Safety manager"}
    assert not plant.actor("admin").holds([plant.posts.operator_a.pk])


def test_nor_for_a_role_the_post_has_from_tomorrow(plant):
    grant_role(
        by=plant.by,
        role="principal",
        post=plant.posts.operator_a,
        unit=plant.units.resin,
        on=TODAY + 9 * DAY,
        at=NOON,
    )
    with pytest.raises(BeyondOwnRights):
        take(plant, "operator_a")


def test_nor_to_the_post_that_heads_a_unit(plant):
    with pytest.raises(BeyondOwnRights) as refused:
        take(plant, "team_leader_a")
    assert refused.value.places["roles"] == "Line head"


def test_somebody_else_is_appointed_to_it_and_he_himself_to_a_plain_post(plant):
    carrying(plant, "safety_manager", "operator_a")
    assert take(plant, "operator_a", who="stranger").post == plant.posts.operator_a
    assert take(plant, "operator_b").person == plant.people.admin


def test_what_he_holds_already_is_no_gain(plant):
    carrying(plant, "administrator", "operator_a")
    assert take(plant, "operator_a").post == plant.posts.operator_a


def test_a_role_taken_from_the_post_before_does_not_count(plant):
    grant = carrying(plant, "safety_manager", "operator_a")
    withdraw_role(by=plant.by, grant=grant, on=TODAY, at=NOON)
    assert take(plant, "operator_a").post == plant.posts.operator_a


def test_a_role_is_not_given_to_the_post_one_will_hold(plant):
    take(plant, "operator_a", on=TODAY + 5 * DAY)
    with pytest.raises(ForOneself):
        grant_role(
            by=plant.actor("admin"),
            role="safety_manager",
            post=plant.posts.operator_a,
            unit=plant.units.resin,
            on=TODAY,
            at=NOON,
        )
