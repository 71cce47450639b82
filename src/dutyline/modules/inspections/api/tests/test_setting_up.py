"""Checklists, plans, coverage and labels through the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.modules.inspections.models import Checklist, Plan

pytestmark = pytest.mark.django_db


def told(answer, status=200):
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_checklist_is_begun_drafted_published_and_retired(calls):
    unit = calls.here.plant.units.resin.pk
    new = told(calls.tell("chen", "/checklists", {"name": "Weekly", "unit_id": unit}), 201)
    path = f"/checklists/{new['id']}"
    assert told(calls.tell("chen", f"{path}/publication"), 422)
    items = [
        {"text": "Rail", "text_zh": "护栏", "section": "Edges", "category": "things.guards"},
        {"text": "Oxygen", "section": "Air", "answer_kind": "number", "lowest": 19, "highest": 23},
    ]
    draft = told(calls.tell("chen", f"{path}/draft", {"items": items}, method="PUT"))
    assert draft["number"] is None
    written = told(calls.ask("chen", f"{path}/draft"))["items"]
    assert [(each["text"], each["section"]) for each in written] == [
        ("Rail", "Edges"),
        ("Oxygen", "Air"),
    ]
    assert told(calls.tell("chen", f"{path}/publication"))["number"] == 1
    assert told(calls.ask("li", f"{path}/versions"))["items"][0]["number"] == 1
    assert told(calls.ask("li", f"{path}/versions/1"))["items"][0]["text_zh"] == "护栏"
    named = told(calls.tell("chen", f"{path}/name", {"name": "Each week"}, method="PUT"))
    assert named["name_en"] == "Each week"
    assert told(calls.tell("chen", f"{path}/retirement"))["retired_at"] is not None
    assert told(calls.tell("chen", f"{path}/retirement"), 422)
    retired = told(calls.ask("chen", "/checklists?retired=true"))["items"]
    assert [each["id"] for each in retired] == [new["id"]]


def test_a_checklist_begins_with_the_items_of_another(calls):
    body = {
        "name": "Copy",
        "unit_id": calls.here.plant.units.team_a.pk,
        "like_id": calls.checklist.pk,
    }
    new = told(calls.tell("chen", "/checklists", body), 201)
    assert len(told(calls.ask("chen", f"/checklists/{new['id']}/draft"))["items"]) == 4


def test_an_item_that_contradicts_itself_is_refused(calls):
    path = f"/checklists/{calls.checklist.pk}/draft"
    wrong = (
        {"text": ""},
        {"text": "x", "answer_kind": "choice", "choices": [{"label": "one"}]},
        {"text": "x", "answer_kind": "number", "lowest": 2, "highest": 1},
        {"text": "x", "category": "no.such"},
    )
    for item in wrong:
        assert told(calls.tell("chen", path, {"items": [item]}, method="PUT"), 422)
    assert told(calls.tell("chen", path, {"items": []}, method="PUT"), 422)


def test_only_its_keepers_change_a_checklist(calls):
    path = f"/checklists/{calls.checklist.pk}"
    for who, status in (("li", 403), ("ma", 404)):
        answer = calls.tell(who, f"{path}/name", {"name": "x"}, method="PUT")
        assert answer.status_code == status
    assert calls.ask("li", f"{path}/draft").status_code == 404
    assert calls.ask("li", "/checklists", "inspections.view_findings").status_code == 404
    assert Checklist.objects.get().name_en == "Daily team check"


def test_a_plan_is_made_changed_and_ended(calls):
    unit, place = calls.here.plant.units.team_a.pk, calls.here.places.pump_bay.pk
    terms = {"place_ids": [place], "post_id": calls.plan.post_id, "cadence": "weekly"}
    body = {**terms, "unit_id": unit, "checklist_id": calls.checklist.pk, "on": "2026-03-09"}
    made = told(calls.tell("chen", "/plans", {**body, "name": "Weekly", "whole_unit": True}), 201)
    assert [each["place"] and each["place"]["id"] for each in made["targets"]] == [None, place]
    path = f"/plans/{made['id']}"
    changed = told(calls.tell("chen", f"{path}/change", {**terms, "on": "2026-04-06"}), 201)
    assert (changed["valid_from"], told(calls.ask("chen", path))["valid_to"]) == (
        "2026-04-06",
        "2026-04-06",
    )
    over = {"on": "2026-05-04", "reason": "Torn down"}
    ended = told(calls.tell("chen", f"/plans/{changed['id']}/end", over))
    assert ended["valid_to"] == "2026-05-04"
    names = [each["name"] for each in told(calls.ask("chen", "/plans"))["items"]]
    assert names == ["Daily team check", "Weekly", "Weekly"]
    assert told(calls.ask("chen", "/plans?ended=true"))["items"] == []


def test_a_plan_names_only_what_lies_in_its_unit(calls):
    unit = calls.here.plant.units.team_a.pk
    body = {
        "unit_id": unit,
        "checklist_id": calls.checklist.pk,
        "place_ids": [calls.here.places.pump_bay.pk],
        "post_id": calls.plan.post_id,
        "cadence": "daily",
        "on": "2026-03-09",
    }
    wrong = {
        "unit_id": calls.here.plant.units.mixing.pk,
        "checklist_id": 987_654,
        "place_ids": [calls.here.places.tank_farm.pk],
        "post_id": 987_654,
        "cadence": "hourly",
    }
    for field, value in wrong.items():
        errors = told(calls.tell("chen", "/plans", {**body, field: value}), 422)["errors"]
        assert [each["field"].split(".")[-1] for each in errors] == [field]
    nowhere = told(calls.tell("chen", "/plans", {**body, "place_ids": []}), 422)
    assert nowhere["errors"][0]["field"] == "targets"
    assert Plan.objects.count() == 1
    assert calls.tell("wang", "/plans", body).status_code == 422


def test_a_plan_out_of_scope_answers_like_one_that_never_was(calls):
    end = {"on": "2026-05-04", "reason": "x"}
    for pk in (calls.plan.pk, 987_654):
        assert calls.ask("ma", f"/plans/{pk}").status_code == 404
        assert calls.tell("ma", f"/plans/{pk}/end", end).status_code == 404


def test_coverage_shows_places_by_weeks_and_how_they_stand(calls):
    page = told(calls.ask("chen", "/coverage?weeks=2&limit=2"))
    assert (page["weeks"], len(page["items"])) == (["2026-02-23", "2026-03-02"], 2)
    assert page["counts"]["never"] == 3
    assert page["items"][0]["cells"][1].keys() == {"done", "missed", "waiting"}
    rest = told(calls.ask("chen", f"/coverage?weeks=2&limit=2&cursor={page['next']}"))
    names = [each["place"]["name"] for each in [*page["items"], *rest["items"]]]
    assert names == ["Control room", "Pump bay", "Tank farm"]
    blind = told(calls.ask("chen", "/coverage?standing=covered"))
    assert blind["items"] == []
    assert calls.ask("chen", "/coverage?weeks=54").status_code == 422
    assert calls.ask("wang", "/coverage").status_code == 404


def test_a_label_carries_a_key_that_opens_the_page_of_the_place(calls):
    place = calls.here.places.pump_bay
    label = told(calls.ask("wang", f"/places/{place.pk}/label"))
    assert (label["public_key"], label["name"]) == (place.public_key, "Pump bay")
    assert label["address"].endswith(f"/p/{place.public_key}/")
    listed = told(calls.ask("wang", "/place-labels"))["items"]
    assert [each["place_id"] for each in listed] == [place.pk]
    for pk in (calls.here.places.mill.pk, 987_654):
        assert calls.ask("wang", f"/places/{pk}/label").status_code == 404


@pytest.mark.parametrize("path", ["/checklists", "/plans", "/coverage", "/place-labels"])
def test_lists_stay_within_their_statements(calls, path):
    calls.ask("chen", path)
    with CaptureQueriesContext(connection) as seen:
        told(calls.ask("chen", f"{path}?limit=50"))
    assert len(seen) <= 10


def test_a_plan_rests_and_goes_on(calls):
    path = f"/plans/{calls.plan.pk}"
    rest = {"on": "2026-03-09", "back_on": "2026-03-23", "reason": "Overhaul"}
    paused = told(calls.tell("chen", f"{path}/pause", rest))
    assert paused["valid_to"] == "2026-03-09"
    again = told(calls.ask("chen", f"/plans/{paused['resumed_as']}"))
    assert (again["name"], again["valid_from"]) == (paused["name"], "2026-03-23")
    runs = calls.tell("chen", f"{path}/resumption", {"on": "2026-03-30"})
    assert runs.status_code == 409
    by_hand = f"/plans/{again['id']}"
    open_end = {"on": "2026-03-25", "reason": "Overhaul again"}
    assert told(calls.tell("chen", f"{by_hand}/pause", open_end))["resumed_as"] is None
    resumed = told(calls.tell("chen", f"{by_hand}/resumption", {"on": "2026-04-01"}), 201)
    assert (resumed["valid_from"], resumed["valid_to"]) == ("2026-04-01", None)


def test_a_plan_is_paused_only_by_who_manages_plans_there_and_after_it_began(calls):
    path = f"/plans/{calls.plan.pk}/pause"
    rest = {"on": "2026-03-09", "reason": "Overhaul"}
    assert calls.tell("ma", path, rest).status_code == 404
    assert calls.tell("wang", path, rest).status_code == 404
    assert calls.tell("chen", path, rest, "inspections.view_rounds").status_code == 403
    back = {**rest, "back_on": "2026-03-09"}
    assert told(calls.tell("chen", path, back), 422)["errors"][0]["field"] == "back_on"


def test_chinese_alone_is_enough_for_a_checklist_and_its_items(calls):
    unit = calls.here.plant.units.resin.pk
    assert nameless(calls.tell("chen", "/checklists", {"unit_id": unit})) == ["name"]
    new = told(calls.tell("chen", "/checklists", {"name_zh": "周检查", "unit_id": unit}), 201)
    assert (new["name_en"], new["name_zh"]) == ("周检查", "周检查")
    path = f"/checklists/{new['id']}"
    choices = [{"label_zh": "完好"}, {"label_zh": "破损", "fault": True}]
    items = [
        {"text_zh": "护栏", "section_zh": "临边", "standard_zh": "牢固"},
        {"text_zh": "气味", "section_zh": "作业环境"},
        {"text": "Sling", "section": "Lifting", "answer_kind": "choice", "choices": choices},
    ]
    told(calls.tell("chen", f"{path}/draft", {"items": items}, method="PUT"))
    rail, smell, sling = told(calls.ask("chen", f"{path}/draft"))["items"]
    assert (rail["text"], rail["text_zh"], rail["section"]) == ("护栏", "护栏", "临边")
    assert (rail["standard"], rail["standard_zh"]) == ("", "牢固")
    assert (smell["section"], smell["section_zh"]) == ("作业环境", "作业环境")
    assert sling["text_zh"] == sling["section_zh"] == ""
    assert [each["label"] for each in sling["choices"]] == ["完好", "破损"]
    assert nameless(calls.tell("chen", f"{path}/name", {"name_zh": " "}, method="PUT")) == ["name"]
    named = told(calls.tell("chen", f"{path}/name", {"name_zh": "每周检查"}, method="PUT"))
    assert (named["name_en"], named["name_zh"]) == ("每周检查", "每周检查")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text_zh": " "}, "text"),
        ({"text_zh": "甲", "answer_kind": "choice", "choices": [{}, {"label": "b"}]}, "choices"),
        (
            {"text_zh": "甲", "answer_kind": "choice", "choices": [{"label": "b"}] * 2},
            "choices",
        ),
    ],
)
def test_the_item_that_says_nothing_is_named_as_it_was_sent(calls, wrong, field):
    path = f"/checklists/{calls.checklist.pk}/draft"
    body = {"items": [{"text": "Rail"}, wrong]}
    assert nameless(calls.tell("chen", path, body, method="PUT")) == [f"items.1.{field}"]


def nameless(answer):
    return [each["field"] for each in told(answer, 422)["errors"]]
