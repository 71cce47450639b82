from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Place, PlaceKind, Unit, UnitKind
from dutyline.kernel.organisation.operations import (
    bring_into_effect,
    close_unit,
    create_place,
    create_unit,
    move_unit,
)
from dutyline.kernel.organisation.refusals import (
    AlreadyClosed,
    BeforeHistory,
    Circle,
    OtherTree,
    UnderWayBefore,
)
from dutyline.kernel.organisation.tests.clerk import Clerk, Forbidden, clerk_over, noon

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


def move(plant, unit, parent, on=MARCH, *, at=None, by=None):
    return move_unit(by=by or Clerk(), unit=unit, parent=parent, on=on, at=at or noon(on))


def place_in(plant, unit):
    return create_place(
        by=Clerk(),
        name="Reactor hall",
        kind=PlaceKind.AREA,
        unit=unit,
        on=date(2026, 1, 1),
        at=noon(date(2026, 1, 1)),
    )


def names_under(unit, day):
    return sorted(each.name for each in line.units_on(day, [path_of(unit, day)]))


def path_of(unit, day):
    return line.units_on(day).get(unit=unit).path


def test_a_move_takes_everything_under_it_along(plant):
    hall = place_in(plant, plant.units.team_a)
    workshop = move(plant, plant.units.workshop, plant.units.coatings)
    assert workshop.path == f"{plant.units.coatings.path}{workshop.pk}/"
    team = Unit.objects.get(code="team_a")
    hall.refresh_from_db()
    assert team.path == f"{workshop.path}{team.pk}/"
    assert hall.unit_path == team.path
    assert (workshop.depth, team.depth) == (2, 3)


def test_the_tree_of_older_days_stays_as_it_was(plant):
    move(plant, plant.units.workshop, plant.units.coatings)
    before, after = date(2026, 2, 28), MARCH
    assert names_under(plant.units.resin, before) == [
        "Lanjiang Resin Co.",
        "Polymerisation Workshop",
        "Safety department",
        "Shift team A",
        "Shift team B",
    ]
    assert names_under(plant.units.resin, after) == ["Lanjiang Resin Co.", "Safety department"]
    tree = line.tree_on(after, plant.units.coatings)
    assert [child.name for child in tree.children] == ["Mixing Workshop", "Polymerisation Workshop"]
    assert [child.name for child in tree.children[1].children] == ["Shift team A", "Shift team B"]


def test_a_move_of_tomorrow_waits_for_its_day_wherever_that_day_begins(plant):
    hall = place_in(plant, plant.units.team_a)
    old = hall.unit_path
    move(plant, plant.units.workshop, plant.units.coatings, on=APRIL, at=noon(MARCH))
    hall.refresh_from_db()
    assert hall.unit_path == old
    shanghai_midnight = noon(date(2026, 3, 31)).replace(hour=16)
    assert bring_into_effect(shanghai_midnight.replace(hour=15, minute=59)) == 0
    assert bring_into_effect(shanghai_midnight) > 0
    hall.refresh_from_db()
    assert hall.unit_path == Unit.objects.get(code="team_a").path
    assert hall.unit_path.startswith(plant.units.coatings.path)


def test_a_unit_cannot_be_put_under_itself_or_its_own(plant):
    for parent in (plant.units.workshop, plant.units.team_a):
        with pytest.raises(Circle):
            move(plant, plant.units.workshop, parent)


def test_a_circle_planned_for_later_is_refused_too(plant):
    units = plant.units
    move(plant, units.mixing, units.workshop, on=APRIL, at=noon(MARCH))
    with pytest.raises(BeforeHistory):
        move(plant, units.workshop, units.mixing, on=MARCH)


def test_a_unit_stays_in_its_enterprise(plant):
    other = create_unit(
        by=Clerk(), name="Other", kind=UnitKind.GROUP, parent=None, on=MARCH, at=noon(MARCH)
    )
    with pytest.raises(OtherTree):
        move(plant, plant.units.workshop, other)


def test_a_move_is_not_dated_before_an_older_one(plant):
    move(plant, plant.units.workshop, plant.units.coatings, on=APRIL)
    with pytest.raises(BeforeHistory, match="1 April 2026"):
        move(plant, plant.units.workshop, plant.units.group, on=MARCH)
    with pytest.raises(BeforeHistory):
        move(plant, plant.units.team_a, plant.units.safety, on=MARCH)


def test_a_closed_unit_neither_moves_nor_takes_in(plant):
    close_unit(by=Clerk(), unit=plant.units.mixing, on=MARCH, at=noon(MARCH))
    with pytest.raises(AlreadyClosed):
        move(plant, plant.units.mixing, plant.units.resin, on=APRIL)
    with pytest.raises(UnderWayBefore):
        move(plant, plant.units.team_a, plant.units.mixing, on=APRIL)


def test_a_move_takes_the_right_at_both_ends(plant):
    for reach in (plant.units.resin, plant.units.coatings):
        with pytest.raises(Forbidden):
            move(plant, plant.units.workshop, plant.units.coatings, by=clerk_over(reach.path))
    by = clerk_over(plant.units.group.path)
    assert move(plant, plant.units.workshop, plant.units.coatings, by=by).depth == 2


def test_a_unit_that_leaves_a_moved_one_the_same_day_is_not_carried_along(plant):
    units = plant.units
    hall = place_in(plant, units.team_a)
    move(plant, units.workshop, units.coatings, on=APRIL, at=noon(MARCH))
    move(plant, units.team_a, units.safety, on=APRIL, at=noon(MARCH))
    bring_into_effect(noon(APRIL))
    hall.refresh_from_db()
    units.safety.refresh_from_db()
    assert hall.unit_path == f"{units.safety.path}{units.team_a.pk}/"
    assert Unit.objects.get(code="team_b").path.startswith(units.coatings.path)


def test_a_unit_may_move_there_and_back(plant):
    old = plant.units.workshop.path
    move(plant, plant.units.workshop, plant.units.coatings, on=MARCH)
    back = move(plant, plant.units.workshop, plant.units.resin, on=APRIL)
    assert back.path == old
    paths = [path_of(plant.units.team_b, day) for day in (date(2026, 2, 1), MARCH, APRIL)]
    assert paths[0] == paths[2] != paths[1]


def test_a_closed_unit_follows_the_unit_it_lies_under(plant):
    close_unit(by=Clerk(), unit=plant.units.team_b, on=MARCH, at=noon(MARCH), with_contents=True)
    move(plant, plant.units.workshop, plant.units.coatings, on=APRIL)
    closed = Unit.objects.get(code="team_b")
    assert closed.path == f"{Unit.objects.get(code='workshop').path}{closed.pk}/"


def test_the_sweep_brings_along_what_was_written_while_its_unit_moved(plant):
    old = plant.units.team_a.path
    hall = place_in(plant, plant.units.team_a)
    move(plant, plant.units.workshop, plant.units.coatings, on=MARCH)
    move(plant, plant.units.team_a, plant.units.mixing, on=APRIL)
    Place.objects.filter(pk=hall.pk).update(unit_path=old)
    assert bring_into_effect(noon(APRIL)) == 1
    hall.refresh_from_db()
    assert hall.unit_path == Unit.objects.get(code="team_a").path
    assert bring_into_effect(noon(APRIL)) == 0


def test_a_move_costs_the_same_statements_for_a_large_subtree(plant, connection_of_test):
    def cost(on):
        with CaptureQueriesContext(connection_of_test) as captured:
            parent = plant.units.coatings if on == MARCH else plant.units.resin
            move(plant, plant.units.workshop, parent, on=on)
        return len(captured)

    small = cost(MARCH)
    for number in range(60):
        create_unit(
            by=Clerk(),
            name=f"Team {number}",
            kind=UnitKind.TEAM,
            parent=plant.units.workshop,
            on=MARCH,
            at=noon(MARCH),
        )
    assert cost(APRIL) == small
    assert Place.objects.count() == 0
