"""Who carries which clause, through the API."""

import pytest

from dutyline.modules.responsibility.api.tests.calls import told
from dutyline.modules.responsibility.tests.owing import owing_of


@pytest.fixture
def owing(calls):
    return owing_of(calls.here)


def test_clauses_name_who_carries_them_and_gaps_what_is_missing(calls, owing):
    posts = calls.here.plant.posts
    duty = owing(posts.team_leader_a, calls.here.operator)
    rows = told(calls.ask("chen", "/coverage-of-duties"))["items"]
    assert [(each["key"], each["posts"]) for each in rows] == [("law.21-5", 2), ("law.21-6", 0)]
    carrying = told(calls.ask("chen", "/coverage-of-duties/clauses/law.21-5/posts"))["items"]
    assert [each["title"] for each in carrying] == ["Operator A", "Team leader A"]
    gaps = told(calls.ask("chen", "/coverage-of-duties/gaps"))
    assert [each["key"] for each in gaps["clauses"]] == ["law.21-6"]
    assert [(each["unit"]["name"], each["duty_id"]) for each in gaps["shared"]] == [
        ("Shift team A", duty.pk)
    ]
    body = {"post_id": posts.team_leader_a.pk, "duty_id": duty.pk}
    assert told(calls.tell("chen", "/coverage-of-duties/leads", body), 201)["duty"] == "inspect"
    assert told(calls.ask("chen", "/coverage-of-duties/gaps"))["shared"] == []


def test_coverage_is_narrowed_to_a_unit_and_to_what_one_sees(calls, owing):
    owing(calls.here.plant.posts.team_leader_a)
    other = calls.here.plant.units.team_b.pk
    rows = told(calls.ask("chen", f"/coverage-of-duties?unit={other}"))["items"]
    assert [each["posts"] for each in rows] == [0, 0]
    mixing = calls.here.plant.units.mixing.pk
    assert calls.ask("chen", f"/coverage-of-duties?unit={mixing}").status_code == 422
    assert calls.ask("wang", "/coverage-of-duties").status_code == 404
    assert [each["posts"] for each in told(calls.ask("ma", "/coverage-of-duties"))["items"]] == [
        0,
        0,
    ]


def test_who_does_not_owe_a_duty_does_not_lead_in_it(calls, owing):
    duty = owing(calls.here.plant.posts.team_leader_a)
    body = {"post_id": calls.here.operator.pk, "duty_id": duty.pk}
    refused = told(calls.tell("chen", "/coverage-of-duties/leads", body), 422)
    assert [each["field"].split(".")[-1] for each in refused["errors"]] == ["post"]
