"""Recording a hidden danger through the API, and reading it."""

from copy import copy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import OutboxMail
from dutyline.kernel.receipts.models import Receipt
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.tests.setting import AT, DAY

pytestmark = pytest.mark.django_db
KEY = {"Idempotency-Key": "a-key-of-wang"}


def said(calls, **more):
    place = calls.here.places.pump_bay.pk
    return {"title": "Guard rail loose", "place_id": place, "category": "things.guards", **more}


def reasons(answer):
    return {each["field"]: each["reason"] for each in answer.json()["errors"]}


def test_a_finding_is_recorded_with_history_evidence_and_mail(calls):
    answer = calls.tell("wang", "/findings", said(calls))
    body = answer.json()
    assert (answer.status_code, body["number"], body["similar"]) == (201, "F-2026-0001", [])
    finding, team = Finding.objects.get(), calls.here.plant.units.team_a
    assert (finding.finder, finding.unit) == (calls.here.person("wang"), team)
    assert Entry.objects.about("inspections.finding", finding.pk).count() == 1
    assert Evidence.objects.filter(source=f"inspections.finding:{finding.pk}").count() == 1
    assert OutboxMail.objects.count() == 1


def test_both_times_are_kept_and_shown(calls):
    answer = calls.tell("wang", "/findings", said(calls, found_at="2026-03-01T09:00:00+08:00"))
    body = answer.json()
    assert (body["found_at"], body["recorded_at"]) == (
        "2026-03-01T01:00:00Z",
        "2026-03-02T04:00:00Z",
    )


def test_what_looks_the_same_comes_back_with_it(calls):
    first = calls.tell("wang", "/findings", said(calls)).json()
    place = calls.here.places.pump_bay.pk
    before = calls.ask("wang", f"/findings/similar?title=Guard+rail+is+loose&place_id={place}")
    assert [each["id"] for each in before.json()["items"]] == [first["id"]]
    calls.at(AT + DAY)
    again = calls.tell("wang", "/findings", said(calls)).json()
    assert [each["id"] for each in again["similar"]] == [first["id"]]
    assert (again["repeat"], again["repeat_of_id"]) == (True, first["id"])


def test_the_same_key_records_once_and_another_body_is_refused(calls):
    first = calls.tell("wang", "/findings", said(calls), **KEY)
    again = calls.tell("wang", "/findings", said(calls), **KEY)
    assert (again.status_code, again.json()) == (201, first.json())
    other = calls.tell("wang", "/findings", said(calls, title="Something else"), **KEY)
    assert (other.status_code, Finding.objects.count(), Receipt.objects.count()) == (422, 1, 1)


def test_a_place_out_of_reach_and_one_that_never_was_are_refused_alike(calls):
    mill = calls.here.places.mill.pk
    foreign = calls.tell("wang", "/findings", said(calls, place_id=mill))
    never = calls.tell("wang", "/findings", said(calls, place_id=987_654))
    assert (foreign.status_code, never.status_code) == (422, 422)
    assert reasons(foreign) == {"place_id": f"place_id {mill} does not exist."}
    assert reasons(never) == {"place_id": "place_id 987654 does not exist."}


def test_what_cannot_be_recorded_says_which_field(calls):
    cases = {
        "title": {"title": " "},
        "category": {"category": "no.such"},
        "kind": {"kind": "no.such"},
        "ticked": {"ticked": ["no.such"]},
        "reason": {"grade": "major"},
        "found_at": {"found_at": "2026-03-02T23:00:00+08:00"},
        "second_finder_id": {"second_finder_id": 987_654},
    }
    for field, wrong in cases.items():
        answer = calls.tell("wang", "/findings", said(calls, **wrong))
        assert answer.status_code == 422, field
        assert [name.split(".")[-1] for name in reasons(answer)] == [field]
    strange = calls.tell("wang", "/findings", said(calls, state="closed"))
    assert (strange.status_code, Finding.objects.count()) == (422, 0)


def test_a_token_only_to_look_does_not_record(calls):
    answer = calls.tell("wang", "/findings", said(calls), "inspections.view_findings")
    assert (answer.status_code, Finding.objects.count()) == (422, 0)
    assert reasons(answer).keys() == {"place_id"}


def test_one_finding_is_read_with_its_version(calls):
    finding = calls.reported()
    answer = calls.ask("chen", f"/findings/{finding.pk}")
    body = answer.json()
    assert (body["number"], body["state"]) == (finding.number, "reported")
    assert (body["owner"]["name"], body["verifier"]["name"]) == (
        calls.here.person("li").name,
        calls.here.person("chen").name,
    )
    again = calls.ask("chen", f"/findings/{finding.pk}")
    assert answer["ETag"] == again["ETag"]


def test_a_finding_out_of_scope_answers_like_one_that_never_was(calls):
    finding = calls.here.found()
    foreign = calls.ask("ma", f"/findings/{finding.pk}")
    never = calls.ask("ma", "/findings/987654")
    assert (foreign.status_code, never.status_code) == (404, 404)
    one, other = foreign.json(), never.json()
    assert (one.pop("request"), other.pop("request")) != ("", "")
    assert one == other
    narrow = calls.ask("chen", f"/findings/{finding.pk}", "inspections.view_rounds")
    assert narrow.status_code == 403


FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
WITHOUT_KEY, WITH_KEY = 15, 17
"""Statements of recording one finding: who calls, what is there, and everything written.

One finds out who calls with all his rights, one whether the criteria are still those known, four
what is there (the place, what looks the same, the line upwards with its heads, what is repeated),
nine write the finding, its number, words, history, evidence and notice with its mail and marks; a
key takes two more.
"""


def test_recording_costs_as_much_with_a_thousand_findings_as_with_one(calls):
    calls.tell("wang", "/findings", said(calls))  # reads what is read once: criteria, packs
    counted = [statements(calls), statements(calls, **KEY)]
    one = Finding.objects.order_by("id")[0]
    copies = [copy(one) for _ in range(1000)]
    for number, each in enumerate(copies, 1000):
        each.pk, each.number, each.title = None, f"F-2026-{number}", f"Pump {number}"
    Finding.objects.bulk_create(copies)
    more = {"Idempotency-Key": "another-key"}
    assert [statements(calls), statements(calls, **more)] == counted
    assert counted == [WITHOUT_KEY, WITH_KEY]


def statements(calls, **headers):
    with CaptureQueriesContext(connection) as seen:
        answer = calls.tell("wang", "/findings", said(calls), **headers)
    assert answer.status_code == 201, answer.content
    return len([each for each in seen.captured_queries if not each["sql"].startswith(FRAME)])
