"""Every number of home, board, unit and person is the count of the list behind it."""

import re

import pytest
from django.urls import reverse

from dutyline.shell.tests.working_plant import signed_in, working_plant

pytestmark = pytest.mark.django_db
NOVEMBER = "?from=2026-11-01&to=2026-11-19"
COUNT = re.compile(r'<a href="([^"]*/obligations/[^"]*)"(?: class="[^"]*")?><b>([\d,]+)</b>')
CELL = re.compile(r'<a(?: class="[^"]*")? href="([^"]*/obligations/[^"]*)"[^>]*>([\d,]+)</a>')


@pytest.fixture
def house():
    return working_plant()


def behind(client, url):
    """Return how many rows the whole list behind a number has."""
    rows, address = 0, url
    while address:
        page = client.get(address)
        rows += len(page.context["items"])
        older = page.context["page"].older
        address = f"{url.partition('?')[0]}{older}" if older else ""
    return rows


def numbers_of(client, address):
    """Return each counted number of a page with the length of the list it opens."""
    html = client.get(address).content.decode().replace("&amp;", "&")
    found = [*COUNT.findall(html), *CELL.findall(html)]
    return [(url, int(n.replace(",", "")), behind(client, url)) for url, n in found]


def pages(house):
    return {
        "home": ("li", reverse("my_duties")),
        "board": ("zhao", reverse("line_of_unit", args=[house.units.resin.pk]) + NOVEMBER),
        "team": ("zhao", reverse("line_of_unit", args=[house.units.workshop.pk]) + NOVEMBER),
        "person": ("zhang", reverse("person", args=[house.people.li.pk]) + "?month=2026-11"),
        "post": ("zhang", reverse("post", args=[house.posts.team_leader_a.pk]) + "?year=2026"),
    }


@pytest.mark.parametrize("page", ["board", "team", "person", "post"])
def test_each_number_is_the_count_of_the_list_behind_it(house, page):
    who, address = pages(house)[page]
    numbers = numbers_of(signed_in(house, who), address)
    assert numbers
    assert [(url, shown) for url, shown, listed in numbers if shown != listed] == []


def test_the_numbers_of_the_home_agree(house):
    who, address = pages(house)["home"]
    numbers = numbers_of(signed_in(house, who), address)
    assert [(url, shown) for url, shown, listed in numbers if shown != listed] == []
