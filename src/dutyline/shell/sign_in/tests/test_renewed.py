"""A new way into an account in use is written down, and told to who leads its person."""

from datetime import timedelta

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import WayIn
from dutyline.kernel.access.operations import invite
from dutyline.kernel.notifications.models import Notification
from dutyline.shell.sign_in.second_factors.operations import reset_factors
from dutyline.shell.sign_in.tests.people import sign_in, with_app
from dutyline.shell.sign_in.tests.people import with_password as chosen

pytestmark = pytest.mark.django_db
NEW = "nine cranes over the yard"


def accepted(client, plant, account):
    """Let an administrator invite somebody, and somebody use the link."""
    _row, secret = invite(
        by=plant.actor("admin"),
        account=account,
        valid_for=timedelta(days=3),
        at=timezone.now(),
    )
    address = reverse("invitation", args=[secret])
    return client.post(address, {"password": NEW, "again": NEW})


def told():
    rows = Notification.objects.filter(kind="sign_in.renewed_below")
    return list(rows.order_by("id").values_list("person__number", flat=True))


def kept():
    return list(WayIn.objects.order_by("id").values_list("how", "by_name", "first"))


def test_a_first_invitation_is_how_everybody_begins(client, plant):
    account = plant.account("wang")
    assert accepted(client, plant, account).status_code == 302
    assert (kept(), told()) == ([("invitation", "Admin Qian", True)], [])


def test_an_invitation_to_an_account_in_use_reaches_the_superior(client, plant, wang):
    sign_in(client, wang)
    client.logout()
    assert accepted(client, plant, wang).status_code == 302
    assert (kept(), told()) == ([("invitation", "Admin Qian", False)], ["li"])


def test_second_factors_taken_off_reach_the_superior(client, plant, wang):
    sign_in(client, wang)
    with_app(wang)
    wang.refresh_from_db()
    reset_factors(by=Actor.system("tests"), account=wang, at=timezone.now(), reason="lost")
    assert (kept(), told()) == ([("factors", "tests", False)], ["li"])


def test_a_password_by_mail_is_a_new_way_in_and_one_changed_by_the_old_is_none(client, plant, wang):
    sign_in(client, wang)
    client.post(
        reverse("account_change_password"),
        {"oldpassword": "seven ladders by the tank", "password1": NEW, "password2": NEW},
    )
    wang.refresh_from_db()
    assert wang.check_password(NEW)
    assert kept() == []
    client.logout()
    key = default_token_generator.make_token(wang)
    link = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(wang), key])
    form = client.get(link)["Location"]
    other = "ten barrels near the gate"
    client.post(form, {"password1": other, "password2": other})
    wang.refresh_from_db()
    assert wang.check_password(other)
    assert (kept(), told()) == ([("mail", "", False)], ["li"])
    assert chosen(plant, "li").last_login is None
