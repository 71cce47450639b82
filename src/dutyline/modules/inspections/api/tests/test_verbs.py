"""Every verb of a finding as its own resource: who may, who may not, and what it says then."""

import pytest

from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations import raise_grade
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.tests.setting import AT

pytestmark = pytest.mark.django_db
LATER = "2026-03-20"


def told(answer, status=200):
    assert answer.status_code == status, answer.content
    return answer.json()


def five(calls, **more):
    li, chen = (calls.here.person(each).pk for each in ("li", "chen"))
    return {
        "owner_id": li,
        "verifier_id": chen,
        "due_on": LATER,
        "measures": "Weld",
        "funds": 0,
        "contingency_plan": "Rope it off",
        **more,
    }


def test_with_no_verifier_named_who_found_it_and_may_verify_there_is_taken(calls):
    """As on the page; a report by somebody without the right costs him no duty."""
    for finder, verifier in (("chen", "Chen Jing"), ("wang", "Zhang Wei")):
        path = f"/findings/{calls.here.found(by=finder).pk}"
        body = told(calls.tell("zhang", f"{path}/assignment", five(calls, verifier_id=None)))
        assert body["verifier"]["name"] == verifier


def test_a_finding_goes_its_whole_way(calls):
    path = f"/findings/{calls.here.found().pk}"
    assert told(calls.tell("zhang", f"{path}/assignment", five(calls)))["state"] == "assigned"
    assert told(calls.tell("li", f"{path}/receipt"))["state"] == "in_work"
    wish = {"to_on": "2026-03-25", "reason": "Parts", "interim_control": "Out of use"}
    assert told(calls.tell("li", f"{path}/extension", wish))["state"] == "extension_asked"
    decision = {"granted": True, "note": "Once"}
    assert told(calls.tell("chen", f"{path}/extension/decision", decision))["due_on"] == (
        "2026-03-25"
    )
    told(calls.tell("li", f"{path}/funds", {"amount": "120.50", "purpose": "Steel"}))
    told(calls.tell("chen", f"{path}/funds/decision", {"granted": 100, "note": "Enough"}))
    done = {"text": "Welded", "spent": 90, "done_at": "2026-03-02T11:00:00+08:00"}
    calls.at(AT)
    assert told(calls.tell("li", f"{path}/repair", done), 422)["errors"][0]["field"] == "done_at"
    assert told(calls.tell("li", f"{path}/repair", {"text": "Welded"}))["state"] == "reported"
    seen = {"effective": False, "opinion": "Loose again", "due_on": "2026-03-28"}
    assert told(calls.tell("chen", f"{path}/verification", seen))["state"] == "in_work"
    told(calls.tell("li", f"{path}/repair", {"text": "Welded twice", "spent": 90}))
    assert told(calls.tell("chen", f"{path}/verification", {"effective": True}))["state"] == (
        "verified"
    )
    closed = told(calls.tell("zhao", f"{path}/closure", {"note": "Good"}))
    assert (closed["state"], closed["closed_on"]) == ("closed", "2026-03-02")
    rectification = told(calls.ask("zhang", f"{path}/rectification"))
    assert [each["granted"] for each in rectification["extensions"]] == [True]
    assert [each["granted"] for each in rectification["funds_requests"]] == ["100.00"]
    assert [each["text"] for each in rectification["repairs"]] == ["Welded twice", "Welded"]
    assert [each["verification"]["effective"] for each in rectification["repairs"]] == [True, False]
    assert rectification["notices"][0]["received_at"] == "2026-03-02T04:00:00Z"
    history = told(calls.ask("zhang", f"{path}/history"))["items"]
    assert history[0]["verb"] == "inspections.finding_closed"
    assert (history[0]["occurred_at"], history[0]["recorded_at"]) == (
        "2026-03-02T04:00:00Z",
        "2026-03-02T04:00:00Z",
    )


def test_a_repair_is_assigned_anew_with_its_reason(calls):
    path = f"/findings/{calls.assigned().pk}/reassignment"
    wang = calls.here.person("wang").pk
    assert told(calls.tell("zhang", path, five(calls, owner_id=wang)), 422)
    anew = five(calls, owner_id=wang, reason="Li is away")
    assert told(calls.tell("zhang", path, anew))["owner"]["id"] == wang


def test_words_are_put_right_and_what_is_left_out_stays(calls):
    finding = calls.here.found(spot="left")
    body = {"title": "Rail cracked", "reason": "Looked again"}
    amended = told(calls.tell("wang", f"/findings/{finding.pk}/amendment", body))
    assert (amended["title"], amended["spot"]) == ("Rail cracked", "left")
    wrong = {"category": "no.such", "reason": "x"}
    assert told(calls.tell("wang", f"/findings/{finding.pk}/amendment", wrong), 422)


def test_two_of_the_same_are_merged_and_lead_to_each_other(calls):
    one, two = calls.here.found(), calls.here.found()
    path = f"/findings/{two.pk}/merger"
    assert told(calls.tell("li", path, {"into_id": 987_654}), 422)["errors"] == [
        {"field": "into_id", "reason": "into_id 987654 does not exist."}
    ]
    merged = told(calls.tell("li", path, {"into_id": one.pk, "reason": "Same rail"}))
    assert (merged["state"], merged["merged_into_id"]) == ("merged", one.pk)
    assert told(calls.tell("li", path, {"into_id": one.pk}), 409)


def test_a_finding_is_declared_void_with_its_reason(calls):
    path = f"/findings/{calls.here.found().pk}/void"
    assert told(calls.tell("chen", path), 422)
    assert told(calls.tell("chen", path, {"reason": "No danger"}))["state"] == "void"
    assert told(calls.tell("chen", path, {"reason": "No danger"}), 409)


def test_a_major_danger_is_put_on_record_step_by_step(calls):
    finding = calls.here.found()
    path = f"/findings/{finding.pk}"
    assert told(calls.tell("chen", f"{path}/plan", parts()), 422)
    assert told(calls.tell("li", f"{path}/grade", {"reason": "Dust"}))["grade"] == "major"
    assert told(calls.ask("chen", f"{path}/major"))["missing"] == [
        "plan",
        "authority",
        "staff_notice",
    ]
    told(calls.tell("zhao", f"{path}/plan", parts()))
    listed = {"supervisor": "City bureau", "due_on": "2026-06-01"}
    told(calls.tell("chen", f"{path}/supervision", listed))
    assert told(calls.tell("chen", f"{path}/supervision", listed), 409)
    told(calls.tell("chen", f"{path}/supervision/end"))
    told(calls.tell("chen", f"{path}/authority", {"authority": "Bureau", "day": "2026-03-02"}))
    told(calls.tell("chen", f"{path}/staff-notice", {"day": "2026-03-02", "how": "Board"}))
    record = told(calls.ask("chen", f"{path}/major"))
    assert (record["missing"], record["plans"][0]["goals"]) == ([], "goals said")
    assert record["supervision"]["lifted_by"]["name"] == calls.here.person("chen").name
    future = {"authority": "Bureau", "day": "2026-03-03"}
    assert told(calls.tell("chen", f"{path}/authority", future), 422)


def parts():
    names = ["cause", "analysis", "goals", "methods", "means", "persons", "time_limit", "safety"]
    return {name: f"{name} said" for name in names}


VERBS = (
    "assignment",
    "reassignment",
    "receipt",
    "extension",
    "extension/decision",
    "funds",
    "funds/decision",
    "repair",
    "verification",
    "closure",
    "void",
    "merger",
    "grade",
    "amendment",
    "plan",
    "supervision",
    "supervision/end",
    "authority",
    "staff-notice",
)
BODY = {
    "assignment": {"owner_id": 1, "due_on": LATER},
    "reassignment": {"owner_id": 1, "due_on": LATER, "reason": "x"},
    "extension": {"to_on": LATER, "reason": "x", "interim_control": "x"},
    "extension/decision": {"granted": True},
    "funds": {"amount": 1, "purpose": "x"},
    "funds/decision": {"granted": 1},
    "repair": {"text": "x"},
    "verification": {"effective": True},
    "void": {"reason": "x"},
    "merger": {"into_id": 1},
    "grade": {"reason": "x"},
    "amendment": {"reason": "x"},
    "plan": parts(),
    "supervision": {"supervisor": "x", "due_on": LATER},
    "authority": {"authority": "x", "day": "2026-03-02"},
    "staff-notice": {"day": "2026-03-02", "how": "x"},
}


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_reaches_a_finding_out_of_scope(calls, verb):
    finding = calls.here.found()
    before = Finding.objects.values().get()
    answers = [
        calls.tell("ma", f"/findings/{pk}/{verb}", BODY.get(verb)) for pk in (finding.pk, 987_654)
    ]
    assert [each.status_code for each in answers] == [404, 404]
    one, other = (each.json() for each in answers)
    assert one | {"request": ""} == other | {"request": ""}
    assert Finding.objects.values().get() == before


@pytest.mark.parametrize("verb", VERBS)
def test_no_verb_is_done_with_a_token_only_to_look(calls, verb):
    finding = calls.reported()
    raise_grade(by=calls.here.actor("chen"), finding=finding, reason="Dust", at=AT)
    before = Finding.objects.values().get()
    look = "inspections.view_findings"
    body = BODY.get(verb, {})
    for name in ("merger", "assignment", "reassignment"):
        if verb == name:
            other = calls.here.found().pk if name == "merger" else calls.here.person("wang").pk
            body = body | ({"into_id": other} if name == "merger" else {"owner_id": other})
    for name in ("li", "chen"):
        answer = calls.tell(name, f"/findings/{finding.pk}/{verb}", body, look)
        assert answer.status_code == 403, answer.content
    assert Finding.objects.filter(pk=finding.pk).values().get() == before


def test_who_changes_an_older_version_learns_what_is_other_now(calls):
    finding = calls.here.found()
    path = f"/findings/{finding.pk}"
    tag = calls.ask("wang", path)["ETag"]
    told(calls.tell("li", f"{path}/amendment", {"spot": "gate 3", "reason": "Seen"}))
    body = {"spot": "gate 4", "reason": "Seen"}
    late = told(calls.tell("wang", f"{path}/amendment", body, **{"If-Match": tag}), 409)
    assert late["now"] == {"spot": "gate 3"}
    fresh = calls.ask("wang", path)["ETag"]
    assert told(calls.tell("wang", f"{path}/amendment", body, **{"If-Match": fresh}))["spot"] == (
        "gate 4"
    )


def test_a_verb_sent_twice_with_one_key_is_done_once(calls):
    path, key = f"/findings/{calls.here.found().pk}/assignment", {"Idempotency-Key": "once-only"}
    first = told(calls.tell("zhang", path, five(calls), **key))
    assert told(calls.tell("zhang", path, five(calls), **key)) == first
    assert told(calls.tell("zhang", path, five(calls)), 409)


def test_what_did_not_hold_is_reopened_and_says_so_beside_its_verification(calls):
    finding = calls.verified()
    path = f"/findings/{finding.pk}"
    told(calls.tell("chen", f"{path}/closure"))
    wish = {"reason": "The weld broke", "due_on": LATER}
    assert told(calls.tell("li", f"{path}/reopening", wish), 422)["title"]
    told(calls.tell("wang", f"{path}/reopening", wish), 403)
    told(calls.tell("chen", f"{path}/reopening", {"reason": "", "due_on": LATER}), 422)
    told(calls.tell("chen", f"{path}/reopening", wish, Inspections.FINDING_VIEW), 403)
    again = told(calls.tell("chen", f"{path}/reopening", wish))
    assert (again["state"], again["due_on"], again["closed_on"]) == ("assigned", LATER, None)
    repair = told(calls.ask("zhang", f"{path}/rectification"))["repairs"][0]
    seen = repair["verification"]
    assert (seen["effective"], seen["reopening"]["reason"], seen["reopening"]["by"]["name"]) == (
        True,
        "The weld broke",
        "Chen Jing",
    )
    told(calls.tell("chen", f"{path}/reopening", wish), 409)
