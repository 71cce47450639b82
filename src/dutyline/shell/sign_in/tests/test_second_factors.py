"""Codes of an app, recovery codes, and who may not do without."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.models import Attempt
from dutyline.kernel.access.operations import invite
from dutyline.kernel.history.models import Entry
from dutyline.kernel.notifications.models import Notification
from dutyline.shell.sign_in.second_factors.operations import FactorNeeded, reset_factors
from dutyline.shell.sign_in.second_factors.operations import remove_factor as remove
from dutyline.shell.sign_in.tests.people import by, code_of, confirm, sign_in, with_app
from dutyline.shell.sign_in.tests.people import with_password as chosen

pytestmark = pytest.mark.django_db
SECOND = reverse("mfa_authenticate")
CONFIRM = reverse("account_reauthenticate")


def is_in(client):
    return client.get(reverse("security")).status_code == 200


def test_an_app_is_set_up_only_after_confirming_and_codes_are_shown_once(client, wang):
    sign_in(client, wang)
    asked = client.get(reverse("security_app"))
    assert asked["Location"] == f"{CONFIRM}?next=%2Faccount%2Fsecurity%2Fapp%2F"
    confirm(client)
    page = client.get(reverse("security_app")).content.decode()
    assert "<svg" in page
    secret = re.search(r"secret=([A-Z2-7]+)", page).group(1)
    wrong = client.post(reverse("security_app"), {"code": "000000"})
    assert wrong.status_code == 422
    shown = client.post(reverse("security_app"), {"code": code_of(secret)}).content.decode()
    codes = re.findall(r"<code>(\d{10})</code>", shown)
    assert len(codes) == 10
    assert codes[0] not in client.get(reverse("security")).content.decode()
    stored = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in stored


def test_whoever_changed_his_factors_reads_of_it_and_is_led_to_them(client, wang):
    with_app(wang)
    client.force_login(wang)
    said = client.get("/notifications/")
    assert "The second factors of your account were changed" in said.content.decode()
    row = Notification.objects.get(kind="sign_in.factors_changed")
    assert client.post(f"/notifications/{row.pk}/")["Location"] == reverse("security")


def test_the_password_alone_no_longer_opens_and_a_code_opens_once(client, wang):
    secret, _codes = with_app(wang)
    assert sign_in(client, wang)["Location"] == SECOND
    assert not is_in(client)
    assert client.post(SECOND, {"code": "123456"}).status_code in {200, 422}
    code = code_of(secret)
    assert client.post(SECOND, {"code": code}).status_code == 302
    assert is_in(client)
    client.logout()
    sign_in(client, wang)
    client.post(SECOND, {"code": code})
    assert not is_in(client)


def test_a_recovery_code_opens_once(client, wang):
    _secret, codes = with_app(wang)
    for _n, expected in enumerate((True, False)):
        sign_in(client, wang)
        client.post(SECOND, {"code": codes[0]})
        assert is_in(client) is expected
        client.logout()


def test_an_invitation_does_not_lead_past_the_second_factor(client, wang):
    with_app(wang)
    _row, raw = invite(
        by=Actor.system("test"), account=wang, valid_for=timedelta(days=1), at=timezone.now()
    )
    given = {"password": "a new sentence to remember", "again": "a new sentence to remember"}
    answer = client.post(reverse("invitation", args=[raw]), given)
    assert answer["Location"] == SECOND
    assert not is_in(client)


def test_the_last_factor_of_whoever_needs_one_stays(plant, settings):
    settings.SECOND_FACTOR = "administrators"
    admin = chosen(plant, "admin")
    with_app(admin)
    factor = Authenticator.objects.get(user=admin, type="totp")
    with pytest.raises(FactorNeeded):
        remove(by=by(admin), account=admin, factor=factor, at=timezone.now())


def test_an_administrator_without_a_second_factor_gets_no_further(client, plant, settings):
    settings.SECOND_FACTOR = "administrators"
    admin, wang = chosen(plant, "admin"), chosen(plant, "wang")
    sign_in(client, admin)
    assert client.get(reverse("setup_accounts"))["Location"] == reverse("security")
    assert b"a password alone is not enough" in client.get(reverse("security")).content
    confirm(client)
    page = client.get(reverse("security_app")).content.decode()
    secret = re.search(r"secret=([A-Z2-7]+)", page).group(1)
    client.post(reverse("security_app"), {"code": code_of(secret)})
    assert client.get(reverse("setup_accounts")).status_code == 200
    client.logout()
    sign_in(client, wang)
    assert client.get(reverse("errands:errands")).status_code == 200


def test_an_administrator_resets_and_the_person_is_told(plant, wang):
    admin = chosen(plant, "admin")
    with_app(wang)
    reset_factors(by=by(admin), account=wang, at=timezone.now(), reason="Phone lost")
    assert not Authenticator.objects.filter(user=wang).exists()
    entry = Entry.objects.get(verb="sign_in.factors_reset")
    assert (entry.reason, entry.by_person_id) == ("Phone lost", admin.person_id)
    told = Notification.objects.get(kind="sign_in.factors_reset")
    assert told.person_id == wang.person_id


def test_nobody_resets_his_own_or_those_of_people_he_does_not_manage(plant, wang):
    admin = chosen(plant, "admin")
    with_app(admin)
    for actor, account in ((by(admin), admin), (by(wang), admin)):
        with pytest.raises(NotPermitted):
            reset_factors(by=actor, account=account, at=timezone.now(), reason="")


def test_guessing_codes_is_stopped_and_every_attempt_is_noted(client, wang):
    secret, _codes = with_app(wang)
    sign_in(client, wang)
    for n in range(7):
        client.post(SECOND, {"code": f"00000{n}"})
    client.post(SECOND, {"code": code_of(secret)})
    assert not is_in(client)
    noted = Attempt.objects.filter(account=wang, succeeded=False, methods="code").count()
    assert noted >= 5


def test_removing_asks_to_confirm_and_takes_the_recovery_codes_along(client, wang):
    secret, _codes = with_app(wang)
    sign_in(client, wang)
    client.post(SECOND, {"code": code_of(secret)})
    factor = Authenticator.objects.get(type="totp")
    address = reverse("security_factor_removal", args=[factor.pk])
    assert client.post(address).status_code == 302
    assert Authenticator.objects.filter(user=wang).count() == 2
    confirm(client)
    client.post(address)
    assert not Authenticator.objects.filter(user=wang).exists()


def test_the_factor_of_another_cannot_be_removed(client, plant, wang):
    li = chosen(plant, "li")
    with_app(li)
    sign_in(client, wang)
    confirm(client)
    theirs = Authenticator.objects.get(user=li, type="totp")
    answer = client.post(reverse("security_factor_removal", args=[theirs.pk]))
    assert (answer.status_code, Authenticator.objects.filter(user=li).count()) == (404, 2)


def test_whoever_meant_another_account_starts_again(client, plant, wang):
    with_app(wang)
    li = chosen(plant, "li")
    sign_in(client, wang)
    client.post(reverse("account_logout"))
    assert sign_in(client, li)["Location"] == "/"
