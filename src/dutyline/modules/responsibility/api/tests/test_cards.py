"""Post cards listed, read, written, decided on and accepted through the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.organisation.operations import close_post
from dutyline.modules.responsibility.api.tests.calls import told
from dutyline.modules.responsibility.card_export import KIND
from dutyline.modules.responsibility.models import CardAcceptance, CardVersion
from dutyline.modules.responsibility.tests.desk import AT, TODAY

DAY = TODAY.isoformat()
WORDS = {"scope": {"en": "The reactor"}, "assessment": {"en": "By the duties kept"}}


def test_a_card_goes_from_its_draft_to_its_acceptance(calls):
    post = calls.here.plant.posts.team_leader_a
    draft = told(calls.tell("chen", "/cards", {"post_id": post.pk}), 201)
    assert (draft["state"], draft["number"]) == ("draft", None)
    assert draft["words"]["safety"] == {"en": "Report dangers at once", "zh": "发现隐患立即报告"}
    path = f"/cards/{draft['card_id']}"
    body = {"words": WORDS, "deputies": "Operator A"}
    written = told(calls.tell("chen", f"{path}/draft", body, method="PUT"))
    assert written["words"]["scope"] == {"en": "The reactor", "zh": ""}
    assert written["words"]["safety"] == draft["words"]["safety"]
    assert written["deputies"] == "Operator A"
    assert told(calls.tell("chen", f"{path}/review"))["state"] == "review"
    assert told(calls.tell("zhang", f"{path}/approval", {"remark": "Good"}))["state"] == "approved"
    published = told(calls.tell("zhao", f"{path}/publication", {"valid_from": DAY}))
    assert (published["number"], published["responsible"]) == (1, "Li Na")
    assert [(each["verdict"], each["reason"]) for each in published["reviews"]] == [
        ("approved", "Good")
    ]
    version = f"{path}/versions/{published['id']}"
    waiting = told(calls.ask("chen", f"{version}/waiting"))["items"]
    assert [each["name"] for each in waiting] == ["Li Na"]
    mine = {"words": "I look at the platform first."}
    given = told(calls.tell("li", f"{version}/acceptance", mine), 201)
    assert given["person_name"] == "Li Na"
    assert told(calls.ask("chen", f"{version}/waiting"))["items"] == []
    accepted = told(calls.ask("chen", f"{version}/acceptances"))["items"]
    assert [each["words"] for each in accepted] == [mine["words"]]
    assert told(calls.ask("chen", version))["accepted"] == 1


def test_the_list_says_of_each_post_how_far_its_card_is(calls):
    version = calls.here.published()
    rows = told(calls.ask("chen", "/cards"))["items"]
    assert [each["post"]["title"] for each in rows] == [
        "Operator A",
        "Operator B",
        "Principal of Resin",
        "Safety manager",
        "Team leader A",
        "Team leader B",
        "Workshop head",
    ]
    first = rows[0]
    assert (first["card_id"], first["in_force"]["id"]) == (version.card_id, version.pk)
    assert (first["holders"], first["accepted"], first["at_work"]) == (2, 0, None)
    assert rows[1]["card_id"] is None


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("state=unaccepted", ["Operator A"]),
        ("state=published", ["Operator A"]),
        ("state=none&q=operator", ["Operator B"]),
        ("q=leader", ["Team leader A", "Team leader B"]),
        ("state=draft", []),
    ],
)
def test_the_list_is_filtered(calls, query, titles):
    calls.here.published()
    rows = told(calls.ask("chen", f"/cards?{query}"))["items"]
    assert [each["post"]["title"] for each in rows] == titles


def test_the_list_is_read_on_and_narrowed_to_a_unit(calls):
    first = told(calls.ask("chen", "/cards?limit=4"))
    rest = told(calls.ask("chen", f"/cards?limit=4&cursor={first['next']}"))
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (4, 3, None)
    team = told(calls.ask("chen", f"/cards?unit={calls.here.plant.units.team_a.pk}"))["items"]
    assert [each["post"]["title"] for each in team] == ["Operator A", "Team leader A"]
    other = calls.ask("chen", f"/cards?unit={calls.here.plant.units.mixing.pk}")
    assert other.status_code == 422
    assert calls.ask("chen", "/cards?state=lost").status_code == 422


def test_the_list_costs_the_same_however_many_cards(calls):
    chen = {"unit_id": calls.here.plant.units.resin.pk}
    calls.ask("chen", "/cards")
    with CaptureQueriesContext(connection) as few:
        told(calls.ask("chen", "/cards"))
    assert told(calls.tell("chen", "/cards/together/drafts", chen), 201) == {"drafted": 7}
    with CaptureQueriesContext(connection) as many:
        told(calls.ask("chen", "/cards"))
    assert len(many) <= max(len(few), 10)


def test_a_holder_sees_what_is_published_and_not_what_is_written(calls):
    version = calls.here.published()
    path = f"/cards/{version.card_id}"
    draft = told(calls.tell("chen", f"{path}/next"), 201)
    seen = told(calls.ask("wang", path))
    assert (seen["in_force"]["id"], seen["at_work"]) == (version.pk, None)
    assert told(calls.ask("chen", path))["at_work"]["id"] == draft["id"]
    assert calls.ask("wang", f"{path}/versions/{draft['id']}").status_code == 404
    listed = told(calls.ask("wang", f"{path}/versions"))["items"]
    assert [each["id"] for each in listed] == [version.pk]
    assert calls.tell("wang", f"{path}/approval").status_code == 404
    mine = told(calls.ask("wang", "/my/cards"))["items"]
    assert [(each["version"]["id"], each["accepted"]) for each in mine] == [(version.pk, False)]


def test_a_card_out_of_scope_answers_like_one_that_never_was(calls):
    version = calls.here.published()
    for card in (version.card_id, 987_654):
        assert calls.ask("ma", f"/cards/{card}").status_code == 404
        assert calls.ask("ma", f"/cards/{card}/versions/{version.pk}").status_code == 404
        assert calls.tell("ma", f"/cards/{card}/next").status_code == 404
    assert calls.ask("ma", "/my/cards").json()["items"] == []


@pytest.mark.parametrize("name", ["chen", "li", "admin"])
def test_nobody_accepts_for_another(calls, name):
    version = calls.here.published()
    path = f"/cards/{version.card_id}/versions/{version.pk}/acceptance"
    answer = calls.tell(name, path, {"words": "For Wang"})
    assert answer.status_code == 422
    assert not CardAcceptance.objects.exists()


def test_a_token_limited_to_something_else_accepts_nothing(calls):
    version = calls.here.published()
    path = f"/cards/{version.card_id}/versions/{version.pk}/acceptance"
    narrow = "inspections.record_findings"
    held = {p for reach in calls.here.actor("wang").reaches for p in reach.permissions}
    assert narrow in held
    assert calls.tell("wang", path, {"words": "I"}, narrow).status_code == 403
    assert calls.ask("wang", "/my/cards", narrow).status_code == 403


def test_what_is_refused_says_why(calls):
    version = calls.here.asked()
    path = f"/cards/{version.card_id}"
    answer = told(calls.tell("chen", f"{path}/approval"), 422)
    assert [each["reason"] for each in answer["errors"]] == [
        "You drafted this card. Somebody else must review it."
    ]
    assert told(calls.tell("chen", f"{path}/review"), 409)
    assert told(calls.tell("zhao", f"{path}/publication", {"valid_from": DAY}), 409)
    back = told(calls.tell("zhang", f"{path}/return", {"reason": " "}), 422)
    assert [each["field"] for each in back["errors"]] == ["reason"]
    sent = told(calls.tell("zhang", f"{path}/return", {"reason": "Name the platform"}))
    assert (sent["state"], sent["reviews"][0]["reason"]) == ("draft", "Name the platform")
    again = calls.tell("chen", "/cards", {"post_id": calls.here.operator.pk})
    assert again.status_code == 409
    assert calls.tell("chen", "/cards", {"post_id": 987_654}).status_code == 422
    long = {"words": {"job": {"en": "x" * 8001}}}
    assert calls.tell("chen", f"{path}/draft", long, method="PUT").status_code == 422
    assert calls.tell("chen", f"{path}/draft", {"word": {}}, method="PUT").status_code == 422


def test_a_draft_somebody_changed_meanwhile_is_not_overwritten(calls):
    draft = calls.here.drafted()
    path = f"/cards/{draft.card_id}"
    read = calls.ask("chen", f"{path}/versions/{draft.pk}")
    first = {"words": {"scope": {"en": "Mine"}}}
    assert told(calls.tell("chen", f"{path}/draft", first, method="PUT"))
    late = calls.tell("chen", f"{path}/draft", first, method="PUT", **{"If-Match": read["ETag"]})
    assert late.status_code == 409
    assert late.json()["now"]["words"]["scope"]["en"] == "Mine"


def test_a_draft_is_thrown_away(calls):
    draft = calls.here.drafted()
    path = f"/cards/{draft.card_id}/draft"
    assert calls.tell("li", path, method="DELETE").status_code == 204
    assert calls.tell("li", path, method="DELETE").status_code == 404
    assert not CardVersion.objects.exists()


def test_the_difference_names_parts_languages_and_sentences(calls):
    version = calls.here.published()
    path = f"/cards/{version.card_id}"
    assert calls.ask("chen", f"{path}/versions/{version.pk}/difference").status_code == 404
    draft = told(calls.tell("chen", f"{path}/next"), 201)
    body = {"words": {"safety": {"en": "Report dangers at once\nWear the mask"}}}
    told(calls.tell("chen", f"{path}/draft", body, method="PUT"))
    found = told(calls.ask("chen", f"{path}/versions/{draft['id']}/difference"))
    assert (found["before_id"], found["after_id"]) == (version.pk, draft["id"])
    assert found["parts"] == [
        {
            "part": "safety",
            "language": "en",
            "sentences": [
                {"words": "Report dangers at once", "fate": "kept"},
                {"words": "Wear the mask", "fate": "new"},
            ],
        }
    ]
    same = told(calls.ask("chen", f"{path}/versions/{draft['id']}/difference?before={draft['id']}"))
    assert same["parts"] == []


def test_many_cards_go_on_at_once_and_those_that_cannot_are_named(calls):
    unit = {"unit_id": calls.here.plant.units.team_a.pk}
    assert told(calls.tell("chen", "/cards/together/drafts", unit), 201) == {"drafted": 2}
    asked = told(calls.tell("chen", "/cards/together/review", unit))
    assert (asked["done"], [each["post"] for each in asked["refused"]]) == (1, ["Team leader A"])
    assert told(calls.tell("zhang", "/cards/together/approval", unit))["done"] == 1
    day = {**unit, "valid_from": DAY}
    assert told(calls.tell("zhao", "/cards/together/publication", day)) == {
        "done": 1,
        "refused": [],
    }
    elsewhere = {"unit_id": calls.here.plant.units.mixing.pk}
    assert calls.tell("chen", "/cards/together/review", elsewhere).status_code == 422
    assert calls.tell("wang", "/cards/together/review", unit).status_code == 422


def test_a_repeated_request_is_done_once(calls):
    body = {"post_id": calls.here.operator.pk}
    key = {"Idempotency-Key": "the-same-draft"}
    first = told(calls.tell("chen", "/cards", body, **key), 201)
    assert told(calls.tell("chen", "/cards", body, **key), 201) == first
    assert CardVersion.objects.count() == 1


def test_a_version_is_read_as_paper_and_as_word(calls):
    version = calls.here.published()
    path = f"/cards/{version.card_id}/versions/{version.pk}"
    assert calls.ask("wang", f"{path}/card.pdf").content[:4] == b"%PDF"
    answer = calls.ask("chen", f"{path}/card.docx?language=both")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert calls.ask("chen", f"{path}/card.pdf?language=xx").status_code == 422
    assert calls.ask("ma", f"{path}/card.docx").status_code == 404


def test_the_cards_are_written_to_a_workbook_by_the_worker(calls):
    body = {"unit_id": calls.here.plant.units.team_a.pk, "state": "none"}
    errand = told(calls.tell("chen", "/cards/exports", body), 202)
    found = Errand.objects.get(pk=errand["errand_id"])
    product = KIND.run(calls.here.actor("chen"), found.parameters, lambda _done, _total: None)
    assert product.counts == {"rows": 2}
    assert product.path.read_bytes()[:2] == b"PK"
    product.path.unlink()
    assert calls.tell("wang", "/cards/exports").status_code == 404


def test_a_part_of_a_card_is_said_in_chinese_alone(calls):
    post = calls.here.plant.posts.team_leader_a
    draft = told(calls.tell("chen", "/cards", {"post_id": post.pk}), 201)
    path = f"/cards/{draft['card_id']}"
    said = {"scope": {"zh": "反应岗位"}, "assessment": {"zh": "按履职情况考核"}}
    told(calls.tell("chen", f"{path}/draft", {"words": said}, method="PUT"))
    handed = told(calls.tell("chen", f"{path}/review"))
    assert (handed["state"], handed["words"]["scope"]) == ("review", {"en": "", "zh": "反应岗位"})


def test_posts_that_stand_in_are_named_by_id_within_reach_and_shown_with_what_became_of_them(calls):
    posts = calls.here.plant.posts
    version = calls.here.published()
    draft = told(calls.tell("chen", f"/cards/{version.card_id}/next"), 201)
    path = f"/cards/{version.card_id}/draft"
    for unknown in (posts.coatings_principal.pk, 987654):
        refused = calls.tell("chen", path, {"deputy_posts": [unknown]}, method="PUT")
        assert refused.status_code == 422
        (error,) = refused.json()["errors"]
        assert error["reason"] == f"There is no post {unknown} you could name."
    body = {"deputy_posts": [posts.team_leader_a.pk], "deputies": "the fitter"}
    written = told(calls.tell("chen", path, body, method="PUT"))
    leader = {
        "post_id": posts.team_leader_a.pk,
        "title": "Team leader A · Shift team A",
        "exists": True,
    }
    assert (written["deputy_posts"], written["deputies"]) == ([leader], "the fitter")
    kept = told(calls.tell("chen", path, {"words": WORDS}, method="PUT"))
    assert kept["deputy_posts"] == [leader]
    address = f"/cards/{version.card_id}/versions/{draft['id']}"
    said = told(calls.ask("chen", f"{address}/difference"))["deputies"]
    assert said == [
        {"words": "Team leader A · Shift team A", "fate": "new"},
        {"words": "the fitter", "fate": "new"},
    ]
    close_post(by=Actor.system("tests"), post=posts.team_leader_a, on=TODAY, at=AT)
    (ended,) = told(calls.ask("chen", address))["deputy_posts"]
    assert ended == leader | {"exists": False}
