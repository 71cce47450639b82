"""Who is let in, and what he is told when he is not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dutyline.api.tests.calling import Caller, caller, told
from dutyline.kernel.access.models import ApiToken
from dutyline.kernel.access.operations import close_account, revoke_token

NOBODY = (401, {"type": "about:blank", "title": "Sign in, or send a valid token", "status": 401})
UNIT = {"name": "Pilot plant", "kind": "team", "parent_id": 1, "on": "2026-12-01"}


def signed_in(plant, name: str) -> Client:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(plant.account(name))
    return browser


def test_nobody_is_asked_to_sign_in(plant):
    answer = Client().get("/api/v1/units")
    assert told(answer) == NOBODY
    assert answer["WWW-Authenticate"] == "Bearer"


def test_nobody_is_asked_to_sign_in_before_his_form_token_is_missed(plant):
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/api/v1/units", UNIT, content_type="application/json")
    assert told(answer) == NOBODY


def test_a_token_that_is_unknown_revoked_or_expired_opens_nothing(plant, wang):
    assert told(Caller("unknown").get("/units")) == NOBODY
    assert wang.get("/units").status_code == 200
    ApiToken.objects.update(expires_at=timezone.now())
    assert told(wang.get("/units")) == NOBODY
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    revoke_token(by=plant.signed_in("wang"), token=ApiToken.objects.get(), at=timezone.now())
    assert told(wang.get("/units")) == NOBODY


def test_a_bad_token_is_not_made_good_by_a_session(plant):
    browser = signed_in(plant, "wang")
    assert browser.get("/api/v1/units").status_code == 200
    answer = browser.get("/api/v1/units", headers={"Authorization": "Bearer wrong"})
    assert told(answer) == NOBODY


def test_a_closed_account_ends_its_tokens_at_once(plant, wang):
    close_account(by=plant.by, account=plant.account("wang"), at=timezone.now())
    assert told(wang.get("/units")) == NOBODY


def test_a_session_writes_only_with_the_form_token(plant, settings):
    browser = signed_in(plant, "admin")
    body = UNIT | {"parent_id": plant.units.group.pk}
    url = "/api/v1/units"
    assert browser.post(url, body, content_type="application/json").status_code == 403
    browser.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    answer = browser.post(
        url, body, content_type="application/json", headers={"X-CSRFToken": "a" * 32}
    )
    assert answer.status_code == 201, answer.content


def test_a_token_narrows_what_its_owner_may(plant):
    narrow = caller(plant, "admin", "access.manage_roles")
    assert narrow.items("/units") == []
    assert narrow.get(f"/units/{plant.units.team_a.pk}").status_code == 404
    reader = caller(plant, "admin", "organisation.view")
    body = UNIT | {"parent_id": plant.units.group.pk}
    status, problem = told(reader.post("/units", body))
    assert (status, problem["errors"][0]["reason"]) == (403, "organisation.manage")


def test_me_says_what_this_very_token_may(plant):
    me = caller(plant, "wang", "organisation.view").seen("/me")
    assert me["name"] == "Wang Fang"
    assert me["time_zone"] == "Asia/Shanghai"
    assert [post["title"] for post in me["posts"]] == ["Operator A"]
    path = plant.units.team_a.path
    assert me["rights"] == [{"permission": "organisation.view", "paths": [path]}]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_refused_is_said_in_the_callers_language(plant, wang, language):
    title = wang.get("/units/999", Accept_Language=language).json()["title"]
    words = {"en": "There is nothing here for you", "zh-hans": "这里没有您可以查看的内容"}
    assert title == words[language]
