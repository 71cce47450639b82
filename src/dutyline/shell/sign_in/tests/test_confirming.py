"""Confirming who one is before what cannot be taken back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import NotPermitted
from dutyline.kernel.access.models import Attempt
from dutyline.kernel.access.operations import actor_for_token, make_token
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.step_up import confirmed_at, is_confirmed, require_step_up
from dutyline.shell.sign_in.tests.people import by, code_of, confirm, sign_in, with_app
from dutyline.shell.sign_in.tests.people import with_password as chosen

pytestmark = pytest.mark.django_db
FIVE = timedelta(minutes=5)
PAGE = reverse("account_reauthenticate")


def asked_as(client, account, method="get", **headers):
    """Return the request a view would get now from this browser."""
    request = getattr(RequestFactory(), method)("/letters/7/?tab=text", headers=headers)
    request.session, request.user = client.session, account
    request.actor = by(account)
    return request


def test_signing_in_is_no_confirmation_and_a_confirmation_ends(client, wang):
    sign_in(client, wang)
    request = asked_as(client, wang)
    now = timezone.now()
    asked = require_step_up(request, within=FIVE, at=now)
    assert asked["Location"] == f"{PAGE}?next=%2Fletters%2F7%2F%3Ftab%3Dtext"
    confirm(client)
    request = asked_as(client, wang)
    now = timezone.now()
    assert require_step_up(request, within=FIVE, at=now) is None
    last = confirmed_at(request)
    assert not is_confirmed(request, within=FIVE, at=last + FIVE + timedelta(seconds=1))
    assert not is_confirmed(request, within=FIVE, at=last - timedelta(minutes=1))


def test_a_form_leads_back_to_the_page_it_was_on(client, wang):
    sign_in(client, wang)
    request = asked_as(client, wang, "post", referer="http://testserver/letters/7/sign/")
    asked = require_step_up(request, within=FIVE, at=timezone.now())
    assert asked["Location"] == f"{PAGE}?next=%2Fletters%2F7%2Fsign%2F"
    request = asked_as(client, wang, **{"HX-Request": "true"})
    asked = require_step_up(request, within=FIVE, at=timezone.now())
    assert (asked.status_code, PAGE in asked["HX-Redirect"]) == (204, True)


def test_no_api_token_confirms_anything_even_beside_a_session(client, plant):
    admin = chosen(plant, "admin")
    sign_in(client, admin)
    confirm(client)
    now = timezone.now()
    _row, raw = make_token(
        by=by(admin),
        account=admin,
        name="t",
        permissions=[Access.ORGANISATION_VIEW],
        expires_at=now + FIVE,
        at=now,
    )
    request = asked_as(client, admin)
    request.actor = actor_for_token(raw, now)
    with pytest.raises(NotPermitted):
        require_step_up(request, within=FIVE, at=now)
    request.user = AnonymousUser()
    with pytest.raises(NotPermitted):
        require_step_up(request, within=FIVE, at=now)


def test_the_confirmation_of_another_counts_for_nobody(client, plant, wang):
    sign_in(client, wang)
    confirm(client)
    li = chosen(plant, "li")
    assert confirmed_at(asked_as(client, li)) is None


def test_password_and_code_confirm_and_both_are_noted(client, wang):
    secret, _codes = with_app(wang)
    sign_in(client, wang)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.post(PAGE, {"password": "not the right sentence"}).status_code == 422
    back = client.post(PAGE, {"code": code_of(secret, 1), "next": "/errands/"})
    assert back["Location"] == "/errands/"
    confirm(client)
    noted = Attempt.objects.order_by("id").values_list("what", "succeeded", "methods")
    assert list(noted) == [
        ("sign_in", True, "password code"),
        ("confirm", False, "password"),
        ("confirm", True, "code"),
        ("confirm", True, "password"),
    ]


def test_nobody_is_led_to_another_site(client, wang):
    sign_in(client, wang)
    given = {"password": "seven ladders by the tank", "next": "https://evil.example/"}
    assert client.post(PAGE, given)["Location"] == "/"


def test_guessing_is_stopped_here_too(client, wang):
    sign_in(client, wang)
    answers = [client.post(PAGE, {"password": f"guess number {n} of all"}) for n in range(12)]
    assert {each.status_code for each in answers} == {422, 429}
    assert confirm(client).status_code in {422, 429}


def test_only_a_visitor_of_a_demonstration_confirms_without_a_proof(client, wang):
    sign_in(client, wang)
    session = client.session
    session["demo"] = True
    session.save()
    assert client.post(PAGE, {"demo": "1"}).status_code == 200
    assert confirmed_at(asked_as(client, wang)) is None


def test_failed_sign_ins_are_noted_without_what_was_typed(client, wang):
    client.post(reverse("account_login"), {"login": "my secret sentence", "password": "x"})
    client.post(reverse("account_login"), {"login": "WANG", "password": "wrong one here"})
    noted = Attempt.objects.order_by("id").values_list("account__username", "succeeded", "methods")
    assert list(noted) == [(None, False, "password"), ("wang", False, "password")]
