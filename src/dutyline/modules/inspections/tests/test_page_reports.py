"""The scanned code: anybody reports, follows by his code; the safety manager takes it up."""

import re

import pytest
from django.test import Client

from dutyline.modules.inspections.models import Finding, PlaceReport
from dutyline.modules.inspections.tests.walks import Walks

pytestmark = pytest.mark.django_db


@pytest.fixture
def walks(monkeypatch):
    return Walks(monkeypatch)


@pytest.fixture
def address(walks):
    return f"/p/{walks.here.places.pump_bay.public_key}/"


def send(address: str, **said: str):
    return Client().post(address, {"sentence": "Oil beside pump 3", "once": "k"} | said)


def test_anybody_sees_the_place_he_scanned_and_one_required_field(walks, address):
    page = Client().get(address)
    form = page.context["form"]
    required = [name for name, field in form.fields.items() if field.required]
    assert (page.status_code, required, "Pump bay" in page.text) == (200, ["sentence"], True)


def test_a_code_of_no_place_says_so(walks):
    assert Client().get("/p/nonsense/").status_code == 404


def test_a_sentence_is_enough_and_leads_to_a_code(walks, address):
    sent = send(address)
    code = re.fullmatch(r"/r/(\w{5}-\w{5})/\?sent=1", sent.url).group(1)
    page = Client().get(sent.url)
    assert (PlaceReport.objects.get().sentence, code in page.text) == ("Oil beside pump 3", True)
    assert "never counts against" in page.text


def test_the_same_form_twice_is_one_report(walks, address):
    assert send(address).url == send(address).url
    assert PlaceReport.objects.count() == 1


def test_a_reporter_is_told_the_hour_of_the_place(walks, address):
    page = Client().get(send(address).url)
    assert "Pump bay · 2 Mar 12:00" in page.text


def test_a_report_that_only_arrived_does_not_look_taken_up(walks, address):
    page = Client().get(send(address).url)
    assert "Step 1 of 5: Received" in page.text
    assert [each.state for each in page.context["steps"]] == ["now", *["to_come"] * 4]


def test_nothing_said_comes_back(walks, address):
    assert send(address, sentence=" ").status_code == 422


def test_too_many_from_one_address_are_told_to_call(walks, address):
    for number in range(3):
        send(address, once=f"k{number}")
    refused = send(address, once="k9")
    assert (refused.status_code, "call the control room" in refused.text) == (429, True)


def test_a_wrong_code_asks_again(walks):
    page = Client().get("/r/ABCDE-FGHJK/")
    assert (page.status_code, "No report has this code" in page.text) == (404, True)


def test_a_code_typed_by_hand_leads_to_the_report(walks, address):
    code = send(address).url.split("/")[2]
    sent = Client().post("/r/", {"code": f" {code.lower()} "})
    assert Client().get(sent.url).status_code == 200


def test_an_inspector_finds_his_round_at_the_place(walks, address):
    page = walks.get("li", address)
    assert [each.pk for each in page.context["due"]] == [walks.walk.pk]
    assert f"/findings/new/?place={walks.here.places.pump_bay.pk}" in page.text


def test_whoever_is_signed_in_may_report_without_his_name(walks, address):
    page = walks.get("li", f"{address}?nameless=1")
    assert "Report a hidden danger" in page.text


def test_the_inbox_is_for_those_who_decide(walks, address):
    send(address)
    assert walks.get("wang", "/reports/").status_code == 404
    assert [row.sentence for row in walks.get("chen", "/reports/").context["rows"]] == [
        "Oil beside pump 3"
    ]


def test_a_report_becomes_a_finding_and_the_reporter_sees_it(walks, address):
    code_page = send(address).url
    report = PlaceReport.objects.get()
    assert walks.get("chen", f"/reports/{report.pk}/").status_code == 200
    sent = walks.post("chen", f"/reports/{report.pk}/finding/", once="a", title="Oil on the floor")
    finding = Finding.objects.get()
    assert (sent.url, finding.title) == (f"/findings/{finding.pk}/", "Oil on the floor")
    assert "recorded as a hidden danger" in Client().get(code_page).text


def test_a_report_counts_towards_what_is_known(walks, address):
    known = walks.here.found()
    send(address)
    report = PlaceReport.objects.get()
    walks.get("chen", f"/reports/{report.pk}/merger/")
    walks.post("chen", f"/reports/{report.pk}/merger/", once="a", finding=known.pk)
    report.refresh_from_db()
    assert (report.finding, Finding.objects.count()) == (known, 1)


def test_an_answer_needs_its_words_and_is_read_with_the_code(walks, address):
    code_page = send(address).url
    report = PlaceReport.objects.get()
    address = f"/reports/{report.pk}/reply/"
    assert walks.post("chen", address, once="a", reply="").status_code == 422
    walks.post("chen", address, once="b", reply="It is water from cleaning")
    assert "It is water from cleaning" in Client().get(code_page).text
