"""Where somebody is signed in, and how that ends from elsewhere."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.operations import invite
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification
from dutyline.shell.sign_in.devices import (
    browser_words,
    devices_of,
    end_all,
    forget_ended,
    place_words,
)
from dutyline.shell.sign_in.models import Device
from dutyline.shell.sign_in.tests.people import PASSWORD, by, sign_in
from dutyline.shell.sign_in.tests.people import with_password as chosen

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36"
NEW = "a new sentence to remember"


def phone():
    return Client(headers={"user-agent": PHONE})


def is_in(client):
    return client.get(reverse("security")).status_code == 200


def test_each_device_is_listed_with_browser_and_place(client, wang):
    other = phone()
    for each in (client, other):
        sign_in(each, wang)
    page = client.get(reverse("security")).content.decode()
    assert ("Chrome · Android" in page, "this device" in page, "this machine" in page) == (
        True, True, True,
    )  # fmt: skip
    assert devices_of(wang, timezone.now()).count() == 2


def test_one_ends_another_device_and_not_that_of_somebody_else(client, plant, wang):
    other, stranger = phone(), Client()
    li = chosen(plant, "li")
    sign_in(client, wang)
    sign_in(other, wang)
    sign_in(stranger, li)
    for device in (*Device.objects.filter(account=li), Device.objects.get(browser=PHONE)):
        client.post(reverse("security_device_end", args=[device.pk]))
    assert (is_in(client), is_in(other), is_in(stranger)) == (True, False, True)


def test_one_ends_all_others_and_stays(client, wang):
    others = [phone(), phone()]
    for each in (client, *others):
        sign_in(each, wang)
    client.post(reverse("security_other_devices_end"))
    assert [is_in(each) for each in (client, *others)] == [True, False, False]


def test_a_new_password_ends_every_other_device(client, wang):
    other = phone()
    sign_in(client, wang)
    sign_in(other, wang)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), given).status_code == 302
    assert (is_in(client), is_in(other)) == (True, False)
    assert Device.objects.get().session_key == client.session.session_key
    assert Entry.objects.filter(verb="access.password_set").count() == 1


def test_a_password_by_a_new_invitation_ends_every_device_and_the_person_is_told(client, wang):
    other, at = phone(), timezone.now()
    sign_in(other, wang)
    day = timedelta(days=1)
    _row, raw = invite(by=Actor.system("test"), account=wang, valid_for=day, at=at)
    client.post(reverse("invitation", args=[raw]), {"password": NEW, "again": NEW})
    assert (is_in(client), is_in(other)) == (True, False)
    told = Notification.objects.get(kind="sign_in.invitation_accepted")
    assert (told.person_id, Entry.objects.filter(verb="access.password_set").count()) == (
        wang.person_id, 0,
    )  # fmt: skip


def test_an_administrator_signs_somebody_out_everywhere_but_not_beyond_his_unit(plant, wang):
    other = phone()
    sign_in(other, wang)
    with pytest.raises(NotPermitted):
        end_all(by=by(chosen(plant, "li")), account=wang, at=timezone.now())
    assert end_all(by=by(chosen(plant, "admin")), account=wang, at=timezone.now()) == 1
    assert not is_in(other)


def test_signing_out_takes_the_device_off_the_list(client, wang):
    sign_in(client, wang)
    client.post(reverse("account_logout"))
    assert devices_of(wang, timezone.now()).count() == 0
    assert forget_ended(timezone.now()) == 1


def test_a_page_writes_nothing_until_a_device_was_not_seen_for_a_while(
    client, wang, django_assert_num_queries
):
    sign_in(client, wang)
    client.get(reverse("security"))
    device = Device.objects.get()
    assert device.seen_at == device.began_at
    session = client.session
    session["seen"] = (timezone.now() - timedelta(hours=1)).timestamp()
    session.save()
    client.get(reverse("security"))
    device.refresh_from_db()
    assert device.seen_at > device.began_at


def test_over_sessions_are_forgotten(client, wang):
    sign_in(client, wang)
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    forget_ended(timezone.now())
    assert (Session.objects.count(), Device.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome · Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) MicroMessenger/8", "WeChat · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge · Windows"),
        ("curl/8.1", "curl"),
        ("", "unknown program"),
    ],
)  # fmt: skip
def test_browsers_are_named_as_people_name_them(agent, words):
    assert browser_words(agent) == words


def test_places_are_told_apart_without_asking_anybody():
    asked = ("127.0.0.1", "10.1.2.3", "fd00::1", "203.0.113.9", "8.8.8.8", None)
    assert [place_words(each) for each in asked][:2] == [
        "this machine",
        "inside the company network",
    ]
    assert (place_words("8.8.8.8"), place_words(None)) == ("the internet", "unknown place")
