"""The first administrator of an empty installation."""

import pytest
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.rights import actor_for
from dutyline.kernel.criteria.models import LoadedPack
from dutyline.shell.sign_in.installation import new_setup_code

pytestmark = pytest.mark.django_db
GIVEN = {
    "enterprise": "Lanjiang Chemical Group",
    "time_zone": "Asia/Shanghai",
    "name": "Qian Li",
    "username": "qian",
    "email": "qian@example.com",
    "password": "correct horse battery staple",
    "again": "correct horse battery staple",
}


@pytest.fixture
def code():
    return new_setup_code(at=timezone.now())


def send(client, **changes):
    return client.post(reverse("first_administrator"), {**GIVEN, **changes})


def test_the_door_of_an_empty_installation_leads_to_its_set_up(client):
    response = client.get(reverse("account_login"))
    assert response["Location"] == reverse("first_administrator")
    assert client.get(response["Location"]).status_code == 200


def test_whoever_sees_the_terminal_becomes_administrator_and_is_signed_in(client, code):
    assert send(client, code=code)["Location"] == reverse("first_steps")
    account = Account.objects.get()
    assert client.session["_auth_user_id"] == str(account.pk)
    assert actor_for(account, timezone.now()).can("access.manage_roles")


@pytest.mark.parametrize(("chosen", "loaded"), [("", "iso-45001"), ("cn-work-safety",) * 2])
def test_an_installation_has_criteria_from_its_first_minute(client, code, chosen, loaded):
    send(client, code=code, pack=chosen)
    assert [pack.name for pack in LoadedPack.objects.all()] == [loaded]


def test_a_stranger_on_the_network_cannot_take_the_installation(client, code):
    response = send(client, code="AAAA-AAAA-AAAA-AAAA")
    assert response.status_code == 422
    assert b"This is not the code the terminal shows" in response.content
    assert not Account.objects.exists()


def test_the_code_is_worth_nothing_after_the_first_administrator(client, code):
    send(client, code=code)
    client.logout()
    assert send(client, code=code, username="thief")["Location"] == "/"
    assert Account.objects.count() == 1


def test_a_short_password_and_two_different_ones_are_refused(client, code):
    short = send(client, code=code, password="short", again="short")
    other = send(client, code=code, again="something else entirely")
    assert (short.status_code, other.status_code) == (422, 422)
    assert b"The two passwords differ." in other.content
    assert not Account.objects.exists()
