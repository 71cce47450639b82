from datetime import date

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Unit, UnitKind
from dutyline.kernel.organisation.operations import (
    bring_into_effect,
    create_unit,
    move_unit,
    rename_unit,
    set_time_zone,
)
from dutyline.kernel.organisation.refusals import (
    BeforeHistory,
    CodeTaken,
    TooDeep,
    UnderWayBefore,
    UnknownTimeZone,
)
from dutyline.kernel.organisation.tests.clerk import Clerk, Forbidden, clerk_over, noon

MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def new_team(plant, parent, on=MARCH, by=None, **facts):
    return create_unit(
        by=by or Clerk(),
        name="Shift team C",
        kind=UnitKind.TEAM,
        parent=parent,
        on=on,
        at=noon(on),
        **facts,
    )


def test_the_kind_of_a_unit_stands_beside_its_name_where_that_does_not_end_with_it():
    said = [
        Unit(name=name, kind=UnitKind.DEPARTMENT).kind_beside_name
        for name in ("Safety department", "Laboratory", "Department of safety")
    ]
    assert said == ["", "Department", "Department"]


def test_a_new_unit_lies_under_its_parent_from_its_first_day(plant):
    team = new_team(plant, plant.units.workshop)
    assert team.path == f"{plant.units.workshop.path}{team.pk}/"
    assert team.depth == 3
    assert team.code == f"U{team.pk}"
    assert [each.unit for each in line.units_on(MARCH, [team.path])] == [team]
    assert not line.units_on(date(2026, 2, 28), [team.path]).exists()


def test_a_code_is_used_once(plant):
    with pytest.raises(CodeTaken, match="team_a"):
        new_team(plant, plant.units.workshop, code="team_a")


def test_a_parent_must_exist_on_the_first_day(plant):
    with pytest.raises(UnderWayBefore):
        new_team(plant, plant.units.workshop, on=date(2025, 12, 31))


def test_a_unit_is_created_where_one_has_the_right(plant):
    by = clerk_over(plant.units.coatings.path)
    assert new_team(plant, plant.units.mixing, by=by).parent == plant.units.mixing
    with pytest.raises(Forbidden):
        new_team(plant, plant.units.workshop, by=by)


def test_only_a_command_begins_an_enterprise(plant):
    with pytest.raises(Forbidden):
        new_team(plant, None, by=clerk_over(plant.units.group.path))
    assert new_team(plant, None).depth == 0


def test_a_time_zone_must_exist(plant):
    for name in ("Asia/Atlantis", "../etc/passwd", "Europe"):
        with pytest.raises(UnknownTimeZone):
            new_team(plant, plant.units.workshop, time_zone=name)


def test_a_time_zone_is_set_and_taken_away(plant):
    workshop = set_time_zone(
        by=Clerk(), unit=plant.units.workshop, time_zone="Europe/Berlin", at=noon(MARCH)
    )
    assert workshop.time_zone == "Europe/Berlin"
    workshop = set_time_zone(by=Clerk(), unit=workshop, time_zone="", at=noon(MARCH))
    assert workshop.time_zone == ""


def test_a_tree_deeper_than_a_path_can_say_is_refused(plant):
    deepest = plant.units.team_a
    while len(deepest.path) + len(f"{deepest.pk + 1}/") <= 255:
        deepest = new_team(plant, deepest)
    with pytest.raises(TooDeep):
        new_team(plant, deepest)


def test_an_old_name_stays_true_for_its_days(plant):
    rename_unit(
        by=Clerk(), unit=plant.units.workshop, name="Resin Workshop 1", on=MARCH, at=noon(MARCH)
    )
    assert Unit.objects.get(code="workshop").name == "Resin Workshop 1"
    names = [
        line.units_on(day, [plant.units.workshop.path]).get(unit=plant.units.workshop).name
        for day in (date(2026, 2, 28), MARCH)
    ]
    assert names == ["Polymerisation Workshop", "Resin Workshop 1"]


def test_a_name_of_tomorrow_waits_for_its_day(plant):
    rename_unit(by=Clerk(), unit=plant.units.workshop, name="New", on=APRIL, at=noon(MARCH))
    assert Unit.objects.get(code="workshop").name == "Polymerisation Workshop"
    assert bring_into_effect(noon(date(2026, 3, 31))) == 0
    assert bring_into_effect(noon(APRIL)) == 1
    assert bring_into_effect(noon(APRIL)) == 0
    assert Unit.objects.get(code="workshop").name == "New"


def test_a_second_change_of_the_same_day_replaces_the_first(plant):
    for name in ("First thought", "Second thought"):
        rename_unit(by=Clerk(), unit=plant.units.mixing, name=name, on=MARCH, at=noon(MARCH))
    versions = plant.units.mixing.versions.order_by("valid_from").values_list("name", "valid_to")
    assert list(versions) == [("Mixing Workshop", MARCH), ("Second thought", None)]


def test_a_change_cannot_be_dated_before_the_latest_one(plant):
    rename_unit(by=Clerk(), unit=plant.units.mixing, name="New", on=APRIL, at=noon(APRIL))
    with pytest.raises(BeforeHistory, match="1 April 2026"):
        rename_unit(by=Clerk(), unit=plant.units.mixing, name="Older", on=MARCH, at=noon(APRIL))


def test_a_unit_created_under_one_about_to_move_moves_with_it(plant):
    move_unit(
        by=Clerk(), unit=plant.units.mixing, parent=plant.units.resin, on=APRIL, at=noon(MARCH)
    )
    team = new_team(plant, plant.units.mixing)
    assert team.path.startswith(plant.units.coatings.path)
    bring_into_effect(noon(APRIL))
    team.refresh_from_db()
    assert team.path.startswith(plant.units.resin.path)
    spans = team.versions.order_by("valid_from").values_list("valid_from", "valid_to")
    assert list(spans) == [(MARCH, APRIL), (APRIL, None)]
