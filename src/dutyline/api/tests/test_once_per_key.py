"""A request sent again is done once; who changes says what he saw."""

from dutyline.api.tests.calling import blamed, told
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.models import Receipt

KEY = "a-key-of-mine"


def team(plant, name="Pilot plant"):
    return {
        "name": name,
        "kind": "team",
        "parent_id": plant.units.workshop.pk,
        "on": "2026-02-01",
    }


def test_a_request_sent_again_gets_the_same_answer_and_does_nothing(plant, admin):
    first = admin.post("/units", team(plant), Idempotency_Key=KEY)
    again = admin.post("/units", team(plant), Idempotency_Key=KEY)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Unit.objects.filter(name="Pilot plant").count() == 1


def test_a_key_used_for_something_else_is_refused(plant, admin):
    admin.post("/units", team(plant), Idempotency_Key=KEY)
    status, _problem = told(admin.post("/units", team(plant, "Other"), Idempotency_Key=KEY))
    assert status == 422
    assert not Unit.objects.filter(name="Other").exists()


def test_what_was_refused_may_be_sent_again_under_its_key(plant, admin):
    assert admin.post("/units", {}, Idempotency_Key=KEY).status_code == 422
    assert admin.post("/units", team(plant), Idempotency_Key=KEY).status_code == 201


def test_a_key_too_short_to_be_ones_own_is_refused(plant, admin):
    assert list(blamed(admin.post("/units", team(plant), Idempotency_Key="1"))) == [
        "Idempotency-Key"
    ]


def test_no_receipt_keeps_a_secret(plant, client):
    client.force_login(plant.account("wang"))
    body = {
        "name": "laptop",
        "permissions": ["organisation.view"],
        "expires_at": "2099-01-01T00:00:00Z",
    }
    made, again = (
        client.post(
            "/api/v1/tokens",
            body,
            content_type="application/json",
            headers={"Idempotency-Key": KEY},
        ).json()
        for _time in range(2)
    )
    assert made["secret"]
    assert again == made | {"secret": ""}
    assert made["secret"] not in str(Receipt.objects.get().answer)


def test_who_changes_what_somebody_changed_is_told_which_fields(plant, admin):
    address = f"/units/{plant.units.team_a.pk}"
    seen = admin.get(address)["ETag"]
    name = {"name": "Shift team C", "on": "2026-02-01"}
    changed = admin.put(f"{address}/name", name, If_Match=seen)
    assert changed.status_code == 200, changed.content
    late = admin.put(f"{address}/name", name | {"name": "Shift team D"}, If_Match=seen)
    status, problem = told(late)
    assert status == 409
    assert problem["now"] == {"name": "Shift team C"}
    assert [each["field"] for each in problem["errors"]] == ["name"]
    assert late["ETag"] == admin.get(address)["ETag"] != seen
    again = admin.put(f"{address}/name", name | {"name": "Shift team D"}, If_Match=late["ETag"])
    assert again.status_code == 200


def test_a_version_that_was_never_ours_tells_everything(plant, admin):
    address = f"/units/{plant.units.team_a.pk}"
    body = {"name": "Shift team C", "on": "2026-02-01"}
    status, problem = told(admin.put(f"{address}/name", body, If_Match='"strange"'))
    assert (status, problem["now"]) == (409, admin.seen(address))


def test_a_conflict_is_told_only_to_who_sees_the_object(plant, wang):
    address = f"/units/{plant.units.coatings.pk}/name"
    body = {"name": "Mine", "on": "2026-02-01"}
    assert wang.put(address, body, If_Match='"x"').status_code == 404
