"""Nobody draws another unit, or a post of it, under his own for his rights there, by any way."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dutyline.kernel.access.operations import grant_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.refusals import PostTakenBeyondOwnRights, UnitBeyondOwnRights
from dutyline.kernel.access.tests.plant import NOW, TODAY
from dutyline.kernel.organisation.models import Post, Unit
from dutyline.kernel.organisation.operations import (
    appoint,
    create_unit,
    merge_unit,
    move_post,
    move_unit,
)
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.tests.imports.files import bring_in, counts, refusals

REASON = (
    "Under it your own roles would reach {unit} with rights you do not hold there: Line head. "
    "Somebody else has to do this."
)
MAP = {
    "columns": {"unit_code": "Unit", "unit_1": "Called", "parent_code": "Above"},
    "source": "hr",
}


@pytest.fixture
def head(plant):
    """Return the administrator, who heads the workshop of team A beside Zhang."""
    appointed(plant, TODAY)
    return plant.actor("admin")


def appointed(plant, on):
    post, admin = plant.posts.workshop_head, plant.people.admin
    return appoint(by=plant.by, person=admin, post=post, on=on, at=NOW)


def moved(plant, by, unit, parent):
    units = plant.units
    return move_unit(
        by=by, unit=getattr(units, unit), parent=getattr(units, parent), on=TODAY, at=NOW
    )


def test_a_head_does_not_move_a_neighbour_under_his_own_unit(plant, head):
    for parent in ("workshop", "team_a"):
        with pytest.raises(UnitBeyondOwnRights) as refused:
            moved(plant, head, "safety", parent)
        assert refused.value.places == {"unit": "Safety department", "roles": "Line head"}
        assert refused.value.field == "parent"
    assert Unit.objects.get(code="safety").parent == plant.units.resin


def test_nor_where_he_becomes_the_head_only_later(plant):
    appointed(plant, TODAY + timedelta(days=9))
    with pytest.raises(UnitBeyondOwnRights):
        moved(plant, plant.actor("admin"), "safety", "workshop")


def test_nor_does_he_merge_one_into_his_own(plant, head):
    with pytest.raises(UnitBeyondOwnRights) as refused:
        merge_unit(by=head, unit=plant.units.safety, into=plant.units.workshop, on=TODAY, at=NOW)
    assert refused.value.places["unit"] == "Safety department"
    assert Unit.objects.get(code="safety").valid_to is None


def test_another_moves_it_and_he_moves_what_lies_under_him_or_away(plant, head):
    assert moved(plant, head, "team_a", "team_b").parent == plant.units.team_b
    assert moved(plant, head, "team_b", "coatings").parent == plant.units.coatings
    assert moved(plant, plant.by, "safety", "workshop").parent == plant.units.workshop


def test_who_may_do_as_much_there_already_moves_it(plant, head):
    facts = {"by": plant.by, "person": plant.people.admin, "on": TODAY, "at": NOW}
    grant_role(role="principal", unit=plant.units.resin, **facts)
    assert moved(plant, plant.actor("admin"), "safety", "workshop").parent == plant.units.workshop


def test_a_narrow_token_gains_nothing_its_person_has_not(plant, head):
    narrow = replace(head, limits=frozenset({Organisation.MANAGE}))
    with pytest.raises(UnitBeyondOwnRights):
        moved(plant, narrow, "safety", "workshop")
    facts = {"by": plant.by, "person": plant.people.admin, "on": TODAY, "at": NOW}
    grant_role(role="principal", unit=plant.units.resin, **facts)
    narrow = replace(plant.actor("admin"), limits=narrow.limits)
    assert not narrow.can(Access.LINE_VIEW)
    assert moved(plant, narrow, "safety", "workshop").parent == plant.units.workshop


def test_a_file_refuses_the_unit_its_importer_would_draw_to_himself(plant, head):
    report = units(
        plant,
        head,
        ("safety", "Safety department", "workshop"),
        ("lab", "Laboratory", "safety"),
        ("depot", "Depot", "workshop"),
        ("mixing", "Mixing Workshop", "depot"),
    )
    assert refusals(report) == [
        (2, "Called", REASON.format(unit="Safety department")),
        (3, "Called", "The unit above was refused."),
        (5, "Called", REASON.format(unit="Mixing Workshop")),
    ]
    assert counts(report, "unit") == (1, 0, 0, 0, 0)
    assert Unit.objects.get(code="safety").parent == plant.units.resin
    assert Unit.objects.get(code="depot").parent == plant.units.workshop


def test_a_file_moves_what_its_importer_may_take(plant, head):
    create_unit(
        by=plant.by,
        code="store",
        name="Store",
        kind="team",
        parent=plant.units.workshop,
        on=TODAY,
        at=NOW,
    )
    report = units(plant, head, ("team_a", "Shift team A", "store"))
    assert refusals(report) == []
    assert Unit.objects.get(code="team_a").parent.code == "store"


def post_moved(plant, by, post, unit):
    facts = {"post": getattr(plant.posts, post), "unit": getattr(plant.units, unit)}
    return move_post(by=by, on=TODAY, at=NOW, **facts)


def test_a_head_does_not_draw_the_post_of_a_neighbour_to_himself(plant, head):
    for unit in ("workshop", "team_a"):
        with pytest.raises(PostTakenBeyondOwnRights) as refused:
            post_moved(plant, head, "safety_manager", unit)
        assert refused.value.places == {"post": "Safety manager", "roles": "Line head"}
        assert refused.value.field == "unit"
    assert Post.objects.get(pk=plant.posts.safety_manager.pk).unit == plant.units.safety


def test_another_moves_that_post_and_the_head_moves_posts_under_him_or_away(plant, head):
    assert post_moved(plant, head, "operator_a", "team_b").unit == plant.units.team_b
    assert post_moved(plant, head, "operator_a", "safety").unit == plant.units.safety
    assert post_moved(plant, plant.by, "safety_manager", "workshop").unit == plant.units.workshop


def test_who_may_do_as_much_where_the_post_is_moves_it(plant, head):
    facts = {"by": plant.by, "person": plant.people.admin, "on": TODAY, "at": NOW}
    grant_role(role="principal", unit=plant.units.resin, **facts)
    moved_to = post_moved(plant, plant.actor("admin"), "safety_manager", "workshop").unit
    assert moved_to == plant.units.workshop


def test_a_file_refuses_the_post_its_importer_would_draw_to_himself(plant, head):
    safety, operator = plant.posts.safety_manager, plant.posts.operator_a
    columns = ("Unit", "Called", "Post", "Job")
    mapping = {
        "columns": dict(
            zip(("unit_code", "unit_1", "post_code", "post_title"), columns, strict=True)
        ),
        "source": "hr",
    }
    report = bring_in(
        ("workshop", "Mixing Workshop", safety.code, safety.title),
        ("safety", "Safety department", operator.code, operator.title),
        on=TODAY, by=head, mapping=mapping, columns=columns, partial=True,
    )  # fmt: skip
    reason = (
        "There your own roles would reach Safety manager with rights you do not hold where it is "
        "now: Line head. Somebody else has to do this."
    )
    assert refusals(report) == [(2, "Called", reason)]
    assert Post.objects.get(pk=safety.pk).unit == plant.units.safety
    assert Post.objects.get(pk=operator.pk).unit == plant.units.safety


def units(plant, by, *rows):
    columns = ("Unit", "Called", "Above")
    return bring_in(*rows, on=TODAY, by=by, mapping=MAP, columns=columns, partial=True)
