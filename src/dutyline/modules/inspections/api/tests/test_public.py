"""Reports without an account through the API: the same limits and words as the page."""

import pytest
from django.test import Client

from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.api.tests.calls import API, photo
from dutyline.modules.inspections.keys import REPORT
from dutyline.modules.inspections.models import PlaceReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(calls):
    return calls.here.places.pump_bay


def send(place, *photos, key="", **said):
    headers = {"Idempotency-Key": key} if key else {}
    body = {"sentence": "Oil beside pump 3"} | said
    body |= {"photos": list(photos)} if photos else {}
    return Client().post(f"{API}/public/places/{place.public_key}/reports", body, headers=headers)


def ask(path):
    return Client().get(f"{API}/public/{path}")


def test_anybody_reports_with_the_key_of_a_place_and_follows_by_the_code(calls, place):
    assert ask(f"places/{place.public_key}").json() == {
        "name": "Pump bay",
        "unit_name": place.unit.name,
    }
    sent = send(place, photo(), contact="Wang")
    assert sent.status_code == 201, sent.content
    report = PlaceReport.objects.get()
    assert (report.place, report.sentence, report.contact) == (place, "Oil beside pump 3", "Wang")
    assert Attachment.objects.of(REPORT, report.pk).get().role == "before"
    code = sent.json()["code"]
    assert Client().get(sent.json()["page"]).status_code == 200
    followed = ask(f"reports/{code}").json()
    assert (followed["step"], followed["place_name"]) == ("received", "Pump bay")
    assert (followed["number"], followed["reply"]) == ("", "")


def test_what_names_no_place_or_report_is_not_there(calls, place):
    assert ask("places/nonsense").status_code == 404
    place.public_key = "nonsense"
    assert send(place).status_code == 404
    assert ask("reports/ABCDE-FGHJK").status_code == 404
    assert PlaceReport.objects.count() == 0


def test_nothing_said_too_much_said_and_a_file_that_is_no_photo_are_refused(calls, place):
    for said in ({"sentence": " "}, {"sentence": "x" * 501}, {"contact": "x" * 201}):
        assert send(place, **said).status_code == 422, said
    wrong = photo()
    wrong.file.truncate(30)
    assert send(place, wrong).status_code == 422
    assert send(place, *(photo() for _ in range(7))).status_code == 422
    assert PlaceReport.objects.count() == 0


def test_page_and_api_draw_on_one_limit(calls, place):
    page = f"/p/{place.public_key}/"
    assert Client().post(page, {"sentence": "One", "once": "a"}).status_code == 302
    for _each in range(2):
        assert send(place).status_code == 201
    refused = send(place)
    assert (refused.status_code, PlaceReport.objects.count()) == (429, 3)
    assert "call the control room" in refused.json()["title"]
    assert Client().post(page, {"sentence": "Five", "once": "b"}).status_code == 429


def test_codes_are_not_tried_without_end(calls, place):
    answers = [ask("reports/ABCDE-FGHJK").status_code for _each in range(31)]
    assert (answers[0], answers[-1]) == (404, 429)


def test_the_same_report_sent_again_is_one_report_with_one_code(calls, place):
    first, again = (send(place, photo(), key="pump-3-oil") for _each in range(2))
    assert (first.status_code, again.status_code) == (201, 422), "another photo is other content"
    first, again = (send(place, key="pump-4-oil") for _each in range(2))
    assert first.json() == again.json()
    assert PlaceReport.objects.count() == 2


def test_a_token_or_session_leaves_no_trace_in_a_report(calls, place):
    token = calls.token("wang")
    address = f"{API}/public/places/{place.public_key}/reports"
    said = {"sentence": "Oil beside pump 3"}
    Client().post(address, said, headers={"Authorization": f"Bearer {token}"})
    calls.browser("wang").post(address, said)
    for row in PlaceReport.objects.all():
        assert (row.contact, row.decided_by) == ("", None)
    assert PlaceReport.objects.count() == 2


def test_a_page_elsewhere_makes_nobodys_browser_report(calls, place):
    address = f"{API}/public/places/{place.public_key}/reports"
    sent = Client().post(address, {"sentence": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert (sent.status_code, PlaceReport.objects.count()) == (403, 0)
