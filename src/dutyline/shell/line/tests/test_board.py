import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dutyline.kernel.organisation.tests.quarries import quarries
from dutyline.shell.tests.working_plant import signed_in, working_plant

pytestmark = pytest.mark.django_db
NOVEMBER = "?from=2026-11-01&to=2026-11-19"


@pytest.fixture
def house():
    return working_plant()


def test_the_board_begins_at_the_highest_unit_one_answers_for(house):
    answer = signed_in(house, "zhang").get(reverse("line_board"))
    assert answer.url == reverse("line_of_unit", args=[house.units.workshop.pk])


def test_whoever_leads_nobody_is_told_so(house):
    assert signed_in(house, "wang").get(reverse("line_board")).status_code == 200


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_numbers_and_the_lists_behind_them_agree(house, language):
    client = signed_in(house, "zhao")
    client.cookies["django_language"] = language
    page = client.get(reverse("line_of_unit", args=[house.units.resin.pk]) + NOVEMBER)
    figures = page.context["board"].figures
    assert (figures.on_time, figures.missed) == (16, 22)
    for state, count in (("on_time", 16), ("missed", 22)):
        listed = client.get(page.context["totals"][state])
        assert len(listed.context["items"]) == count


def test_a_board_elsewhere_answers_like_one_that_does_not_exist(house):
    client = signed_in(house, "zhang")
    there = client.get(reverse("line_of_unit", args=[house.units.coatings.pk]))
    nowhere = client.get(reverse("line_of_unit", args=[999_999]))
    behind = client.get(reverse("line_obligations", args=[house.units.coatings.pk]))
    assert [each.status_code for each in (there, nowhere, behind)] == [404, 404, 404]


def test_a_cursor_nobody_gave_is_refused(house):
    client = signed_in(house, "zhao")
    page = reverse("line_obligations", args=[house.units.resin.pk])
    assert client.get(page + "?at=bm9uc2Vuc2U").status_code == 404


@pytest.mark.parametrize("many", [1, 50])
def test_the_board_at_the_root_takes_ten_statements_at_most(house, many):
    client = signed_in(house, "zhao")
    unit = house.units.resin
    quarries(unit, many)
    page = reverse("line_of_unit", args=[unit.pk]) + NOVEMBER
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(page)
    assert len(shown.context["units"]) > many
    assert len(asked) <= 10, [each["sql"][:120] for each in asked]
