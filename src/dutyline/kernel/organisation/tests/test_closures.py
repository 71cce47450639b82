from datetime import date

import pytest

from dutyline.kernel.organisation.models import Appointment, Place, PlaceKind, Post, Unit
from dutyline.kernel.organisation.operations import (
    appoint,
    close_unit,
    create_place,
    create_post,
    create_unit,
    move_unit,
)
from dutyline.kernel.organisation.refusals import AlreadyClosed, BeforeHistory, StillInUse
from dutyline.kernel.organisation.tests.clerk import Clerk, Forbidden, clerk_over, noon

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def close(unit, on=MARCH, by=None, **told):
    return close_unit(by=by or Clerk(), unit=unit, on=on, at=noon(on), **told)


def test_a_unit_in_use_is_not_closed_and_says_what_is_left(plant):
    create_place(
        by=Clerk(),
        name="Hall",
        kind=PlaceKind.AREA,
        unit=plant.units.team_a,
        on=MARCH,
        at=noon(MARCH),
    )
    with pytest.raises(StillInUse) as refused:
        close(plant.units.workshop)
    assert refused.value.places == {
        "name": plant.units.workshop,
        "units": 2,
        "posts": 5,
        "places": 1,
    }


def test_an_empty_unit_is_closed(plant):
    assert close(plant.units.mixing).valid_to == MARCH
    with pytest.raises(AlreadyClosed):
        close(plant.units.mixing, on=APRIL)


def test_with_its_contents_everything_in_it_ends_the_same_day(plant):
    hall = create_place(
        by=Clerk(),
        name="Hall",
        kind=PlaceKind.AREA,
        unit=plant.units.team_a,
        on=MARCH,
        at=noon(MARCH),
    )
    close(plant.units.workshop, on=APRIL, with_contents=True)
    closed = Unit.objects.filter(valid_to=APRIL).order_by("code").values_list("code", flat=True)
    assert list(closed) == ["team_a", "team_b", "workshop"]
    posts = Post.objects.filter(valid_to=APRIL).order_by("code").values_list("code", flat=True)
    assert list(posts) == [
        "operator_a",
        "operator_b",
        "team_leader_a",
        "team_leader_b",
        "workshop_head",
    ]
    ended = Appointment.objects.filter(valid_to=APRIL).values_list("person__number", flat=True)
    assert sorted(ended) == ["gao", "li", "sun", "wang", "zhang"]
    assert Place.objects.get(pk=hall.pk).valid_to == APRIL
    assert Appointment.objects.get(person=plant.people.zhao).valid_to is None


def test_what_had_not_begun_never_runs(plant):
    later = date(2026, 6, 1)
    team = create_unit(
        by=Clerk(), name="C", kind="team", parent=plant.units.workshop, on=later, at=noon(MARCH)
    )
    post = create_post(by=Clerk(), title="Leader C", unit=team, on=later, at=noon(MARCH))
    planned = appoint(by=Clerk(), person=plant.people.stranger, post=post, on=later, at=noon(MARCH))
    close(plant.units.workshop, with_contents=True)
    for row in (team, post, planned):
        row.refresh_from_db()
        assert (row.valid_from, row.valid_to) == (later, later)
        assert not row.runs_on(later)


def test_a_unit_is_not_closed_while_another_is_on_its_way_into_it(plant):
    move_unit(
        by=Clerk(), unit=plant.units.safety, parent=plant.units.mixing, on=APRIL, at=noon(MARCH)
    )
    with pytest.raises(BeforeHistory, match="Safety department"):
        close(plant.units.mixing, with_contents=True)


def test_closing_takes_the_right_and_a_whole_enterprise_a_command(plant):
    with pytest.raises(Forbidden):
        close(plant.units.mixing, by=clerk_over(plant.units.resin.path))
    with pytest.raises(Forbidden):
        close(plant.units.group, by=clerk_over(plant.units.group.path), with_contents=True)


def test_a_unit_is_not_closed_before_it_begins(plant):
    with pytest.raises(BeforeHistory):
        close(plant.units.mixing, on=date(2025, 12, 1))
