"""Rounds on the phone: due, begun, answered item by item, finished."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from dutyline.kernel.files.models import Attachment
from dutyline.modules.inspections.models import Answer, Finding, Round
from dutyline.modules.inspections.operations import open_due_rounds
from dutyline.modules.inspections.tests.setting import AT, DAY
from dutyline.modules.inspections.tests.walks import Walks

pytestmark = pytest.mark.django_db


@pytest.fixture
def walks(monkeypatch):
    return Walks(monkeypatch)


def photo(colour: str = "red") -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (64, 48), colour).save(kept, "JPEG")
    return SimpleUploadedFile("rail.jpg", kept.getvalue(), "image/jpeg")


def titles(response) -> list[str]:
    return [row.walk.title for row in response.context["rows"]]


def test_the_leader_sees_what_he_owes(walks):
    assert titles(walks.get("li", "/rounds/")) == ["Daily team check, Pump bay"]


def test_another_leader_owes_nothing_and_sees_why(walks):
    page = walks.get("zhang", "/rounds/")
    assert (titles(page), "No round waits for you now" in page.text) == ([], True)


def test_a_round_out_of_scope_is_no_round(walks):
    assert walks.get("ma", f"/rounds/{walks.walk.pk}/").status_code == 404


def test_starting_leads_to_the_first_item(walks):
    sent = walks.post("li", f"/rounds/{walks.walk.pk}/start/")
    page = walks.get("li", sent.url)
    assert (sent.status_code, page.context["current"].number) == (302, 1)
    assert "inspections/round.html" in [each.name for each in page.templates]


def test_an_answer_without_script_leads_to_the_next_item(walks):
    walks.started()
    sent = walks.answer("li", 1, verdict="conforms")
    assert (sent.status_code, sent.url) == (302, f"/rounds/{walks.walk.pk}/?item=2")
    assert Answer.objects.get().verdict == "conforms"


def test_an_answer_sent_by_itself_brings_the_line_back(walks):
    walks.started()
    reply = walks.answer("li", 1, alone=True, verdict="fault", text="Rail missing")
    assert reply.status_code == 200
    assert "0 conform, 1 do not, 3 to do" in reply.text
    assert "<html" not in reply.text


def test_the_same_answer_twice_is_one_answer(walks):
    walks.started()
    for _time in range(2):
        walks.answer("li", 2, alone=True, number="21")
    assert [(row.verdict, row.number) for row in Answer.objects.all()] == [("conforms", 21)]


def test_a_photo_sent_twice_is_kept_once(walks):
    walks.started()
    for _time in range(2):
        walks.answer("li", 1, alone=True, verdict="fault", photos=photo())
    assert Attachment.objects.count() == 1


def test_an_answer_that_does_not_answer_is_refused_with_its_words(walks):
    walks.started()
    reply = walks.answer("li", 2, alone=True, number="")
    assert (reply.status_code, "not answered in a way" in reply.text) == (422, True)


def test_a_sign_in_that_ended_lets_the_answer_wait(walks):
    walks.started()
    item = walks.items()[0]
    address = f"/rounds/{walks.walk.pk}/answers/{item.pk}/"
    reply = Client().post(address, {}, headers={"X-Autosave": "1"})
    assert (reply.status_code, Client().post(address).status_code) == (401, 302)


def test_a_reading_beyond_the_limits_is_a_fault(walks):
    walks.started()
    walks.answer("li", 2, number="17")
    assert Answer.objects.get().verdict == "fault"


def test_finishing_says_what_is_still_to_do(walks):
    walks.started()
    walks.answer("li", 1, verdict="conforms")
    page = walks.get("li", f"/rounds/{walks.walk.pk}/finish/")
    refused = walks.post("li", f"/rounds/{walks.walk.pk}/finish/", once="a")
    assert (len(page.context["open"]), refused.status_code) == (3, 422)


def answer_all(walks: Walks) -> None:
    walks.answer("li", 1, verdict="fault", text="Rail missing on the north edge")
    walks.answer("li", 2, number="21")
    walks.answer("li", 3, choice="quiet")
    walks.answer("li", 4, text="All quiet")


def test_a_finished_round_opens_what_was_wrong_and_says_that_it_was_fast(walks):
    walks.started()
    answer_all(walks)
    sent = walks.post("li", f"/rounds/{walks.walk.pk}/finish/", once="a")
    page = walks.get("li", sent.url)
    finding = Finding.objects.get()
    assert (finding.title, finding.round_id) == ("Rail missing on the north edge", walks.walk.pk)
    assert page.context["oddities"][0][0] == "Finished implausibly fast."
    assert "4 items in 0 seconds" in page.text


def test_a_round_written_down_later_says_so(walks):
    walks.started()
    answer_all(walks)
    walks.at(AT + 5 * DAY)
    walks.post(
        "li",
        f"/rounds/{walks.walk.pk}/finish/",
        once="a",
        started_at="2026-03-02T12:00",
        finished_at="2026-03-02T12:30",
    )
    page = walks.get("chen", f"/rounds/{walks.walk.pk}/")
    assert [head for head, _words in page.context["oddities"]] == ["Recorded later."]
    assert "4 days after it was walked" in page.text


def test_a_round_is_broken_off_with_its_reason_only(walks):
    walks.started()
    address = f"/rounds/{walks.walk.pk}/abandonment/"
    assert walks.post("li", address, once="a").status_code == 422
    walks.post("li", address, once="b", reason="Alarm in the tank farm")
    page = walks.get("li", f"/rounds/{walks.walk.pk}/")
    assert "Alarm in the tank farm" in page.text


def test_the_safety_manager_declares_a_round_void_and_a_leader_does_not(walks):
    walks.started()
    answer_all(walks)
    walks.post("li", f"/rounds/{walks.walk.pk}/finish/", once="a")
    address = f"/rounds/{walks.walk.pk}/void/"
    assert walks.get("li", address).status_code == 404
    walks.post("chen", address, once="b", reason="Walked at the desk")
    walks.walk.refresh_from_db()
    assert walks.walk.state == "void"


def test_a_round_nobody_planned_begins_at_a_place(walks):
    place = walks.here.places.pump_bay
    page = walks.get("li", f"/rounds/new/?place={place.pk}")
    sent = walks.post(
        "li", "/rounds/new/", once="a", place=place.pk, checklist=walks.checklist.pk, second=""
    )
    assert page.status_code == 200
    assert Round.objects.latest("pk").place == place
    assert sent.status_code == 302


@pytest.mark.parametrize("which", ["mine", "due", "missed", "done", "all"])
def test_a_longer_list_costs_no_further_statement(walks, which):
    walks.get("li", f"/rounds/?which={which}")
    with CaptureQueriesContext(connection) as one:
        walks.get("li", f"/rounds/?which={which}")
    walks.at(AT + timedelta(days=20))
    open_due_rounds(AT + timedelta(days=20))
    with CaptureQueriesContext(connection) as many:
        walks.get("li", f"/rounds/?which={which}")
    assert len(many) <= len(one) + 1


def test_finishing_what_another_has_finished_leads_to_the_round_and_says_so(walks):
    walks.started()
    answer_all(walks)
    address = f"/rounds/{walks.walk.pk}/finish/"
    walks.post("li", address, once="a")
    said = "This was done already: Li Na finished Daily team check, Pump bay: "

    for page in (
        walks.browser("li").get(address, follow=True),
        walks.browser("li").post(address, {"once": "b"}, follow=True),
    ):
        assert page.redirect_chain == [(f"/rounds/{walks.walk.pk}/", 302)]
        assert str(list(page.context["messages"])[-1]).startswith(said)
    assert walks.get("chen", address).status_code == 404
