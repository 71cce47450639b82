"""The company's own sign-in, with an issuer that lies in every way it can."""

import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.models import Account, Attempt
from dutyline.kernel.access.operations import close_account, invite
from dutyline.kernel.access.step_up import confirmed_at
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.shell.sign_in.company.id_token import Subject
from dutyline.shell.sign_in.company.operations import (
    IdentityTaken,
    NothingToUnlink,
    link_other,
    link_own,
    unlink,
)
from dutyline.shell.sign_in.models import CompanyIdentity
from dutyline.shell.sign_in.tests.hostile_issuer import CLIENT, SECRET, Issuer
from dutyline.shell.sign_in.tests.people import by, confirm, sign_in, with_app
from dutyline.shell.sign_in.tests.people import with_password as chosen
from dutyline.shell.sign_in.tests.test_confirming import asked_as

pytestmark = pytest.mark.django_db
LEAVE, BACK = reverse("company_sign_in"), reverse("company_sign_in_back")


@pytest.fixture
def issuer(settings):
    cache.clear()
    made = Issuer()
    settings.INNER_HOSTS = ["127.0.0.1"]
    settings.COMPANY = {
        "issuer": made.url,
        "client": CLIENT,
        "secret": SECRET,
        "name": "Group account",
    }
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def plant():
    return build()


@pytest.fixture
def wang(plant):
    return chosen(plant, "wang")


@pytest.fixture
def linked(wang, issuer):
    at = timezone.now()
    link_own(by=by(wang), account=wang, subject=Subject(issuer.url, "wang-1", None), at=at)
    return wang


def leave(client, issuer, query=""):
    """Go to the issuer and return what was asked of it."""
    asked = parse_qs(urlsplit(client.get(f"{LEAVE}{query}")["Location"]).query)
    issuer.nonce, issuer.challenge = asked["nonce"][0], asked["code_challenge"][0]
    return {key: values[0] for key, values in asked.items()}


def travel(client, issuer, query="", **changed):
    """Go to the issuer and come back."""
    asked = leave(client, issuer, query)
    return client.get(BACK, {"code": "c1", "state": asked["state"], **changed})


def is_in(client):
    return client.get(reverse("security")).status_code == 200


def test_whoever_is_linked_comes_in_by_code_flow_with_pkce_state_and_nonce(client, issuer, linked):
    asked = leave(client, issuer, "?next=/errands/")
    assert (asked["response_type"], asked["scope"], asked["code_challenge_method"]) == (
        "code", "openid", "S256",
    )  # fmt: skip
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    back = client.get(BACK, {"code": "c1", "state": asked["state"]})
    assert back["Location"] == "/errands/"
    assert is_in(client)
    (authorization, sent), *_more = issuer.asked
    assert (authorization.startswith("Basic "), "client_secret" in sent) == (True, False)
    noted = Attempt.objects.get(account=linked)
    assert (noted.succeeded, noted.methods) == (True, "company")


def test_nobody_is_made_and_nobody_is_known_by_his_e_mail(client, issuer, wang):
    before = Account.objects.count()
    issuer.claims = {"sub": "stranger", "email": wang.email, "email_verified": True}
    page = travel(client, issuer)
    assert (page.status_code, b"stranger" in page.content, is_in(client)) == (403, True, False)
    assert Account.objects.count() == before


NOW = int(time.time())
LIES = {
    "another audience": {"aud": "somebody-else"},
    "two audiences and no party": {"aud": [CLIENT, "somebody-else"]},
    "made for another party": {"aud": [CLIENT, "x"], "azp": "x"},
    "another issuer": {"iss": "https://evil.example"},
    "another nonce": {"nonce": "of another journey"},
    "no nonce": {"nonce": None},
    "expired": {"exp": NOW - 3600},
    "no end": {"exp": None},
    "made long ago": {"iat": NOW - 7200},
    "made in the future": {"iat": NOW + 7200},
    "made before time": {"iat": -(10**20)},
    "made at no moment": {"iat": float("nan")},
    "without end": {"exp": float("inf")},
    "proved at no moment": {"auth_time": 10**20},
    "not valid yet": {"nbf": NOW + 7200},
    "no subject": {"sub": None},
    "an empty subject": {"sub": ""},
    "a subject that is no text": {"sub": 17},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_opens_nothing(client, issuer, linked, lie):
    issuer.claims = LIES[lie]
    page = travel(client, issuer)
    assert (page.status_code, is_in(client)) == (403, False)
    assert Attempt.objects.filter(methods="company", succeeded=False).count() == 1


@pytest.mark.parametrize(
    "forge",
    [
        lambda issuer, claims: jwt.encode(claims, None, "none"),
        lambda issuer, claims: jwt.encode(claims, "x" * 32, "HS256", headers={"kid": "one"}),
        lambda issuer, claims: jwt.encode(claims, SECRET * 2, "HS256"),
        lambda issuer, claims: jwt.encode(claims, issuer.other, "RS256", headers={"kid": "one"}),
        lambda issuer, claims: jwt.encode(claims, issuer.key, "RS256", headers={"kid": "two"}),
        lambda issuer, claims: jwt.encode(claims, issuer.key, "PS256", headers={"kid": "one"}),
        lambda issuer, claims: jwt.encode(
            claims, issuer.key, "RS256", headers={"kid": "one", "typ": "at+jwt"}
        ),
        lambda issuer, claims: issuer.properly(claims)[:-6] + "AAAAAA",
        lambda issuer, claims: issuer.properly(claims).rsplit(".", 1)[0] + ".",
        lambda issuer, claims: "no token at all",
    ],
    ids=[
        "none", "shared key", "client secret as key", "another key", "unknown key",
        "other algorithm", "access token", "broken signature", "no signature", "no token",
    ],
)  # fmt: skip
def test_a_forged_token_opens_nothing(client, issuer, linked, forge):
    issuer.sign = lambda claims: forge(issuer, claims)
    assert (travel(client, issuer).status_code, is_in(client)) == (403, False)


def test_an_answer_nobody_asked_for_opens_nothing(client, issuer, linked):
    assert travel(client, issuer, state="of another").status_code == 403
    asked = leave(client, issuer)
    assert Client().get(BACK, {"code": "c1", "state": asked["state"]}).status_code == 403
    good = {"code": "c1", "state": asked["state"]}
    assert client.get(BACK, good).status_code == 302
    client.logout()
    assert client.get(BACK, good).status_code == 403
    assert travel(client, issuer, iss="https://evil.example").status_code == 403
    assert travel(client, issuer, code="").status_code == 403


def test_an_issuer_that_describes_itself_as_another_is_not_asked(client, issuer, linked):
    issuer.described = {"issuer": "https://evil.example"}
    assert client.get(LEAVE).status_code == 403
    issuer.described = {"token_endpoint": "http://evil.example/token"}
    assert client.get(LEAVE).status_code == 403


def test_the_same_subject_of_another_issuer_is_somebody_else(client, issuer, linked):
    CompanyIdentity.objects.update(issuer="https://old.example")
    assert (travel(client, issuer).status_code, is_in(client)) == (403, False)


def test_a_closed_account_stays_closed_and_a_second_factor_is_still_asked_for(
    client, issuer, linked
):
    with_app(linked)
    assert travel(client, issuer)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    close_account(by=Actor.system("test"), account=linked, at=timezone.now())
    travel(client, issuer)
    assert not is_in(client)


def test_one_links_ones_own_after_confirming_and_only_from_that_page(client, issuer, wang):
    sign_in(client, wang)
    assert reverse("account_reauthenticate") in client.post(reverse("company_link"))["Location"]
    confirm(client)
    assert client.post(reverse("company_link")).status_code == 200
    travel(client, issuer, "?for=link")
    row = CompanyIdentity.objects.get()
    assert (row.account, row.issuer, row.subject) == (wang, issuer.url, "wang-1")


def test_an_invitation_may_be_accepted_with_it_once(client, issuer, plant):
    sun = plant.account("li")
    day = timedelta(days=1)
    _row, raw = invite(by=Actor.system("t"), account=sun, valid_for=day, at=timezone.now())
    address = reverse("invitation", args=[raw])
    client.get(address)
    assert travel(client, issuer, "?for=invitation").status_code == 302
    assert (is_in(client), CompanyIdentity.objects.get().account) == (True, sun)
    assert Client().get(address).status_code == 404


def test_looking_at_an_invitation_links_nobody_who_signs_in_elsewhere(
    client, issuer, linked, plant
):
    other = plant.account("li")
    day = timedelta(days=1)
    _row, raw = invite(by=Actor.system("t"), account=other, valid_for=day, at=timezone.now())
    client.get(reverse("invitation", args=[raw]))
    travel(client, issuer)
    assert CompanyIdentity.objects.get().account == linked


def test_it_confirms_only_a_proof_of_just_now(client, issuer, linked):
    sign_in(client, linked)
    issuer.claims = {"auth_time": int(time.time()) - 3600}
    asked = leave(client, issuer, "?next=/errands/")
    assert (asked["prompt"], asked["max_age"]) == ("login", "0")
    client.get(BACK, {"code": "c1", "state": asked["state"]})
    assert confirmed_at(asked_as(client, linked)) is None
    issuer.claims = {"sub": "somebody else"}
    travel(client, issuer)
    assert confirmed_at(asked_as(client, linked)) is None
    issuer.claims = {}
    assert travel(client, issuer, "?next=/errands/")["Location"] == "/errands/"
    assert confirmed_at(asked_as(client, linked)) is not None


def test_an_administrator_links_whom_he_manages_and_no_subject_opens_two(issuer, plant, wang):
    admin, at = chosen(plant, "admin"), timezone.now()
    link_other(by=by(admin), account=wang, subject="wang-1", at=at)
    with pytest.raises(IdentityTaken):
        link_other(by=by(admin), account=chosen(plant, "li"), subject="wang-1", at=at)
    with pytest.raises(IdentityTaken):
        link_other(by=by(admin), account=wang, subject="wang-2", at=at)


def test_nobody_locks_himself_out_by_unlinking(linked):
    linked.set_unusable_password()
    linked.save()
    with pytest.raises(NothingToUnlink):
        unlink(by=by(linked), account=linked, at=timezone.now())


def test_without_an_issuer_there_is_no_button_and_no_page(client, wang, issuer, settings):
    assert b"Group account" in client.get(reverse("account_login")).content
    settings.COMPANY = None
    assert b"Group account" not in client.get(reverse("account_login")).content
    assert (client.get(LEAVE).status_code, client.get(BACK).status_code) == (404, 404)
