from datetime import date

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Appointment, PlaceKind, Post, Unit
from dutyline.kernel.organisation.operations import (
    appoint,
    bring_into_effect,
    create_place,
    create_unit,
    merge_unit,
    move_unit,
)
from dutyline.kernel.organisation.refusals import AlreadyClosed, Circle
from dutyline.kernel.organisation.tests.clerk import Clerk, Forbidden, clerk_over, noon

FEBRUARY, MARCH, APRIL = date(2026, 2, 10), date(2026, 3, 1), date(2026, 4, 1)


def merge(unit, into, on=MARCH, at=None, by=None, **told):
    return merge_unit(by=by or Clerk(), unit=unit, into=into, on=on, at=at or noon(on), **told)


def holders(post, day):
    return [each.person.number for each in line.holders_of(post, day)]


def test_units_posts_and_places_go_over_to_the_heir(plant):
    hall = create_place(
        by=Clerk(),
        name="Hall",
        kind=PlaceKind.AREA,
        unit=plant.units.workshop,
        on=FEBRUARY,
        at=noon(FEBRUARY),
    )
    merge(plant.units.workshop, plant.units.mixing)
    mixing, team = Unit.objects.get(code="mixing"), Unit.objects.get(code="team_a")
    assert team.path == f"{mixing.path}{team.pk}/"
    assert team.parent == mixing
    assert Post.objects.get(code="workshop_head").unit == mixing
    hall.refresh_from_db()
    assert (hall.unit, hall.unit_path) == (mixing, mixing.path)


def test_a_unit_merged_into_the_one_above_hands_its_places_over_too(plant):
    hall = create_place(
        by=Clerk(),
        name="Hall",
        kind=PlaceKind.AREA,
        unit=plant.units.team_a,
        on=FEBRUARY,
        at=noon(FEBRUARY),
    )
    merge(plant.units.team_a, plant.units.workshop)
    hall.refresh_from_db()
    assert (hall.unit, hall.unit_path) == (plant.units.workshop, plant.units.workshop.path)


def test_a_unit_yet_to_begin_begins_under_the_heir(plant):
    team = create_unit(
        by=Clerk(),
        name="C",
        kind="team",
        parent=plant.units.workshop,
        on=APRIL,
        at=noon(FEBRUARY),
    )
    merge(plant.units.workshop, plant.units.mixing)
    team.refresh_from_db()
    mixing = Unit.objects.get(code="mixing")
    assert (team.parent, team.path) == (mixing, f"{mixing.path}{team.pk}/")
    assert line.units_on(APRIL).get(unit=team).path == team.path


def test_the_merged_unit_ends_and_lies_under_its_heir(plant):
    merge(plant.units.workshop, plant.units.mixing)
    mixing, merged = Unit.objects.get(code="mixing"), Unit.objects.get(code="workshop")
    assert (merged.valid_to, merged.merged_into, merged.parent) == (MARCH, mixing, mixing)
    assert merged.path == f"{mixing.path}{merged.pk}/"
    assert not line.units_on(MARCH).filter(unit=merged).exists()
    before = line.units_on(FEBRUARY).get(unit=merged)
    assert before.path == plant.units.workshop.path


def test_its_appointments_end_unless_people_begin_again(plant):
    merge(plant.units.workshop, plant.units.mixing)
    assert holders(plant.posts.workshop_head, FEBRUARY) == ["zhang"]
    assert holders(plant.posts.workshop_head, MARCH) == []
    assert holders(plant.posts.team_leader_a, MARCH) == ["li"]


def test_with_reappointing_the_same_people_begin_on_that_day(plant):
    coming = appoint(
        by=Clerk(),
        person=plant.people.stranger,
        post=plant.posts.team_leader_a,
        on=APRIL,
        at=noon(FEBRUARY),
    )
    acting = appoint(
        by=Clerk(),
        person=plant.people.sun,
        post=plant.posts.team_leader_a,
        on=FEBRUARY,
        until=APRIL,
        acting=True,
        acting_for=plant.appointments.li,
        at=noon(FEBRUARY),
    )
    merge(plant.units.team_a, plant.units.team_b, reappoint=True)
    again = Appointment.objects.filter(valid_from=MARCH).order_by("acting", "person__number")
    assert [(each.person.number, each.valid_to) for each in again] == [
        ("li", None),
        ("sun", None),
        ("wang", None),
        ("sun", APRIL),
    ]
    assert again[3].acting_for == again[0]
    acting.refresh_from_db()
    coming.refresh_from_db()
    assert acting.valid_to == MARCH
    assert (coming.valid_from, coming.valid_to) == (APRIL, None)


def test_the_head_of_the_merged_unit_heads_the_heir_only_where_it_has_none(plant):
    merge(plant.units.team_a, plant.units.team_b)
    assert line.head_of(plant.units.team_b, MARCH) == plant.posts.team_leader_b
    assert not Post.objects.get(code="team_leader_a").heads_unit
    merge(plant.units.workshop, plant.units.mixing, on=APRIL)
    assert line.head_of(plant.units.mixing, APRIL) == plant.posts.workshop_head


def test_a_merger_of_tomorrow_waits_for_its_day(plant):
    hall = create_place(
        by=Clerk(),
        name="Hall",
        kind=PlaceKind.AREA,
        unit=plant.units.team_a,
        on=FEBRUARY,
        at=noon(FEBRUARY),
    )
    merge(plant.units.team_a, plant.units.team_b, on=APRIL, at=noon(MARCH))
    hall.refresh_from_db()
    assert hall.unit == plant.units.team_a
    assert Post.objects.get(code="operator_a").unit == plant.units.team_a
    bring_into_effect(noon(APRIL))
    hall.refresh_from_db()
    assert hall.unit == plant.units.team_b
    assert Post.objects.get(code="operator_a").unit == plant.units.team_b
    assert bring_into_effect(noon(APRIL)) == 0


def test_the_heir_may_move_the_same_day(plant):
    merge(plant.units.team_a, plant.units.team_b, on=APRIL, at=noon(MARCH))
    move_unit(
        by=Clerk(), unit=plant.units.team_b, parent=plant.units.mixing, on=APRIL, at=noon(MARCH)
    )
    bring_into_effect(noon(APRIL))
    heir, merged = Unit.objects.get(code="team_b"), Unit.objects.get(code="team_a")
    assert heir.path.startswith(Unit.objects.get(code="mixing").path)
    assert merged.path == f"{heir.path}{merged.pk}/"


def test_a_unit_is_not_merged_into_itself_or_its_own(plant):
    for into in (plant.units.workshop, plant.units.team_a):
        with pytest.raises(Circle):
            merge(plant.units.workshop, into)


def test_a_unit_is_merged_once_and_with_the_right_at_both_ends(plant):
    with pytest.raises(Forbidden):
        merge(plant.units.team_a, plant.units.mixing, by=clerk_over(plant.units.resin.path))
    merge(plant.units.team_a, plant.units.team_b)
    with pytest.raises(AlreadyClosed):
        merge(plant.units.team_a, plant.units.mixing, on=APRIL)
