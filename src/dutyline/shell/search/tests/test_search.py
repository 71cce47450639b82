import pytest
from django.urls import reverse

from dutyline.shell.search.views import SHOWN
from dutyline.shell.tests.working_plant import signed_in, working_plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return working_plant()


def found(client, words):
    groups = client.get(reverse("search"), {"q": words}).context["groups"]
    return {str(group.label): [lead.title for lead in group.leads] for group in groups}


def test_a_name_finds_the_person_and_a_title_the_post(house):
    person = house.people.li
    assert found(signed_in(house, "zhao"), person.name)["People"] == [person.name]


def test_two_chinese_characters_find_a_unit(house):
    unit = house.units.team_a
    type(unit).objects.filter(pk=unit.pk).update(name="聚合车间一班")
    assert found(signed_in(house, "zhao"), "车间") == {"Units": ["聚合车间一班"]}


def test_every_word_must_occur_in_any_order(house):
    unit = house.units.team_a
    type(unit).objects.filter(pk=unit.pk).update(name="Night shift north")
    client = signed_in(house, "zhao")
    assert found(client, "north night") == {"Units": ["Night shift north"]}
    assert found(client, "north day") == {}


def test_what_lies_outside_ones_units_is_not_found(house):
    assert found(signed_in(house, "zhao"), house.people.ma.name) == {}


def test_a_group_is_bounded_and_leads_to_the_list_with_the_same_words(house):
    unit = house.units.team_a
    for number in range(SHOWN + 1):
        type(unit).objects.create(
            code=f"x{number}",
            name=f"Quarry {number}",
            kind="team",
            parent=unit,
            path=f"{unit.path}{90_000 + number}/",
            depth=unit.depth + 1,
            valid_from=unit.valid_from,
        )
    client = signed_in(house, "zhao")
    group = client.get(reverse("search"), {"q": "quarry"}).context["groups"][0]
    assert (len(group.leads), group.more) == (SHOWN, reverse("units") + "?q=quarry")
    assert len(client.get(group.more).context["page"].rows) == SHOWN + 1


@pytest.mark.parametrize("words", ["", "   ", "%", "\0", "a" * 500, "'; drop table"])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_anything_may_be_typed(house, words, language):
    client = signed_in(house, "zhao")
    client.cookies["django_language"] = language
    assert client.get(reverse("search"), {"q": words}).status_code == 200


def test_the_frame_offers_the_search_on_every_page(house):
    page = signed_in(house, "wang").get(reverse("my_duties")).content.decode()
    assert page.count(f'action="{reverse("search")}"') == 1
