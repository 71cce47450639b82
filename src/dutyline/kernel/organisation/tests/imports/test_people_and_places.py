from datetime import date

import pytest

from dutyline.kernel.organisation import line
from dutyline.kernel.organisation.imports.people import PeopleImport
from dutyline.kernel.organisation.imports.places import PlacesImport
from dutyline.kernel.organisation.models import Person, Place, PlaceKind
from dutyline.kernel.organisation.tests.clerk import clerk_over
from dutyline.kernel.organisation.tests.imports.files import bring_in, counts, decided, refusals
from dutyline.kernel.registry.imports import ColumnsMissing, OlderSnapshot

pytestmark = pytest.mark.django_db

FEBRUARY, MARCH, APRIL = date(2026, 2, 10), date(2026, 3, 1), date(2026, 4, 1)
PEOPLE = ("工号", "姓名", "邮箱", "手机", "入职日期", "离职日期", "岗位编码")
PLACES = ("编号", "名称", "类型", "部门编码", "所属区域")


def people(*rows, on=MARCH, columns=PEOPLE, **told):
    mapping = {"source": "hr"}
    return bring_in(*rows, on=on, adapter=PeopleImport(), mapping=mapping, columns=columns, **told)


def places(*rows, on=MARCH, columns=PLACES, **told):
    mapping = {"source": "places"}
    return bring_in(*rows, on=on, adapter=PlacesImport(), mapping=mapping, columns=columns, **told)


def person(number, name="Qin Hao", *, email="", joined="", left="", post=""):
    return (number, name, email, "", joined, left, post)


def test_people_are_entered_with_what_the_file_knows(plant):
    report = people(person("9", email="qin@example.com", joined="2026年2月1日", post="operator_b"))
    assert counts(report, "person") == (1, 0, 0, 0, 0)
    assert counts(report, "appointment") == (1, 0, 0, 0, 0)
    qin = Person.objects.get(number="9")
    assert (qin.name, qin.email, qin.joined_on) == ("Qin Hao", "qin@example.com", date(2026, 2, 1))
    assert [each.person for each in line.holders_of(plant.posts.operator_b, MARCH)] == [qin]


def test_people_here_already_change_and_keep_what_the_file_does_not_say(plant):
    report = people(person("wang", "Wang Fang", email="wf@example.com"))
    assert counts(report, "person") == (0, 1, 0, 0, 0)
    wang = Person.objects.get(number="wang")
    assert (wang.email, wang.joined_on) == ("wf@example.com", date(2026, 1, 1))
    assert people(person("wang", "Wang Fang", email="wf@example.com")).total.changed == 0


def test_another_post_in_the_file_moves_the_person(plant):
    report = people(person("wang", "Wang Fang", post="operator_b"))
    assert counts(report, "appointment") == (1, 0, 0, 1, 0)
    wang = plant.people.wang
    held = {
        day: [each.post.code for each in wang.appointments.on(day).select_related("post")]
        for day in (FEBRUARY, MARCH)
    }
    assert held == {FEBRUARY: ["operator_a"], MARCH: ["operator_b"]}


def test_two_rows_give_a_person_two_posts(plant):
    people(
        person("wang", "Wang Fang", post="operator_a"),
        person("wang", "Wang Fang", post="operator_b"),
    )
    posts = plant.people.wang.appointments.on(MARCH).values_list("post__code", flat=True)
    assert sorted(posts) == ["operator_a", "operator_b"]


def test_a_leaving_date_ends_everything_the_person_held(plant):
    report = people(person("wang", "Wang Fang", left="2026-02-20"))
    assert counts(report, "person") == (0, 0, 0, 1, 0)
    assert counts(report, "appointment") == (0, 0, 0, 1, 0)
    wang = Person.objects.get(number="wang")
    assert wang.left_on == date(2026, 2, 20)
    assert [each.valid_to for each in wang.appointments.order_by("id")] == [date(2026, 2, 20)]
    assert people(person("wang", "Wang Fang", left="2026-02-20")).total.closed == 0


def test_who_is_missing_from_a_later_file_has_left(plant):
    rows = [person("8", "Ha Yi"), person("9", post="operator_b")]
    people(*rows)
    report = people(rows[0], on=APRIL)
    assert counts(report, "person") == (0, 0, 1, 1, 0)
    assert Person.objects.get(number="9").left_on == APRIL
    assert Person.objects.get(number="wang").left_on is None
    assert people(rows[0], on=APRIL, partial=True).total.closed == 0
    with pytest.raises(OlderSnapshot):
        people(rows[0], on=MARCH)


def test_a_list_of_other_people_lets_nobody_go(plant):
    people(person("9"))
    assert people(person("8", "Ha Yi"), on=APRIL).total.closed == 0


def test_who_left_comes_back(plant):
    people(person("9"), person("8", "Ha Yi"))
    people(person("8", "Ha Yi"), on=date(2026, 3, 15))
    report = people(person("9"), person("8", "Ha Yi"), on=APRIL)
    assert counts(report, "person") == (0, 1, 1, 0, 0)
    assert Person.objects.get(number="9").left_on is None


def test_rows_that_contradict_themselves_are_refused(plant):
    report = people(
        person("9"),
        person("9", "Somebody else"),
        person("10", "Lu Bo", email="not an address"),
        person("11", "Lu Bo", post="nowhere"),
        person("12", ""),
        person("13", "Lu Bo", joined="2026-02-30"),
        person("14", "Lu Bo", joined="2026-03-01", left="2026-02-01"),
        person("15", "Lu Bo"),
    )
    assert refusals(report) == [
        (3, "工号", "The personnel number stands for different people."),
        (4, "邮箱", "Enter a valid email address."),
        (5, "岗位编码", "The post does not exist."),
        (6, "姓名", "The row names nobody."),
        (7, "入职日期", "There is no such day: “2026-02-30”."),
        (8, "离职日期", "The person left before joining."),
    ]
    assert counts(report, "person") == (2, 0, 0, 0, 6)


def test_without_a_number_a_name_must_mean_one_person(plant):
    assert counts(people(("Wang Fang",), columns=("姓名",)), "person") == (0, 0, 1, 0, 0)
    Person.objects.create(name="Wang Fang", number="2")
    assert len(people(("Wang Fang",), columns=("姓名",)).refused) == 1


def test_people_out_of_reach_are_refused(plant):
    by = clerk_over(plant.units.coatings.path)
    report = people(
        person("wang", "Wang Fang", email="mine@example.com"),
        person("9", post="operator_b"),
        person("ma", "Ma Chao", email="ma@lanjiang.example"),
        by=by,
    )
    assert [row for row, _, _ in refusals(report)] == [2, 3]
    assert Person.objects.get(number="ma").email == "ma@lanjiang.example"


def test_places_come_with_their_units_kinds_and_surroundings(plant):
    report = places(
        ("R-1", "Reactor hall", "区域", "workshop", ""),
        ("R-2", "Reactor 2", "设备", "team_a", "R-1"),
        ("", "Corner", "", "team_b", "R-1"),
    )
    assert counts(report, "place") == (3, 0, 0, 0, 0)
    reactor = Place.objects.get(code="R-2")
    assert (reactor.kind, reactor.unit_path) == (PlaceKind.EQUIPMENT, plant.units.team_a.path)
    assert reactor.within == Place.objects.get(code="R-1")
    corner = Place.objects.get(name="Corner")
    assert (corner.code, corner.within) == (f"L{corner.pk}", reactor.within)
    assert len({place.public_key for place in Place.objects.all()}) == 3


def test_the_same_places_again_change_nothing_and_keep_their_printed_codes(plant):
    rows = [("R-1", "Reactor hall", "区域", "workshop", ""), ("", "Corner", "", "team_b", "R-1")]
    places(*rows)
    keys = set(Place.objects.values_list("pk", "public_key"))
    total = places(*rows).total
    assert (total.created, total.changed, total.closed) == (0, 0, 0)
    places(("R-1", "Hall of reactors", "区域", "team_a", ""), rows[1], on=APRIL)
    assert set(Place.objects.values_list("pk", "public_key")) == keys
    assert Place.objects.get(code="R-1").unit == plant.units.team_a


def test_places_missing_from_a_later_file_go_out_of_use_and_come_back(plant):
    rows = [("R-1", "Reactor hall", "", "workshop", ""), ("R-2", "Reactor 2", "", "team_a", "")]
    places(*rows)
    assert counts(places(rows[0], on=APRIL), "place") == (0, 0, 1, 1, 0)
    assert Place.objects.get(code="R-2").valid_to == APRIL
    assert counts(places(*rows, on=APRIL), "place") == (1, 0, 1, 0, 0)
    assert Place.objects.get(code="R-2").valid_to is None


def test_places_nobody_can_place_are_refused(plant):
    report = places(
        ("R-1", "A", "", "nowhere", ""),
        ("R-2", "B", "castle", "team_a", ""),
        ("R-3", "", "", "team_a", ""),
        ("R-4", "D", "", "team_a", "R-5"),
        ("R-5", "E", "", "team_a", "R-4"),
        ("R-6", "F", "", "team_a", "R-99"),
        ("R-7", "G", "", "team_a", ""),
        ("R-7", "H", "", "team_a", ""),
    )
    assert [(row, column) for row, column, _ in refusals(report)] == [
        (2, "部门编码"),
        (3, "类型"),
        (4, "名称"),
        (5, "所属区域"),
        (6, "所属区域"),
        (7, "所属区域"),
        (9, "编号"),
    ]
    assert set(Place.objects.values_list("code", flat=True)) == {"R-7"}


def test_a_repeated_place_is_refused_by_the_cell_that_repeats_it(plant):
    report = places(
        ("R-7", "G", "", "team_a", ""),
        ("", "Yard", "", "team_a", ""),
        ("r-7", "H", "", "team_a", ""),
        ("", "Yard", "", "team_a", ""),
    )
    assert [(each.row, each.column, each.value, each.reason) for each in report.refused] == [
        (4, "编号", "r-7", "The code stands in row 2 already."),
        (5, "名称", "Yard", "The place stands in row 3 already."),
    ]


def test_a_unit_may_be_named_from_the_top_or_by_a_name_nobody_else_has(plant):
    columns = ("编号", "名称", "公司", "部门")
    report = places(
        ("A", "A", "Lanjiang Coatings Co.", "Mixing Workshop"),
        ("B", "B", "", "Shift team A"),
        ("C", "C", "Lanjiang Coatings Co.", "Shift team A"),
        columns=columns,
    )
    assert [row for row, _, _ in refusals(report)] == [4]
    units = dict(Place.objects.values_list("code", "unit__code"))
    assert units == {"A": "mixing", "B": "team_a"}
    with pytest.raises(ColumnsMissing):
        places(("A", "A"), columns=("编号", "名称"))


def test_an_unreadable_row_closes_nothing(plant):
    rows = [("R-1", "Reactor hall", "", "workshop", ""), ("R-2", "Reactor 2", "", "team_a", "")]
    places(*rows)
    report = places(rows[0], ("R" * 61, "?", "", "team_a", ""), on=APRIL)
    assert decided(report, "blind") == ()
    assert report.total.closed == 0
