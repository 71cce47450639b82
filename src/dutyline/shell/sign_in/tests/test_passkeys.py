"""Passkeys: added, asked for after a password, opening alone, and bound to our address."""

import json
import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Attempt
from dutyline.kernel.access.operations import close_account, invite
from dutyline.kernel.access.step_up import confirmed_at
from dutyline.shell.sign_in.tests.people import confirm, sign_in, with_app
from dutyline.shell.sign_in.tests.people import with_password as chosen
from dutyline.shell.sign_in.tests.software_key import SoftwareKey
from dutyline.shell.sign_in.tests.test_confirming import asked_as

pytestmark = pytest.mark.django_db
ADD, SECOND, ALONE = (
    reverse(name) for name in ("security_passkey", "mfa_authenticate", "mfa_login_webauthn")
)
CONFIRM = reverse("account_reauthenticate")


@pytest.fixture
def client():
    return browser()


def browser():
    return Client(headers={"host": "localhost"})


def options_of(page):
    found = re.search(r'<script id="[\w-]+-options" type="application/json">(.*?)</script>', page)
    return json.loads(found.group(1))


def asked(client, address):
    return options_of(client.get(address).content.decode())


def add_to(account, key=None):
    """Add a passkey in a browser of its own and return it."""
    key, there = key or SoftwareKey(), browser()
    sign_in(there, account)
    confirm(there)
    made = key.make(asked(there, ADD))
    there.post(ADD, {"name": "Phone", "credential": made})
    return key


def alone(client, key, **given):
    """Sign in with nothing but the passkey."""
    page = client.get(ALONE, headers={"accept": "application/json", "host": "localhost"})
    answer = key.answer(page.json()["request_options"])
    return client.post(ALONE, {"credential": answer, **given}), answer


def is_in(client):
    return client.get(reverse("security")).status_code == 200


def test_a_passkey_follows_the_password(client, wang):
    key = add_to(wang)
    assert sign_in(client, wang)["Location"] == SECOND
    answer = key.answer(asked(client, SECOND))
    assert client.post(SECOND, {"credential": answer}).status_code == 302
    assert is_in(client)
    noted = Attempt.objects.filter(what="sign_in", succeeded=True).latest("id")
    assert noted.methods == "password passkey"


def test_a_passkey_opens_alone_and_its_answer_only_once(client, wang):
    key = add_to(wang)
    _page, answer = alone(client, key)
    assert is_in(client)
    other = browser()
    other.get(ALONE, headers={"accept": "application/json", "host": "localhost"})
    other.post(ALONE, {"credential": answer})
    assert not is_in(other)


def test_a_key_that_did_not_ask_for_its_lock_does_not_open_alone(client, wang):
    key = add_to(wang, SoftwareKey(verified=False))
    alone(client, key)
    assert not is_in(client)


def test_a_false_site_gets_nothing_that_opens(client, wang):
    key = add_to(wang)
    for origin in ("http://localhost.evil.example", "https://evil.example", "http://127.0.0.1"):
        key.origin = origin
        alone(client, key)
        assert not is_in(client)


def test_the_key_of_another_does_not_confirm_or_open(client, plant, wang):
    key, li = add_to(wang), chosen(plant, "li")
    theirs = add_to(li)
    sign_in(client, wang)
    client.post(SECOND, {"credential": theirs.answer(asked(client, SECOND))})
    assert not is_in(client)
    other = browser()
    theirs.handle = key.handle
    alone(other, theirs)
    assert not is_in(other)


def test_a_passkey_confirms(client, wang):
    key = add_to(wang)
    alone(client, key)
    answer = key.answer(asked(client, CONFIRM))
    back = client.post(CONFIRM, {"credential": answer, "next": "/errands/"})
    assert back["Location"] == "/errands/"
    assert confirmed_at(asked_as(client, wang)) is not None


def test_the_passkey_of_a_closed_account_opens_nothing(client, wang):
    key = add_to(wang)
    close_account(by=Actor.system("test"), account=wang, at=timezone.now())
    alone(client, key)
    assert not is_in(client)


def test_behind_a_proxy_passkeys_belong_to_the_address_people_type(client, wang, settings):
    settings.ORIGIN = "https://safety.example.com"
    sign_in(client, wang)
    confirm(client)
    options = asked(client, ADD)["publicKey"]
    assert options["rp"]["id"] == "safety.example.com"
    key = SoftwareKey(origin="https://safety.example.com")
    client.post(ADD, {"name": "Phone", "credential": key.make({"publicKey": options})})
    assert Authenticator.objects.filter(user=wang, type="webauthn").count() == 1


def test_an_invited_person_makes_a_passkey_in_place_of_a_password_once(client, plant):
    li = plant.account("li")
    day, at = timedelta(days=1), timezone.now()
    _row, raw = invite(by=Actor.system("t"), account=li, valid_for=day, at=at)
    page, key = reverse("invitation", args=[raw]), SoftwareKey()
    made = key.make(asked(client, page))
    send = reverse("invitation_passkey", args=[raw])
    assert client.post(send, {"credential": made})["Location"] == "/"
    assert is_in(client)
    li.refresh_from_db()
    assert (li.has_usable_password(), client.get(page).status_code) == (False, 404)
    again = browser()
    assert again.post(send, {"credential": made}).status_code == 404
    alone(again, key)
    assert is_in(again)


def test_a_passkey_by_a_new_invitation_ends_every_device(client, wang):
    sign_in(client, wang)
    day, at, there = timedelta(days=1), timezone.now(), browser()
    _row, raw = invite(by=Actor.system("t"), account=wang, valid_for=day, at=at)
    made = SoftwareKey().make(asked(there, reverse("invitation", args=[raw])))
    there.post(reverse("invitation_passkey", args=[raw]), {"credential": made})
    assert (is_in(there), is_in(client)) == (True, False)


def test_an_invitation_offers_no_passkey_to_whoever_has_a_second_factor(client, wang):
    with_app(wang)
    day, at = timedelta(days=1), timezone.now()
    _row, raw = invite(by=Actor.system("t"), account=wang, valid_for=day, at=at)
    assert b"creation-options" not in client.get(reverse("invitation", args=[raw])).content
    answer = client.post(reverse("invitation_passkey", args=[raw]), {"credential": "{}"})
    assert answer.status_code == 404


@pytest.mark.parametrize("sent", ["", "no json", "{}", '{"id": 7, "response": {}}', "[1]"])
def test_nonsense_is_refused_in_words_and_never_breaks(client, wang, sent):
    add_to(wang)
    client.get(ALONE, headers={"accept": "application/json", "host": "localhost"})
    assert client.post(ALONE, {"credential": sent}).status_code in {200, 302}
    assert not is_in(client)
