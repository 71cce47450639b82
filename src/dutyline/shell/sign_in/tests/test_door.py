"""Signing in and out, and passwords."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.operations import invite, open_account
from dutyline.kernel.access.tests.plant import plant as build

pytestmark = pytest.mark.django_db
NOW = timezone.now()
PASSWORD = "seven ladders by the tank"


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def wang():
    plant = build()
    account = open_account(
        by=plant.actor("admin"), person=plant.people.wang, username="wang", at=NOW
    )
    account.set_password(PASSWORD)
    account.save()
    return account


def attempt(client, **given):
    data = {"login": "wang", "password": PASSWORD, **given}
    return client.post(reverse("account_login"), data)


def test_a_person_signs_in_with_user_name_or_e_mail_and_goes_where_he_was_going(client, wang):
    assert attempt(client, next="/errands/")["Location"] == "/errands/"
    client.logout()
    assert attempt(client, login="wang@example.com")["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, wang):
    wrong = attempt(client, password="something else entirely")
    unknown = attempt(client, login="nobody")
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    said = [re.findall(r"The \w+ and/or[^<]+|[^<>]*not correct[^<]*", page.content.decode())
            for page in (wrong, unknown)]  # fmt: skip
    assert said[0] == said[1] != []


def test_guessing_is_stopped(client, wang):
    answers = [attempt(client, password=f"guess number {n} of many") for n in range(12)]
    assert attempt(client).status_code != 302
    assert {answer.status_code for answer in answers} <= {422, 429}


def test_a_closed_account_is_signed_out_at_its_next_request(client, wang):
    attempt(client)
    assert client.get(reverse("errands:errands")).status_code == 200
    wang.is_active = False
    wang.save()
    assert client.get(reverse("errands:errands")).status_code == 302


def test_every_page_leads_to_the_password_and_out(client, wang):
    attempt(client)
    page = client.get(reverse("errands:errands")).content.decode()
    wanted = [reverse("security"), reverse("account_logout")]
    assert [f'href="{each}"' in page for each in wanted] == [True, True]


def test_leaving_asks_first_and_then_ends_the_session(client, wang):
    attempt(client)
    assert client.get(reverse("account_logout")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("errands:errands")).status_code == 302


def test_an_invited_person_chooses_a_password_once(client, wang):
    plant_admin = wang.person
    from dutyline.kernel.access.actor import Actor

    _row, secret = invite(
        by=Actor.system("test"), account=wang, valid_for=timedelta(days=1), at=NOW
    )
    address = reverse("invitation", args=[secret])
    assert b"Welcome, Wang Fang" in client.get(address).content
    given = {"password": "a new sentence to remember", "again": "a new sentence to remember"}
    assert client.post(address, given)["Location"] == "/"
    assert client.get(reverse("errands:errands")).status_code == 200
    assert client.get(address).status_code == 404
    assert plant_admin.account == wang


def test_a_forgotten_password_is_chosen_anew_by_mail_once(client, wang, settings):
    settings.EMAIL_CONFIGURED = True
    client.post(reverse("account_reset_password"), {"email": "wang@example.com"})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body).group(1)
    form = client.get(link, follow=True)
    given = {"password1": "a new sentence to remember", "password2": "a new sentence to remember"}
    client.post(form.request["PATH_INFO"], given)
    assert attempt(client, password="a new sentence to remember").status_code == 302
    client.logout()
    assert b"used already or is too old" in client.get(link, follow=True).content


def test_an_unknown_address_gets_no_mail_and_the_same_answer(client, wang, settings):
    settings.EMAIL_CONFIGURED = True
    known = client.post(reverse("account_reset_password"), {"email": "wang@example.com"})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
    assert known["Location"] == unknown["Location"]
    assert [message.to for message in mail.outbox] == [["wang@example.com"]]


def test_without_a_mail_server_nobody_is_told_to_wait_for_mail(client, wang):
    page = client.post(reverse("account_reset_password"), {"email": "wang@example.com"})
    assert b"no mail server is set up here" in page.content
    assert mail.outbox == []


@pytest.mark.parametrize(
    "name", ["account_change_password", "account_logout", "account_reset_password"]
)
def test_every_page_of_the_door_is_drawn_in_both_languages(client, wang, name):
    attempt(client)
    for language, word in (("en", b'lang="en"'), ("zh-hans", b'lang="zh-Hans"')):
        client.cookies["django_language"] = language
        page = client.get(reverse(name))
        assert (page.status_code, word in page.content) == (200, True)


@pytest.mark.parametrize("name", ["account_login", "account_change_password"])
def test_a_field_says_its_label_once(client, wang, name):
    if name != "account_login":
        client.force_login(wang)
    assert "placeholder=" not in client.get(reverse(name)).content.decode().split("<main")[1]


def test_nobody_signs_himself_up(client, wang):
    assert client.get("/account/signup/").status_code == 404
    assert client.get("/account/email/").status_code == 404
