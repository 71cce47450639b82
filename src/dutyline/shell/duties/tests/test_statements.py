"""How many statements the pages of people, posts, units and places take, however much there is."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dutyline.kernel.duties.operations import define_duty, open_periods, take_up_duty
from dutyline.kernel.organisation.models import (
    Appointment,
    Person,
    Place,
    Post,
    PostVersion,
)
from dutyline.shell.tests.working_plant import BEGAN, NOW, SYSTEM, signed_in, working_plant

pytestmark = pytest.mark.django_db
BEGIN = date(2026, 1, 1)
HOME = 30
"""Of "My duties", the page of every day: exactly, so that one more is seen."""
MOST = {
    "person": 35,
    "post": 28,
    "unit": 17,
    "place": 15,
    "people": 8,
    "posts": 8,
    "search": 16,
    "own_line": 7,
}


@pytest.fixture
def house():
    return working_plant()


def taken(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def people(house, many):
    """Let many hold posts of their own in team A, each at a place of his own."""
    unit = house.units.team_a
    for number in range(many):
        person = Person.objects.create(name=f"Crew {number}", number=f"crew-{number}")
        post = Post.objects.create(
            code=f"crew-{number}", title=f"Crew {number}", unit=unit, valid_from=BEGIN
        )
        PostVersion.objects.create(
            post=post, title=post.title, unit=unit, heads_unit=False, level=5, valid_from=BEGIN
        )
        Appointment.objects.create(person=person, post=post, valid_from=BEGIN)
        Appointment.objects.create(
            person=person, post=house.posts.team_leader_a, acting=True, valid_from=BEGIN
        )


def duties(house, many):
    """Let Li's post owe many duties a week."""
    for number in range(many):
        duty = define_duty(
            by=SYSTEM,
            key=f"more-{number}",
            text_en=f"Duty {number}",
            text_zh=f"职责{number}",
            measure="count",
            cadence="weekly",
            evidence_kind="inspections.finding_recorded",
            amount=1,
            on=BEGIN,
            at=BEGAN,
        )
        take_up_duty(
            by=SYSTEM, post=house.posts.team_leader_a, duty=duty, on=date(2026, 11, 1), at=BEGAN
        )
    open_periods(now=NOW, horizon=timedelta(days=1))


def addresses(house):
    li = house.people.li.pk
    place = Place.objects.create(
        code="P-1",
        name="Pump bay",
        kind="area",
        unit=house.units.team_a,
        unit_path=house.units.team_a.path,
        public_key="k" * 22,
        valid_from=BEGIN,
    )
    return {
        "person": reverse("person", args=[li]) + "?month=2026-11",
        "post": reverse("post", args=[house.posts.team_leader_a.pk]) + "?month=2026-11",
        "unit": reverse("unit", args=[house.units.team_a.pk]),
        "place": reverse("place", args=[place.pk]),
        "people": reverse("people"),
        "posts": reverse("posts"),
        "search": reverse("search") + "?q=crew",
    }


@pytest.mark.parametrize("many", [1, 50])
def test_pages_over_people_take_a_fixed_number_of_statements(house, many):
    people(house, many)
    client = signed_in(house, "zhao")
    counts = {name: taken(client, url) for name, url in addresses(house).items()}
    assert {name: n for name, n in counts.items() if n > MOST[name]} == {}


@pytest.mark.parametrize("many", [1, 50])
def test_pages_over_duties_take_a_fixed_number_of_statements(house, many):
    duties(house, many)
    client = signed_in(house, "li")
    own = {"own_line": reverse("own_line"), "person": addresses(house)["person"]}
    assert taken(client, reverse("my_duties")) == HOME
    counts = {name: taken(client, url) for name, url in own.items()}
    assert {name: n for name, n in counts.items() if n > MOST[name]} == {}
