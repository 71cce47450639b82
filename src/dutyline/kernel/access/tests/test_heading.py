"""Nobody makes his own post a head for the rights of one, by whatever way."""

import pytest

from dutyline.kernel.access.refusals import HeadsBeyondOwnRights
from dutyline.kernel.access.tests.plant import NOW, TODAY
from dutyline.kernel.organisation.imports.people import PeopleImport
from dutyline.kernel.organisation.models import Appointment, Post
from dutyline.kernel.organisation.operations import (
    appoint,
    change_post,
    close_post,
    merge_unit,
    move_post,
)
from dutyline.kernel.organisation.tests.imports.files import bring_in, counts, refusals

HEADING = (
    "As the head of {unit} your own post {post} would carry rights you do not hold: Line head. "
    "Somebody else has to make it the head."
)
CARRIED = (
    "{post} carries rights you do not hold: Line head. Somebody else has to appoint you to it."
)
MAP = {
    "columns": {
        "unit_code": "Unit",
        "unit_1": "Called",
        "post_code": "Post",
        "post_title": "Title",
        "heads_unit": "Head",
        "holder_number": "Number",
        "holder_name": "Name",
    },
    "source": "hr",
}


@pytest.fixture
def operator(plant):
    """Return a post of team A that lost its head; the administrator holds it."""
    post = plant.posts.operator_a
    appoint(by=plant.by, person=plant.people.admin, post=post, on=TODAY, at=NOW)
    close_post(by=plant.by, post=plant.posts.team_leader_a, on=TODAY, at=NOW)
    return post


def raised(plant, post, by="admin"):
    return change_post(
        by=plant.actor(by) if isinstance(by, str) else by,
        post=post,
        title=post.title,
        superior=None,
        heads_unit=True,
        level=post.level,
        on=TODAY,
        at=NOW,
    )


def test_an_administrator_does_not_make_his_own_post_the_head(plant, operator):
    with pytest.raises(HeadsBeyondOwnRights) as refused:
        raised(plant, operator)
    assert refused.value.places == {
        "post": "Operator A",
        "unit": "Shift team A",
        "roles": "Line head",
    }
    operator.refresh_from_db()
    assert not operator.heads_unit


def test_another_makes_it_the_head_and_then_its_holder_changes_it(plant, operator):
    assert raised(plant, operator, plant.by).heads_unit
    assert raised(plant, operator).heads_unit


def test_the_post_of_another_is_made_the_head(plant, operator):
    Appointment.objects.filter(person=plant.people.admin).delete()
    assert raised(plant, operator).heads_unit


def test_nor_by_moving_it_into_a_unit_without_a_head(plant, operator):
    with pytest.raises(HeadsBeyondOwnRights):
        move_post(
            by=plant.actor("admin"),
            post=operator,
            unit=plant.units.mixing,
            heads_unit=True,
            on=TODAY,
            at=NOW,
        )


def test_nor_by_merging_the_unit_it_heads_into_another(plant, operator):
    raised(plant, operator, plant.by)
    facts = {"unit": plant.units.team_a, "into": plant.units.mixing, "on": TODAY, "at": NOW}
    with pytest.raises(HeadsBeyondOwnRights) as refused:
        merge_unit(by=plant.actor("admin"), reappoint=True, **facts)
    assert refused.value.places["unit"] == "Mixing Workshop"
    assert merge_unit(by=plant.actor("admin"), **facts) == plant.units.mixing


def test_a_file_refuses_the_rows_by_which_its_importer_would_head_a_unit(plant, operator):
    report = organisation(
        plant,
        ("team_a", "Shift team A", "operator_a", "Operator A", "yes", "admin", "Admin Qian"),
        ("team_a", "Shift team A", "operator_a", "Operator A", "yes", "wang", "Wang Fang"),
        ("mixing", "Mixing Workshop", "packer", "Packer", "no", "", "Fan Bing"),
    )
    reason = HEADING.format(unit="Shift team A", post="Operator A")
    assert refusals(report) == [(2, "Head", reason), (3, "Head", reason)]
    assert counts(report, "post") == (1, 0, 0, 0, 2)
    operator.refresh_from_db()
    assert (operator.heads_unit, Post.objects.get(code="packer").title) == (False, "Packer")


def test_a_file_refuses_the_row_that_appoints_its_importer_beyond_his_rights(plant):
    report = organisation(
        plant,
        ("team_a", "Shift team A", "team_leader_a", "Team leader A", "yes", "admin", "Admin Qian"),
        ("mixing", "Mixing Workshop", "boss", "Boss", "yes", "admin", "Admin Qian"),
        ("mixing", "Mixing Workshop", "packer", "Packer", "no", "admin", "Admin Qian"),
    )
    assert refusals(report) == [
        (2, "Name", CARRIED.format(post="Team leader A")),
        (3, "Name", HEADING.format(unit="Mixing Workshop", post="Boss")),
    ]
    held = Appointment.objects.filter(person=plant.people.admin).values_list("post__code")
    assert list(held) == [("packer",)]
    assert Appointment.objects.get(person=plant.people.li).valid_to is None
    assert not Post.objects.filter(code="boss").exists()


def test_who_may_do_there_what_heads_may_brings_himself_in(plant):
    report = organisation(
        plant,
        ("mixing", "Mixing Workshop", "boss", "Boss", "yes", "admin", "Admin Qian"),
        by=plant.by,
    )
    assert (refusals(report), Post.objects.get(code="boss").heads_unit) == ([], True)


def test_a_file_of_people_refuses_the_row_alone(plant):
    report = bring_in(
        ("admin", "Admin Qian", "team_leader_a"),
        ("admin", "Admin Qian", "operator_b"),
        ("wang", "Wang Fang", "operator_a"),
        on=TODAY,
        by=plant.actor("admin"),
        adapter=PeopleImport(),
        mapping={"source": "hr"},
        columns=("工号", "姓名", "岗位编码"),
        partial=True,
    )
    assert refusals(report) == [(2, "岗位编码", CARRIED.format(post="Team leader A"))]
    held = Appointment.objects.filter(person=plant.people.admin).values_list("post__code")
    assert list(held) == [("operator_b",)]


def organisation(plant, *rows, by=None):
    columns = ("Unit", "Called", "Post", "Title", "Head", "Number", "Name")
    by = by or plant.actor("admin")
    return bring_in(*rows, on=TODAY, by=by, mapping=MAP, columns=columns, partial=True)
