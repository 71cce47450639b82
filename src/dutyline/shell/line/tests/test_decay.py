from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dutyline.kernel.organisation.tests.quarries import quarries
from dutyline.shell.line.month_span import months_of
from dutyline.shell.tests.working_plant import signed_in, working_plant

pytestmark = pytest.mark.django_db
NOVEMBER = "?months=3&until=2026-11"


@pytest.fixture
def house():
    return working_plant()


def page_of(house, name, unit, query=NOVEMBER):
    return signed_in(house, name).get(reverse("line_decay", args=[unit.pk]) + query)


def test_decay_begins_at_the_highest_unit_one_answers_for(house):
    answer = signed_in(house, "zhang").get(reverse("line_decays"))
    assert answer.url == reverse("line_decay", args=[house.units.workshop.pk])
    assert signed_in(house, "wang").get(reverse("line_decays")).status_code == 200


def test_numbers_of_decay_and_the_lists_behind_them_agree(house):
    client = signed_in(house, "zhao")
    page = client.get(reverse("line_decay", args=[house.units.resin.pk]) + NOVEMBER)
    told = {
        (each["label"], state): (
            getattr(each["figures"], state),
            len(client.get(f"{each['behind']}&state={state}").context["items"]),
        )
        for each in page.context["levels"]
        for state in ("on_time", "missed")
    }
    assert {key: counted for key, (counted, _listed) in told.items()} == {
        key: listed for key, (_counted, listed) in told.items()
    }
    assert sorted(counted for counted, _listed in told.values()) == [16, 22]


def test_a_level_leads_down_to_the_unit_in_which_it_drops(house):
    client = signed_in(house, "zhao")
    page = client.get(reverse("line_decay", args=[house.units.workshop.pk]) + NOVEMBER + "&level=4")
    lowest = page.context["lowest"]
    # Nineteen days decided are too few to speak of a unit by themselves.
    assert lowest is None
    rows = {each["row"].name: each["row"].figures for each in page.context["led"]}
    assert {name: (each.on_time, each.missed) for name, each in rows.items() if each.owed} == {
        house.units.team_a.name: (16, 3),
        house.units.team_b.name: (0, 19),
    }


def told_months(asked, today):
    return [f"{each:%Y-%m}" for each in months_of(asked, today).firsts]


def test_months_that_make_no_sense_are_six_up_to_this_one():
    six = ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10", "2026-11"]
    for asked in ({}, {"months": "7", "until": "2031-13"}, {"until": "2026-12"}):
        assert told_months(asked, date(2026, 11, 20)) == six


def test_months_over_a_new_year_end_today_or_with_their_month():
    asked = {"months": "3", "until": "2026-01"}
    assert told_months(asked, date(2026, 11, 20)) == ["2025-11", "2025-12", "2026-01"]
    assert months_of(asked, date(2026, 11, 20)).span.last == date(2026, 1, 31)
    assert months_of({}, date(2026, 11, 20)).span.last == date(2026, 11, 20)


def test_earlier_months_can_be_looked_at_and_led_back_from(house):
    page = page_of(house, "zhao", house.units.resin, "?months=3&until=2025-08")
    assert [each.url for each in page.context["around"]] == [
        "?months=3&until=2025-05",
        "?months=3&until=2025-11",
    ]


def test_a_level_that_does_not_exist_is_no_page(house):
    assert page_of(house, "zhao", house.units.resin, "?level=9").status_code == 404


def test_decay_elsewhere_answers_like_one_that_does_not_exist(house):
    there = page_of(house, "zhang", house.units.coatings)
    assert there.status_code == 404


@pytest.mark.parametrize("many", [1, 50])
def test_decay_at_the_root_takes_ten_statements_at_most(house, many):
    client = signed_in(house, "zhao")
    unit = house.units.resin
    quarries(unit, many)
    page = reverse("line_decay", args=[unit.pk]) + NOVEMBER
    client.get(page)
    with CaptureQueriesContext(connection) as asked:
        shown = client.get(page)
    assert len(shown.context["led"]) > many
    assert len(asked) <= 10, [each["sql"][:120] for each in asked]
