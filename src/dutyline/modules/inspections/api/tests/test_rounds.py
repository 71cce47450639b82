"""Rounds through the API: listed, walked item by item, finished, broken off, void."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.modules.inspections.api.tests.calls import photo
from dutyline.modules.inspections.models import Finding, Round
from dutyline.modules.inspections.operations import open_due_rounds
from dutyline.modules.inspections.tests.setting import AT, DAY

pytestmark = pytest.mark.django_db


def told(answer, status=200):
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_round_is_walked_from_its_list_to_its_end(calls):
    mine = told(calls.ask("li", "/rounds?which=mine"))["items"]
    assert [each["id"] for each in mine] == [calls.walk.pk]
    path = f"/rounds/{calls.walk.pk}"
    started = told(calls.tell("li", f"{path}/start"))
    assert (started["state"], started["items"], started["version"]) == ("started", 4, 1)
    rail, oxygen, pump, words = (
        each["id"] for each in told(calls.ask("li", f"{path}/items"))["items"]
    )
    fault = told(calls.tell("li", f"{path}/answers/{rail}", {"verdict": "fault"}, method="PUT"))
    assert (fault["verdict"], fault["photos"]) == ("fault", [])
    several = [
        {"item_id": oxygen, "number": "20.5"},
        {"item_id": pump, "choice": "quiet"},
        {"item_id": words, "text": "All well"},
    ]
    saved = told(calls.tell("li", f"{path}/answers", {"answers": several}))
    assert saved == {"saved": 3, "answered": 4, "items": 4, "faults": 1}
    entered = told(calls.tell("li", f"{path}/answers/{rail}/finding"), 201)
    again = told(calls.tell("li", f"{path}/answers/{rail}/finding"), 201)
    assert (entered["id"], entered["round_id"]) == (again["id"], calls.walk.pk)
    calls.at(AT + DAY / 24)
    body = {"started_at": "2026-03-02T12:00:00+08:00", "finished_at": "2026-03-02T12:40:00+08:00"}
    done = told(calls.tell("li", f"{path}/finish", body))
    assert (done["state"], done["finished_at"], done["recorded_at"]) == (
        "finished",
        "2026-03-02T04:40:00Z",
        "2026-03-02T05:00:00Z",
    )
    assert [each["name"] for each in done["inspectors"]] == [calls.here.person("li").name]
    assert Finding.objects.count() == 1
    assert told(calls.tell("li", f"{path}/finish", body), 409)
    assert told(calls.tell("chen", f"{path}/void", {"reason": "On paper only"}))["state"] == "void"


def test_photos_of_an_answer_are_kept_once_and_shown_with_it(calls):
    calls.started()
    path, item = f"/rounds/{calls.walk.pk}", calls.items()[0].pk
    address = f"{path}/answers/{item}/photos"
    assert calls.send("li", address, photo()).status_code == 404
    told(calls.tell("li", f"{path}/answers/{item}", {"verdict": "fault"}, method="PUT"))
    shot = photo()
    first = told(calls.send("li", address, shot), 201)["items"]
    shot.seek(0)
    second = told(calls.send("li", address, shot), 201)["items"]
    assert ([each["id"] for each in second], first[0]["role"]) == ([first[0]["id"]], "before")
    shown = told(calls.ask("li", f"{path}/items?limit=1"))["items"][0]["answer"]["photos"]
    assert [each["id"] for each in shown] == [first[0]["id"]]
    assert calls.send("chen", address, photo()).status_code == 422


def test_what_does_not_answer_the_item_is_refused(calls):
    calls.started()
    path, items = f"/rounds/{calls.walk.pk}/answers", [each.pk for each in calls.items()]
    assert told(calls.tell("li", f"{path}/{items[1]}", {"verdict": "fault"}, method="PUT"), 422)
    assert told(calls.tell("li", f"{path}/987654", {"verdict": "fault"}, method="PUT"), 404)
    unknown = {"answers": [{"item_id": 987_654, "verdict": "conforms"}]}
    assert told(calls.tell("li", path, unknown), 422)["errors"][0]["field"] == "item_id"
    mixed = {"answers": [{"item_id": items[0], "verdict": "conforms"}, {"item_id": items[1]}]}
    assert told(calls.tell("li", path, mixed), 422)
    assert calls.walk.answers.count() == 0


def test_a_round_is_broken_off_with_its_reason(calls):
    calls.started()
    path = f"/rounds/{calls.walk.pk}/abandonment"
    assert told(calls.tell("li", path), 422)
    assert told(calls.tell("li", path, {"reason": "Alarm"}))["state"] == "abandoned"


def test_a_round_nobody_planned_begins_at_a_place(calls):
    body = {"checklist_id": calls.checklist.pk, "place_id": calls.here.places.pump_bay.pk}
    begun = told(calls.tell("li", "/rounds", body), 201)
    assert (begun["state"], begun["plan_id"]) == ("started", None)
    elsewhere = body | {"place_id": calls.here.places.mill.pk}
    assert told(calls.tell("li", "/rounds", elsewhere), 422)
    assert told(calls.tell("li", "/rounds", {"checklist_id": calls.checklist.pk}), 422)


def test_rounds_are_listed_by_what_is_asked(calls):
    open_due_rounds(AT + DAY)
    today, tomorrow = Round.objects.order_by("due_at").values_list("pk", flat=True)
    calls.at(AT + DAY)
    lists = {
        "which=missed": [today],
        "which=due": [tomorrow],
        "which=done": [],
        "which=all": [tomorrow, today],
        f"plan={calls.plan.pk}": [tomorrow, today],
        "plan=987654": [],
        f"place={calls.here.places.pump_bay.pk}": [tomorrow, today],
        f"unit={calls.here.plant.units.team_a.pk}": [tomorrow, today],
        "due_from=2026-03-03": [tomorrow],
        "due_to=2026-03-03": [today],
    }
    for query, expected in lists.items():
        found = told(calls.ask("chen", f"/rounds?{query}"))["items"]
        assert [each["id"] for each in found] == expected, query
    assert calls.ask("chen", "/rounds?which=mine,all").status_code == 422


def test_a_round_out_of_scope_answers_like_one_that_never_was(calls):
    gets = ("", "/items")
    verbs = {"start": {}, "finish": {}, "abandonment": {"reason": "x"}, "void": {"reason": "x"}}
    for pk in (calls.walk.pk, 987_654):
        for part in gets:
            assert calls.ask("ma", f"/rounds/{pk}{part}").status_code == 404
        for verb, body in verbs.items():
            assert calls.tell("ma", f"/rounds/{pk}/{verb}", body).status_code == 404


def test_a_token_only_to_look_walks_no_round(calls):
    path, look = f"/rounds/{calls.walk.pk}", "inspections.view_rounds"
    assert told(calls.ask("li", path, look))["state"] == "due"
    assert calls.tell("li", f"{path}/start", {}, look).status_code == 403
    assert calls.ask("li", path, "organisation.view").status_code == 403


def test_fifty_rounds_cost_as_many_statements_as_one(calls):
    calls.ask("chen", "/rounds")
    with CaptureQueriesContext(connection) as one:
        assert len(told(calls.ask("chen", "/rounds?limit=50"))["items"]) == 1
    row = Round.objects.get()
    for number in range(49):
        row.pk, row.period = None, f"copy {number}"
        row.save(force_insert=True)
    with CaptureQueriesContext(connection) as fifty:
        assert len(told(calls.ask("chen", "/rounds?limit=50"))["items"]) == 50
    assert len(fifty) == len(one)
    assert len(fifty) <= 8
