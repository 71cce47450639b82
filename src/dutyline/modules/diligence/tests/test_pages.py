"""Asking on pages and through the API."""

import pytest
from django.urls import reverse

from dutyline.kernel.access.tests.calling import Calling
from dutyline.kernel.files.models import Attachment
from dutyline.modules.diligence.keys import FILE
from dutyline.modules.diligence.models import DiligenceFile
from dutyline.modules.diligence.tests.desk import Desk

SAID = {"first": "2026-03-01", "last": "2026-03-31", "language": "both", "reason": "Why not"}


class Calls(Calling):
    """The API at the desk."""

    def __init__(self, desk: Desk) -> None:
        self.tokens = {}
        self.here, self.browser = desk, desk.browser


@pytest.fixture
def calls(desk):
    return Calls(desk)


def test_a_file_is_asked_for_on_a_page_and_made_by_the_worker(desk):
    browser, wang = desk.browser("li"), desk.world.wang
    ask = reverse("diligence:ask", args=["person", wang.pk])
    person = browser.get(reverse("person", args=[wang.pk])).content.decode()
    assert ask in person
    sent = browser.post(ask, SAID)
    row = DiligenceFile.objects.get()
    address = reverse("diligence:file", args=[row.pk])
    assert (sent.status_code, sent["Location"]) == (302, address)
    waiting = browser.get(address, headers={"HX-Request": "true"})
    assert (waiting.status_code, "hx-trigger" in waiting.content.decode()) == (200, True)
    desk.papers(row)
    task = browser.get(reverse("errands:errand", args=[row.errand_id])).content.decode()
    assert f'href="{address}"' in task, "a finished task leads to what it made"
    ready = browser.get(address, headers={"HX-Request": "true"})
    assert (ready.status_code, ready.content.decode().count('href="/files/')) == (286, 2)


def test_without_a_reason_the_form_says_what_is_missing(desk):
    ask = reverse("diligence:ask", args=["person", desk.world.wang.pk])
    answer = desk.browser("li").post(ask, {**SAID, "reason": ""})
    assert (answer.status_code, DiligenceFile.objects.count()) == (422, 0)
    backwards = desk.browser("li").post(ask, {**SAID, "last": "2026-02-01"})
    assert "The last day lies before the first." in backwards.content.decode()


def test_my_duties_post_and_unit_lead_to_asking(desk):
    world = desk.world
    led = [
        ("wang", reverse("my_duties"), "person", world.wang),
        ("li", reverse("post", args=[world.operator_a.pk]), "post", world.operator_a),
        ("li", reverse("unit", args=[world.team_a.pk]), "unit", world.team_a),
    ]
    for who, page, kind, thing in led:
        ask = reverse("diligence:ask", args=[kind, thing.pk])
        assert ask in desk.browser(who).get(page).content.decode()
    plain = desk.browser("wang").get(reverse("unit", args=[world.team_a.pk])).content.decode()
    assert reverse("diligence:ask", args=["unit", world.team_a.pk]) not in plain


def test_the_api_asks_shows_and_leads_to_the_papers(calls):
    desk = calls.here
    body = {"kind": "person", "about_id": desk.world.wang.pk, **SAID}
    asked = calls.tell("li", "/due-diligence-files", body)
    assert (asked.status_code, asked.json()["state"]) == (202, "queued")
    row = DiligenceFile.objects.get()
    address = f"/due-diligence-files/{row.pk}"
    assert calls.ask("li", address)["Retry-After"] == "1"
    desk.papers(row)
    ready = calls.ask("li", address).json()
    assert (ready["state"], [each["role"] for each in ready["papers"]]) == ("done", ["pdf", "zip"])
    paper = Attachment.objects.of(FILE, row.pk)[0]
    sent = calls.ask("li", f"/files/{paper.pk}/content")
    assert b"".join(sent.streaming_content)[:4] == b"%PDF"
    assert calls.ask("wang", f"/files/{paper.pk}").status_code == 404
    assert calls.ask("wang", address).status_code == 404
    about_me = calls.ask("wang", "/my/due-diligence-requests", "organisation.view")
    assert about_me.status_code == 403


def test_a_narrow_token_sees_no_file_its_owner_asked_for(calls):
    desk = calls.here
    row = desk.ask("li", "person", desk.world.wang.pk)
    desk.papers(row)
    assert calls.ask("li", f"/due-diligence-files/{row.pk}", "diligence.ask").status_code == 404
    listed = calls.ask("li", "/due-diligence-files", "diligence.ask").json()
    assert listed["items"] == []


def test_whom_one_may_not_ask_about_does_not_exist(calls):
    body = {"kind": "person", "about_id": calls.here.world.li.pk, **SAID}
    refused = calls.tell("ma", "/due-diligence-files", body)
    assert (refused.status_code, DiligenceFile.objects.count()) == (422, 0)
