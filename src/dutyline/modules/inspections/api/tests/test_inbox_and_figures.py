"""Reports made without sign-in, statistics and saved views through the API."""

import pytest

from dutyline.modules.inspections.models import Finding, PlaceReport, SavedView, StatisticsReport
from dutyline.modules.inspections.operations import count_summaries, open_statistics, report_danger
from dutyline.modules.inspections.tests.setting import AT, DAY

pytestmark = pytest.mark.django_db


def told(answer, status=200):
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.fixture
def report(calls):
    key = calls.here.places.pump_bay.public_key
    return report_danger(public_key=key, sentence="A rail is loose", at=AT).report


def test_a_report_is_taken_up_as_a_danger(calls, report):
    waiting = told(calls.ask("li", "/place-reports"))["items"]
    assert [each["id"] for each in waiting] == [report.pk]
    path = f"/place-reports/{report.pk}"
    taken = told(calls.tell("li", f"{path}/finding", {"category": "things.guards"}))
    assert (taken["state"], Finding.objects.get().pk) == ("taken_up", taken["finding_id"])
    assert told(calls.tell("li", f"{path}/finding"), 409)
    assert told(calls.ask("li", "/place-reports"))["items"] == []
    assert len(told(calls.ask("li", "/place-reports?which=all"))["items"]) == 1


def test_a_report_counts_towards_a_danger_at_the_same_place(calls, report):
    known = calls.here.found()
    elsewhere = calls.here.found(by="chen", place=calls.here.places.tank_farm)
    path = f"/place-reports/{report.pk}/merger"
    assert told(calls.tell("chen", path, {"finding_id": elsewhere.pk}), 422)
    counted = told(calls.tell("chen", path, {"finding_id": known.pk, "reply": "Known"}))
    assert (counted["finding_id"], counted["reply"]) == (known.pk, "Known")


def test_a_report_is_answered_in_words(calls, report):
    path = f"/place-reports/{report.pk}/reply"
    assert told(calls.tell("li", path, {"reply": " "}), 422)
    assert told(calls.tell("li", path, {"reply": "It is safe"}))["state"] == "declined"


def test_a_report_out_of_scope_answers_like_one_that_never_was(calls, report):
    bodies = {"finding": {}, "merger": {"finding_id": 1}, "reply": {"reply": "x"}}
    for pk in (report.pk, 987_654):
        for part in ("", "/photos"):
            assert calls.ask("ma", f"/place-reports/{pk}{part}").status_code == 404
        for verb, body in bodies.items():
            assert calls.tell("ma", f"/place-reports/{pk}/{verb}", body).status_code == 404
    assert calls.ask("wang", "/place-reports").status_code == 404
    assert PlaceReport.objects.get().state == "waiting"


def test_statistics_are_read_by_month_grade_category_and_unit(calls):
    calls.here.found()
    calls.reported()
    count_summaries(AT)
    figures = told(calls.ask("chen", "/statistics?first=2026-02&last=2026-03"))
    assert (figures["all"]["found"], figures["standing"]["to_verify"]) == (2, 1)
    assert [(each["month"], each["found"]) for each in figures["months"]] == [
        ("2026-02", 0),
        ("2026-03", 2),
    ]
    assert [(each["key"], each["found"]) for each in figures["categories"]] == [
        ("things.guards", 2)
    ]
    assert sum(each["found"] for each in figures["units"]) == 2
    unit = calls.here.plant.units.team_a.pk
    assert told(calls.ask("wang", f"/statistics?unit={unit}"))["unit"]["id"] == unit
    for query in ("first=2026-04&last=2026-03", "first=2020-01", "last=2026-13", "unit=987654"):
        assert calls.ask("chen", f"/statistics?{query}").status_code == 422, query


def test_a_statistics_report_is_made_and_signed(calls):
    calls.here.found(at=AT - 80 * DAY)
    open_statistics(AT)
    report = StatisticsReport.objects.order_by("id")[0]
    listed = told(calls.ask("chen", "/statistics-reports"))["items"]
    assert report.pk in [each["id"] for each in listed]
    path = f"/statistics-reports/{report.pk}"
    assert told(calls.tell("zhao", f"{path}/signature"), 422)
    assert told(calls.tell("chen", f"{path}/figures"))["figures"]["all"]["found"] == 1
    assert told(calls.ask("chen", f"{path}/figures"))["all"]["rectification_rate"] == 0
    assert told(calls.ask("chen", f"{path}/figures"))["all"]["found_closed"] == 0
    assert calls.tell("chen", f"{path}/signature").status_code == 403
    signed = told(calls.tell("zhao", f"{path}/signature"))
    assert signed["signed_by"]["name"] == calls.here.person("zhao").name
    assert told(calls.tell("zhao", f"{path}/signature"), 409)
    assert told(calls.tell("chen", f"{path}/figures"), 409)
    for pk in (report.pk, 987_654):
        assert calls.ask("ma", f"/statistics-reports/{pk}").status_code == 404


def test_a_view_is_saved_shared_changed_and_forgotten(calls):
    unit = calls.here.plant.units.team_a.pk
    body = {"name": "Mine", "filter": {"state": ["open"], "unit": unit, "found_from": "2026-01-01"}}
    view = told(calls.tell("li", "/saved-views", body), 201)
    assert (view["filter"]["state"], view["filter"]["unit"]) == (["open"], unit)
    assert told(calls.tell("li", "/saved-views", body), 422)["errors"][0]["field"] == "name"
    path = f"/saved-views/{view['id']}"
    assert calls.ask("wang", path).status_code == 404
    shared = {"filter": {"overdue": True}, "unit_id": unit}
    assert told(calls.tell("li", path, shared, method="PUT"))["unit_id"] == unit
    assert told(calls.ask("wang", path))["filter"]["overdue"] is True
    assert calls.tell("wang", path, shared, method="PUT").status_code == 404
    assert calls.tell("wang", path, None, method="DELETE").status_code == 404
    assert calls.tell("li", path, None, method="DELETE").status_code == 204
    assert SavedView.objects.count() == 0


def test_a_view_of_another_time_is_shown_without_its_filter(calls):
    SavedView.objects.create(
        owner=calls.here.person("li"), name="Old", query={"grade": "enormous"}, saved_at=AT
    )
    assert told(calls.ask("li", "/saved-views"))["items"][0]["filter"] is None
