"""What the log of requests says, and what it never says."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.operations import make_token, open_account
from dutyline.kernel.access.tests.plant import plant as build

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def logged(caplog):
    lines = [record.msg for record in caplog.records if record.name == "dutyline.request"]
    return lines[-1] if isinstance(lines[-1], dict) else json.loads(lines[-1])


def test_a_request_is_logged_under_the_id_its_reply_carries(client, caplog):
    caplog.set_level("INFO")
    response = client.get(reverse("account_reset_password"))
    line = logged(caplog)
    assert (line["request"], line["status"]) == (response["X-Request-Id"], 200)
    assert line["path"] == "/account/password/reset/"


def test_the_log_names_the_account_and_the_token_but_no_secret(client, caplog):
    caplog.set_level("INFO")
    plant = build()
    account = open_account(
        by=plant.actor("admin"), person=plant.people.wang, username="wang", at=NOW
    )
    row, secret = make_token(
        by=replace(plant.actor("wang"), account_id=account.pk),
        account=account,
        name="laptop",
        permissions=["organisation.view"],
        expires_at=NOW + timedelta(days=1),
        at=NOW,
    )
    client.get("/api/v1/units", headers={"Authorization": f"Bearer {secret}"})
    line = logged(caplog)
    assert (line["account"], line["token"]) == (account.pk, row.pk)
    client.force_login(account)
    client.get(reverse("errands:errands"))
    assert logged(caplog)["account"] == account.pk
    client.post(reverse("account_login") + "?next=/", {"login": "x", "password": "hunter22hunter"})
    assert "hunter22hunter" not in caplog.text
    assert secret not in caplog.text
