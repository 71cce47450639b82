from datetime import date

import pytest
from django.urls import reverse

from dutyline.kernel.duties.models import Obligation, Waiver
from dutyline.shell.tests.working_plant import signed_in, working_plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return working_plant()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("who", ["li", "zhao", "wang", "stranger", "admin"])
def test_everybody_finds_his_own_duties_on_the_first_page(house, who, language):
    client = signed_in(house, who)
    client.cookies["django_language"] = language
    assert client.get(reverse("my_duties")).status_code == 200


def test_a_person_sees_the_same_line_as_his_superior(house):
    november = reverse("person", args=[house.people.li.pk]) + "?month=2026-11"
    own = signed_in(house, "li").get(november)
    above = signed_in(house, "zhang").get(november)
    assert own.context["own"] == above.context["own"]
    assert own.context["own"].line.counts["on_time"] == 16


def test_a_colleague_sees_posts_but_no_line(house):
    page = signed_in(house, "wang").get(reverse("person", args=[house.people.li.pk]))
    assert (page.status_code, page.context["sees_line"]) == (200, False)


def test_a_person_of_another_company_answers_like_nobody(house):
    client = signed_in(house, "wang")
    there = client.get(reverse("person", args=[house.people.ma.pk]))
    nowhere = client.get(reverse("person", args=[999_999]))
    assert (there.status_code, nowhere.status_code) == (404, 404)


def test_an_obligation_shows_the_evidence_with_both_times(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 2))
    page = signed_in(house, "li").get(reverse("obligation", args=[found.pk]))
    shown = [piece.counted.evidence.source for piece in page.context["pieces"]]
    assert shown == ["inspections.round:2"]


def test_an_obligation_of_somebody_elsewhere_is_not_there(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 2))
    assert signed_in(house, "ma").get(reverse("obligation", args=[found.pk])).status_code == 404


def test_who_owes_it_cannot_waive_it_but_the_principal_can(house):
    found = Obligation.objects.get(person=house.people.li, due_on=date(2026, 11, 25))
    page = reverse("obligation", args=[found.pk])
    assert signed_in(house, "li").post(page, {"reason": "no"}).status_code == 404
    assert signed_in(house, "zhao").post(page, {"reason": "Plant shut down"}).status_code == 302
    assert Waiver.objects.get().obligation_id == found.pk
