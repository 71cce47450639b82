"""Goals and the safety budget, through the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dutyline.kernel.access.tests.calling import API
from dutyline.modules.responsibility.api.tests.calls import told
from dutyline.modules.responsibility.tests.goals import (
    DRILL,
    RATE,
    WHY,
    YEAR,
    Goals,
    photo,
    planned,
    purposes,
)

SPENT = {"amount": "400", "spent_on": f"{YEAR}-02-10", "what": "Course"}


@pytest.fixture
def goals(calls):
    return Goals(calls.here)


def sent(calls, name, path, **said):
    token = calls.token(name)
    return Client().post(f"{API}{path}", said, headers={"Authorization": f"Bearer {token}"})


def test_a_goal_is_set_passed_on_promised_and_consented_to(calls, goals):
    body = {
        "post_id": goals.post("resin_principal").pk,
        "year": YEAR,
        "text_en": "Injuries",
        "measure": "figure",
        "figure_unit": "cases",
        "comparison": "lte",
        "target": "1",
    }
    top = told(calls.tell("zhao", "/goals", body), 201)
    assert (top["state"], top["promised"]["target"]) == ("promised", "1.0000")
    passing = {"post_id": goals.post("workshop_head").pk, "target": "1", "reason": WHY}
    shop = told(calls.tell("zhao", f"/goals/{top['id']}/below", passing), 201)
    assert (shop["state"], shop["depth"], shop["holders"]) == ("passed_on", 1, ["Zhang Wei"])
    less = {"target": "2", "reason": "Two pumps are old"}
    asked = told(calls.tell("zhang", f"/goals/{shop['id']}/promise", less))
    assert (asked["state"], asked["promised"]) == ("asked", None)
    said = {"granted": True, "reason": "Until May"}
    told(calls.tell("zhang", f"/goals/{shop['id']}/answer", said), 422)
    stands = told(calls.tell("zhao", f"/goals/{shop['id']}/answer", said))
    assert (stands["state"], stands["promised"]["target"]) == ("promised", "2.0000")
    steps = told(calls.ask("zhang", f"/goals/{shop['id']}/steps"))["items"]
    assert [(each["act"], each["consent"] and each["consent"]["by_name"]) for each in steps] == [
        ("passed_on", None),
        ("asked", "Zhao Min"),
    ]
    result = sent(
        calls, "zhang", f"/goals/{shop['id']}/results", on="2026-03-02", words="None", value="0"
    )
    assert told(result, 201)["value"] == "0.0000"
    [below] = told(calls.ask("zhao", f"/goals/{top['id']}/below"))["items"]
    assert (below["value"], below["reached"]) == ("0.0000", True)
    [above] = told(calls.ask("zhang", f"/goals/{shop['id']}/above"))["items"]
    assert above["id"] == top["id"]


def test_goals_are_listed_by_year_unit_and_state_to_who_sees_them(calls, goals):
    _top, shop, team = goals.down(DRILL)
    assert len(told(calls.ask("zhao", "/goals"))["items"]) == 3
    assert told(calls.ask("zhao", f"/goals?year={YEAR + 1}"))["items"] == []
    [waiting] = told(calls.ask("zhao", "/goals?state=passed_on"))["items"]
    assert (waiting["id"], waiting["passed"]["due_on"]) == (team.pk, "2026-06-30")
    assert calls.ask("wang", "/goals").status_code == 404
    assert calls.ask("wang", f"/goals/{shop.pk}").status_code == 404
    assert told(calls.ask("wang", "/my/goals"))["items"] == []
    assert [each["id"] for each in told(calls.ask("li", "/my/goals"))["items"]] == [team.pk]
    page = told(calls.ask("zhao", "/goals?limit=2"))
    assert len(told(calls.ask("zhao", f"/goals?limit=2&cursor={page['next']}"))["items"]) == 1


def test_who_is_not_the_superior_is_refused_and_bad_input_is_named(calls, goals):
    _top, shop, _team = goals.down()
    change = {"target": "0.99", "reason": WHY}
    told(calls.tell("zhang", f"/goals/{shop.pk}/change", change), 422)
    assert told(calls.tell("zhao", f"/goals/{shop.pk}/change", change))["state"] == "passed_on"
    far = {"post_id": goals.post("coatings_principal").pk, "target": "1", "reason": WHY}
    refused = told(calls.tell("zhao", f"/goals/{shop.pk}/below", far), 422)
    assert [each["field"].split(".")[-1] for each in refused["errors"]] == ["post_id"]
    ended = told(calls.tell("zhao", f"/goals/{shop.pk}/withdrawal", {"reason": WHY}))
    assert ended["state"] == "withdrawn"


@pytest.mark.parametrize(
    "mixed",
    [
        {"measure": "milestone", "due_on": f"{YEAR}-06-30", "target": "1"},
        {"measure": "milestone", "due_on": f"{YEAR}-06-30", "comparison": "gte"},
        {"measure": "figure", "target": "1", "comparison": "lte", "due_on": f"{YEAR}-06-30"},
        {"measure": "figure", "target": "1", "comparison": "lte", "indicator": RATE.indicator},
    ],
)
def test_a_goal_that_mixes_numbers_and_milestones_is_refused(calls, goals, mixed):
    body = {"post_id": goals.post("resin_principal").pk, "year": YEAR, "text_en": "Drill", **mixed}
    refused = told(calls.tell("zhao", "/goals", body), 422)
    assert [each["field"].split(".")[-1] for each in refused["errors"]] == ["measure"]


def test_the_budget_is_planned_used_with_proof_and_summed(calls):
    purposes()
    workshop = calls.here.plant.units.workshop.pk
    body = {"unit_id": workshop, "year": YEAR, "purpose": "training", "planned": "1000"}
    line = told(calls.tell("zhang", "/safety-budget/lines", body))
    assert (line["planned"], line["used"]) == ("1000.00", "0.00")
    told(calls.tell("chen", "/safety-budget/lines", body), 422)
    bare = sent(calls, "zhang", f"/safety-budget/lines/{line['id']}/uses", **SPENT)
    assert [each["field"].split(".")[-1] for each in told(bare, 422)["errors"]] == ["proof"]
    proof = SimpleUploadedFile("invoice.jpg", photo().read(), "image/jpeg")
    paid = sent(calls, "zhang", f"/safety-budget/lines/{line['id']}/uses", files=proof, **SPENT)
    use = told(paid, 201)
    back = {"amount": "100", "reason": "Two did not come"}
    taken = told(calls.tell("zhang", f"/safety-budget/uses/{use['id']}/corrections", back), 201)
    assert (taken["amount"], taken["corrects_id"]) == ("-100.00", use["id"])
    sums = told(calls.ask("zhao", f"/safety-budget/sums?year={YEAR}&unit={workshop}"))
    assert sums["purposes"] == [
        {"purpose": "training", "planned": "1000.00", "used": "300.00", "rate": "0.3000"}
    ]
    assert sums["months"][1] == "300.00"
    assert len(told(calls.ask("zhao", f"/safety-budget/lines/{line['id']}/uses"))["items"]) == 2


def test_money_is_shown_to_who_sees_the_budget(calls):
    purposes()
    line = planned(calls.here)
    assert told(calls.ask("chen", f"/safety-budget/lines/{line.pk}"))["purpose"] == "training"
    assert told(calls.ask("ma", f"/safety-budget/lines?year={YEAR}"))["items"] == []
    for path in ("/safety-budget/lines", "/safety-budget/sums", f"/safety-budget/lines/{line.pk}"):
        assert calls.ask("wang", path).status_code == 404


def test_a_goal_says_what_is_to_be_reached_in_one_language_at_least(calls, goals):
    body = {
        "post_id": goals.post("resin_principal").pk,
        "year": YEAR,
        "measure": "figure",
        "comparison": "lte",
        "target": "1",
    }
    refused = told(calls.tell("zhao", "/goals", body | {"text_zh": " "}), 422)
    assert [each["field"] for each in refused["errors"]] == ["text_en"]
    top = told(calls.tell("zhao", "/goals", body | {"text_zh": "伤害事故"}), 201)
    assert (top["text_en"], top["text_zh"]) == ("", "伤害事故")
    passing = {"post_id": goals.post("workshop_head").pk, "target": "1", "reason": WHY}
    below = told(calls.tell("zhao", f"/goals/{top['id']}/below", passing), 201)
    assert (below["text_en"], below["text_zh"]) == ("", "伤害事故")
