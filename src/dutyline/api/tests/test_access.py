"""Accounts, roles and tokens by way of the API."""

import pytest

from dutyline.api.tests.calling import blamed, caller, told
from dutyline.kernel.access.models import Account, ApiToken
from dutyline.kernel.access.operations import actor_for_token, invited
from dutyline.kernel.criteria.tests.packs import give_values

TOKEN = {"name": "x", "permissions": ["organisation.view"], "expires_at": "2099-01-01T00:00:00Z"}


def signed_in(client, plant, name):
    client.force_login(plant.account(name))

    def post(path, body):
        return client.post(f"/api/v1{path}", body, content_type="application/json")

    return post


def test_a_token_made_by_the_signed_in_person_works_and_ends(plant, client):
    post = signed_in(client, plant, "wang")
    made = post("/tokens", TOKEN).json()
    assert made["permissions"] == ["organisation.view"]
    row = ApiToken.objects.get()
    assert actor_for_token(made["secret"], row.created_at).token_id == row.pk
    listed = client.get("/api/v1/tokens").json()["items"]
    assert [each["id"] for each in listed] == [row.pk]
    assert "secret" not in listed[0]
    assert post(f"/tokens/{row.pk}/revocation", {}).json()["revoked_at"]
    assert actor_for_token(made["secret"], row.created_at) is None


def test_a_token_makes_no_tokens_and_ends_only_itself(plant, wang, client):
    assert told(wang.post("/tokens", TOKEN))[0] == 403
    other = signed_in(client, plant, "wang")("/tokens", TOKEN).json()["id"]
    assert told(wang.post(f"/tokens/{other}/revocation", {}))[0] == 403
    own = wang.seen("/me")["token_id"]
    assert wang.post(f"/tokens/{own}/revocation", {}).status_code == 200
    assert wang.get("/me").status_code == 401


def test_a_token_is_never_wider_than_its_owner(plant, client):
    post = signed_in(client, plant, "wang")
    wide = TOKEN | {"permissions": ["access.manage_accounts"]}
    assert list(blamed(post("/tokens", wide))) == ["permissions"]
    past = TOKEN | {"expires_at": "2026-01-01T00:00:00Z"}
    assert list(blamed(post("/tokens", past))) == ["expires_at"]
    naive = TOKEN | {"expires_at": "2099-01-01T00:00:00"}
    assert list(blamed(post("/tokens", naive))) == ["expires_at"]


def test_an_account_is_opened_invited_closed_and_reopened(plant, admin):
    give_values({"access.invitation_days": 7})
    body = {"person_id": plant.people.sun.pk, "username": "sun"}
    made = admin.post("/accounts", body)
    assert made.status_code == 201, made.content
    address = f"/accounts/{made.json()['id']}"
    link = admin.post(f"{address}/invitations").json()["link"]
    now = Account.objects.get(username="sun").invitations.get().created_at
    assert invited(link.strip("/").rpartition("/")[2], now).username == "sun"
    assert admin.post(f"{address}/closure", {"reason": "left"}).json()["is_active"] is False
    assert admin.items("/accounts?is_active=false", "username") == ["sun"]
    assert told(admin.post(f"{address}/closure", {}))[0] in {409, 422}
    assert admin.post(f"{address}/reopening", {}).json()["is_active"] is True
    assert admin.items("/accounts?q=sun lei", "username") == ["sun"]


@pytest.mark.parametrize("path", ["/accounts", "/roles", "/accounts/1", "/roles/employee"])
def test_who_manages_no_rights_finds_nothing_there(wang, path):
    assert told(wang.get(path)) == told(wang.get("/accounts/999999"))


def test_roles_are_read_made_changed_and_removed(admin):
    assert "safety_manager" in admin.items("/roles", "key")
    facts = {"label": "Reader", "sentence": "Reads.", "permissions": ["organisation.view"]}
    key = admin.post("/roles", facts).json()["key"]
    changed = admin.put(f"/roles/{key}", facts | {"label": "Good reader"})
    assert changed.json()["label"] == "Good reader"
    assert admin.seen(f"/roles/{key}")["own"] is True
    unknown = facts | {"permissions": ["everything"]}
    assert list(blamed(admin.put(f"/roles/{key}", unknown))) == ["permissions"]
    assert list(blamed(admin.put("/roles/employee", facts))) == ["key"]
    assert admin.send("DELETE", f"/roles/{key}").status_code == 204
    assert admin.get(f"/roles/{key}").status_code == 404


def test_a_role_is_given_and_taken_away(plant, admin):
    body = {
        "role": "inspector",
        "unit_id": plant.units.workshop.pk,
        "person_id": plant.people.wang.pk,
        "on": "2026-02-01",
    }
    made = admin.post("/grants", body)
    assert made.status_code == 201, made.content
    assert told(admin.post("/grants", body))[0] == 409
    wang = caller(plant, "wang")
    assert wang.items("/grants", "role") == ["inspector"]
    assert told(wang.post("/grants", body))[0] == 404
    own = body | {"person_id": plant.people.admin.pk}
    assert list(blamed(admin.post("/grants", own))) == ["person"]
    address = f"/grants/{made.json()['id']}/withdrawal"
    assert told(wang.post(address, {"on": "2026-03-01"}))[0] == 403
    assert admin.post(address, {"on": "2026-03-01"}).json()["valid_to"] == "2026-03-01"
    assert admin.items(f"/grants?person={plant.people.wang.pk}") == []
    assert admin.items(f"/grants?person={plant.people.wang.pk}&ever=true", "role") == ["inspector"]
