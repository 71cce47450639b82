"""The ledger through the API: filtered, sorted, counted, exported."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.errands.models import Errand
from dutyline.modules.inspections.tests.setting import AT, DAY

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


def numbers(answer):
    assert answer.status_code == 200, answer.content
    return [each["number"] for each in answer.json()["items"]]


def test_the_ledger_lists_what_the_caller_sees_newest_first(calls):
    older = calls.here.found(at=AT - DAY, title="Older")
    newer = calls.here.found(title="Newer")
    calls.here.found(by="ma", place=None, unit=calls.here.plant.units.mixing)
    assert numbers(calls.ask("wang", "/findings")) == [newer.number, older.number]


def test_pages_follow_one_another_without_gap_or_double(calls):
    for hour in range(5):
        calls.here.found(title=f"Rail {hour}")
    seen, path = [], "/findings?limit=2&sort=number"
    while path:
        page = calls.ask("wang", path).json()
        seen += [each["number"] for each in page["items"]]
        path = f"/findings?limit=2&sort=number&cursor={page['next']}" if page["next"] else ""
    assert seen == [f"F-2026-000{each}" for each in range(1, 6)]


def test_every_filter_of_the_page_is_one_of_the_api(calls):
    finding, other = calls.reported(title="Pump leaks"), calls.here.found(title="Ladder", at=LATER)
    unit, place = finding.unit_id, finding.place_id
    li, chen, wang = (calls.here.person(each).pk for each in ("li", "chen", "wang"))
    due = finding.due_on.isoformat()
    only_it = (
        "words=leaks",
        "state=reported",
        "state=reported&state=closed",
        f"owner={li}",
        f"verifier={chen}",
        f"person={li}",
        f"due_from={due}&due_to={due}",
        f"first_due_from={due}&first_due_to={due}",
        "assigned_from=2026-03-02&assigned_to=2026-03-02",
    )
    for query in only_it:
        assert numbers(calls.ask("chen", f"/findings?{query}")) == [finding.number], query
    both = (
        f"unit={unit}",
        f"unit={unit}&unit_alone=true",
        f"place={place}",
        f"finder={wang}",
        "state=open",
        "grade=general",
        "category=things.guards",
        "nature=things",
        "basis=site",
        "origin=direct",
        "found_from=2026-03-02&found_to=2026-03-02",
    )
    for query in both:
        found = numbers(calls.ask("chen", f"/findings?sort=number&{query}"))
        assert found == [finding.number, other.number], query
    none = (
        "state=over",
        "state=repair",
        "grade=major",
        "risk=red",
        "clause=9",
        "kind=daily.team",
        "round=987654",
        "overdue=true",
        "escalated=true",
        "closed_from=2026-03-01&closed_to=2026-03-03",
        "category=no.such",
    )
    for query in none:
        assert numbers(calls.ask("chen", f"/findings?{query}")) == [], query
    assert numbers(calls.ask("chen", "/findings?repeat=true")) == [other.number]
    assert numbers(calls.ask("chen", "/findings?unassigned=true")) == [other.number]


def test_each_order_of_the_page_is_one_of_the_api(calls):
    one, two = calls.here.found(risk="red"), calls.assigned(risk="blue")
    first = {"number": one, "found": one, "risk": one, "due": two}
    for sort, finding in first.items():
        assert numbers(calls.ask("chen", f"/findings?limit=1&sort={sort}")) == [finding.number]
    for sort, finding in {"-number": two, "-found": two, "-risk": two, "-due": two}.items():
        assert numbers(calls.ask("chen", f"/findings?limit=1&sort={sort}")) == [finding.number]


def test_what_cannot_be_asked_is_refused_with_the_parameter(calls):
    wrong = (
        "limit=201",
        "limit=0",
        "sort=title",
        "state=broken",
        "found_from=yesterday",
        "cursor=nonsense",
        "colour=red",
        "unit=987654",
        f"words={'x' * 201}",
    )
    for query in wrong:
        assert calls.ask("chen", f"/findings?{query}").status_code == 422, query


def test_a_unit_out_of_scope_is_refused_like_one_that_never_was(calls):
    unit = calls.here.plant.units.mixing.pk
    foreign = calls.ask("wang", f"/findings?unit={unit}")
    assert foreign.json()["errors"][0]["reason"] == f"unit {unit} does not exist."


def test_findings_are_counted_by_the_same_filters(calls):
    calls.here.found()
    calls.reported()
    assert calls.ask("chen", "/findings/count").json() == {"count": 2, "more": False}
    assert calls.ask("chen", "/findings/count?state=reported").json()["count"] == 1
    assert calls.ask("ma", "/findings/count").json()["count"] == 0


def test_an_export_is_asked_for_and_kept_with_its_filter(calls):
    body = {"kind": "csv", "filter": {"state": ["open"], "words": "rail"}}
    answer = calls.tell("chen", "/findings/exports", body)
    errand = Errand.objects.get()
    assert (answer.status_code, answer.json()) == (202, {"errand_id": errand.pk, "state": "queued"})
    assert errand.parameters["filter"] == {"state": ["open"], "words": "rail"}


def test_a_token_for_something_else_sees_no_ledger(calls):
    for path in ("/findings", "/findings/count", "/saved-views"):
        assert calls.ask("chen", path, "inspections.view_rounds").status_code == 403


def test_fifty_lines_cost_as_many_statements_as_one(calls):
    calls.here.found()
    calls.ask("chen", "/findings")
    with CaptureQueriesContext(connection) as one:
        assert len(calls.ask("chen", "/findings?limit=50").json()["items"]) == 1
    for each in range(49):
        calls.here.found(title=f"Rail {each}")
    with CaptureQueriesContext(connection) as fifty:
        assert len(calls.ask("chen", "/findings?limit=50").json()["items"]) == 50
    assert (len(one), len(fifty)) == (len(one), len(one))
    assert len(fifty) <= 8
