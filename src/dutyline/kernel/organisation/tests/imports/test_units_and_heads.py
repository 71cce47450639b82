from datetime import date

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.models import Post, Unit, UnitKind
from dutyline.kernel.organisation.operations import create_post, create_unit
from dutyline.kernel.organisation.tests.clerk import Clerk
from dutyline.kernel.organisation.tests.imports.files import (
    FIRST,
    MAP,
    NOW,
    SECOND,
    bring_in,
    counts,
    decided,
    refusals,
)

pytestmark = pytest.mark.django_db

UNIT_COLUMNS = ("Code", "Name", "Parent code", "Kind")
UNIT_MAP = {
    "columns": {
        "unit_code": "Code",
        "unit_1": "Name",
        "parent_code": "Parent code",
        "unit_kind": "Kind",
    },
    "source": "units",
}


def units(*rows, on=FIRST, **told):
    return bring_in(*rows, on=on, mapping=UNIT_MAP, columns=UNIT_COLUMNS, **told)


ACME = ("A", "Acme", "", "公司")
WORKS = ("W", "Works", "A", "车间")
TEAM = ("T", "Team 1", "W", "班组")


def paths():
    return {
        unit.code: [Unit.objects.get(pk=pk).code for pk in unit.path.strip("/").split("/")]
        for unit in Unit.objects.filter(valid_to__isnull=True)
    }


def test_a_list_of_units_by_code_becomes_a_tree_in_any_order():
    report = units(TEAM, WORKS, ACME)
    assert counts(report, "unit") == (3, 0, 0, 0, 0)
    assert paths() == {"A": ["A"], "W": ["A", "W"], "T": ["A", "W", "T"]}
    assert Unit.objects.get(code="T").kind == UnitKind.TEAM
    assert Unit.objects.get(code="T").depth == 2


def test_a_unit_of_a_later_list_moves_and_changes_its_name():
    units(ACME, WORKS, TEAM)
    report = units(ACME, WORKS, ("T", "Crew 1", "A", "班组"), on=SECOND)
    assert counts(report, "unit") == (0, 1, 2, 0, 0)
    assert paths()["T"] == ["A", "T"]
    team = Unit.objects.get(code="T")
    names = [line.units_on(day).get(unit=team).name for day in (date(2016, 3, 30), SECOND)]
    assert names == ["Team 1", "Crew 1"]
    assert units(ACME, WORKS, ("T", "Crew 1", "A", "班组"), on=SECOND).total.changed == 0


def test_a_unit_missing_from_a_later_list_is_closed_with_those_under_it():
    units(ACME, WORKS, TEAM)
    report = units(ACME, on=SECOND)
    assert counts(report, "unit") == (0, 0, 1, 2, 0)
    assert set(Unit.objects.filter(valid_to=SECOND).values_list("code", flat=True)) == {"W", "T"}


def test_a_unit_with_a_unit_entered_by_hand_is_kept():
    units(ACME, WORKS)
    create_unit(
        by=Clerk(),
        name="By hand",
        kind=UnitKind.TEAM,
        parent=Unit.objects.get(code="W"),
        on=date(2015, 12, 1),
        at=NOW,
    )
    report = units(ACME, on=SECOND)
    assert counts(report, "unit") == (0, 0, 1, 0, 0)
    assert decided(report, "units_kept") == ()


def test_units_above_each_other_in_a_circle_are_refused():
    report = units(ACME, ("W", "Works", "T", ""), ("T", "Team 1", "W", ""))
    reason = "The units above lead in a circle back here."
    assert refusals(report) == [(3, "Parent code", reason), (4, "Parent code", reason)]
    assert paths() == {"A": ["A"]}


def test_a_unit_above_that_does_not_exist_refuses_everything_under_it():
    report = units(ACME, ("W", "Works", "X", ""), TEAM)
    assert refusals(report) == [
        (3, "Parent code", "The unit above does not exist."),
        (4, "Name", "The unit above was refused."),
    ]


def test_one_unit_code_for_two_units_is_refused():
    report = units(ACME, WORKS, ("W", "Warehouse", "A", ""))
    assert [row for row, _, _ in refusals(report)] == [3, 4]


def test_a_closed_unit_opens_again():
    third = date(2017, 1, 1)
    units(ACME, WORKS)
    units(ACME, on=SECOND)
    assert counts(units(ACME, WORKS, on=third), "unit") == (1, 0, 1, 0, 0)
    works = Unit.objects.get(code="W")
    assert [line.units_on(day).filter(unit=works).exists() for day in (FIRST, SECOND, third)] == [
        True,
        False,
        True,
    ]


def test_a_file_finds_units_entered_by_hand_by_their_names(plant):
    report = bring_in(
        ("Lanjiang Chemical Group", "Lanjiang Resin Co.", "P1", "Adviser", "", ""),
        on=date(2026, 2, 1),
    )
    assert counts(report, "unit") == (0, 0, 2, 0, 0)
    assert Post.objects.get(code="P1").unit == plant.units.resin


def test_the_tops_of_a_file_lie_under_the_only_enterprise_there_is(plant):
    bring_in(("Borax", "Works", "B1", "Chief", "", ""), on=date(2026, 2, 1))
    assert Unit.objects.get(name="Borax").parent == plant.units.group


def test_the_only_post_with_a_superior_outside_heads_its_unit():
    report = bring_in(
        ("Acme", "", "P1", "Director", "", "Ann Lee"),
        ("Acme", "Safety", "P2", "Safety manager", "P1", ""),
        ("Acme", "Safety", "P3", "Inspector", "P2", ""),
        ("Acme", "Works", "P4", "Foreman", "P1", ""),
        ("Acme", "Works", "P5", "Engineer", "P1", ""),
    )
    heads = Post.objects.filter(heads_unit=True).order_by("code").values_list("code", flat=True)
    assert list(heads) == ["P1", "P2"]
    assert decided(report, "heads_derived") == (2, 3)


def test_a_column_that_says_who_heads_a_unit_is_believed():
    columns = ("Company", "Department", "Post ID", "Job Title", "Reports to", "Head")
    mapping = {"columns": {**MAP["columns"], "heads_unit": "Head"}, "source": "test"}
    mapping["columns"].pop("holder_name")
    report = bring_in(
        ("Acme", "", "P1", "Director", "", "是"),
        ("Acme", "Works", "P4", "Foreman", "P1", "否"),
        ("Acme", "Works", "P5", "Engineer", "P1", "是"),
        ("Acme", "Works", "P6", "Planner", "P1", "是"),
        columns=columns,
        mapping=mapping,
    )
    heads = Post.objects.filter(heads_unit=True).order_by("code").values_list("code", flat=True)
    assert list(heads) == ["P1", "P5"]
    assert decided(report, "second_head") == (5,)
    assert counts(report, "appointment") == (0, 0, 0, 0, 0)


def test_a_head_entered_by_hand_stays_the_head(plant):
    mapping = {**MAP, "settings": {"under": "resin"}}
    bring_in(
        ("Safety department", "", "P1", "Adviser", "workshop_head", ""),
        mapping=mapping,
        on=date(2026, 2, 1),
    )
    assert line.head_of(plant.units.safety, date(2026, 2, 1)) == plant.posts.safety_manager
    assert not Post.objects.get(code="P1").heads_unit


def test_a_head_who_would_report_to_himself_does_not_head_the_unit():
    report = bring_in(
        ("Acme", "", "P1", "Director", "P3", "Ann Lee"),
        ("Acme", "Works", "P2", "Foreman", "P1", ""),
        ("Acme", "Works", "P3", "Adviser", "", ""),
    )
    assert decided(report, "head_in_circle") == (2,)
    superiors = line.superiors_on(FIRST)
    director = Post.objects.get(code="P1")
    assert superiors[director.pk] == Post.objects.get(code="P3").pk
    assert superiors[Post.objects.get(code="P3").pk] is None


def test_two_heads_change_places_on_the_day_of_a_file():
    columns = ("Company", "Department", "Post ID", "Job Title", "Reports to", "Head")
    mapping = {"columns": {**MAP["columns"], "heads_unit": "Head"}, "source": "test"}
    mapping["columns"].pop("holder_name")

    def file(first, second, on):
        return bring_in(
            ("Acme", "", "P1", "Director", "", first),
            ("Acme", "", "P2", "Deputy", "", second),
            columns=columns,
            mapping=mapping,
            on=on,
        )

    file("yes", "no", FIRST)
    file("no", "yes", SECOND)
    acme = Unit.objects.get(code="Acme")
    heads = [line.head_of(acme, day).code for day in (FIRST, SECOND)]
    assert heads == ["P1", "P2"]
    file("yes", "no", SECOND)
    assert line.head_of(acme, SECOND).code == "P1"


def test_a_post_moved_by_a_file_keeps_its_holders():
    rows = [("Acme", "Works", "P2", "Foreman", "", "Bob Ray")]
    bring_in(*rows)
    bring_in(("Acme", "Safety", "P2", "Foreman", "", "Bob Ray"), on=SECOND)
    post = Post.objects.get(code="P2")
    assert post.unit.name == "Safety"
    assert [each.valid_from for each in line.holders_of(post, SECOND)] == [FIRST]
    older = line.posts_on(FIRST).get(post=post)
    assert older.unit.name == "Works"


def test_a_snapshot_of_a_day_to_come_waits_for_it():
    bring_in(("Acme", "Works", "P2", "Foreman", "", "Bob Ray"))
    coming = date(2027, 1, 1)
    bring_in(("Acme", "Works", "P2", "Head foreman", "", "Bob Ray"), on=coming)
    post = Post.objects.get(code="P2")
    assert post.title == "Foreman"
    assert line.posts_on(coming).get(post=post).title == "Head foreman"


def test_posts_by_hand_under_an_imported_superior_survive_the_next_file():
    bring_in(("Acme", "Works", "P2", "Foreman", "", "Bob Ray"))
    works = Unit.objects.get(name="Works")
    own = create_post(
        by=Clerk(), title="Own", unit=works, superior=Post.objects.get(code="P2"), on=FIRST, at=NOW
    )
    bring_in(("Acme", "", "P1", "Director", "", ""), on=SECOND)
    own.refresh_from_db()
    assert own.valid_to is None
    assert line.superior_of(own, SECOND) == Post.objects.get(code="P1")
