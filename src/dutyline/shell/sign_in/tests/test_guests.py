"""No form that proves somebody leaves a trace of the proof."""

import json

import pytest
from allauth.core.context import request_context
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.test import RequestFactory

from dutyline.kernel.access.guests import prove, ways_of
from dutyline.kernel.receipts.submission import _fingerprint
from dutyline.shell.sign_in.held import _fields
from dutyline.shell.sign_in.tests.people import PASSWORD, sign_in
from dutyline.shell.sign_in.tests.people import with_password as chosen
from dutyline.shell.sign_in.tests.software_key import SoftwareKey
from dutyline.shell.sign_in.tests.test_confirming import asked_as
from dutyline.shell.sign_in.tests.test_passkeys import add_to, browser

pytestmark = pytest.mark.django_db


def sent(**said):
    request = RequestFactory().post("/letters/together/7/", said)
    assert isinstance(request.POST, QueryDict)
    return request


def test_no_receipt_and_no_held_form_keeps_a_password():
    one, other = (sent(name="Wang Fang", password=word) for word in ("first", "second"))
    assert _fingerprint(one) == _fingerprint(other)
    assert _fingerprint(one) != _fingerprint(sent(name="Sun Tao", password="first"))
    assert list(_fields(one)) == [("name", "Wang Fang")]


@pytest.fixture
def lent(plant):
    """Return a request on the device of Li, where others prove themselves."""
    li = chosen(plant, "li")
    device = browser()
    sign_in(device, li)
    request = asked_as(device, li, host="localhost")
    with request_context(request):
        yield request


def answered(request, account, key):
    """Return what a key answers to the question of the page, as the form reads it."""
    options = ways_of(request, account).options()
    return {"credential": json.loads(key.answer(json.loads(json.dumps(dict(options)))))}


def test_a_passkey_that_checked_its_person_proves_him_alone_and_once(lent, wang):
    key = add_to(wang)
    said = answered(lent, wang, key)
    before = lent.session.get("account_authentication_methods")
    assert prove(lent, wang, said) == ["passkey"]
    assert lent.session.get("account_authentication_methods") == before
    with pytest.raises(ValidationError):
        prove(lent, wang, said)


def test_a_key_anybody_can_touch_needs_the_password_beside_it(lent, wang):
    key = add_to(wang, SoftwareKey(verified=False))
    with pytest.raises(ValidationError):
        prove(lent, wang, answered(lent, wang, key))
    said = answered(lent, wang, key) | {"password": PASSWORD}
    assert prove(lent, wang, said) == ["password", "passkey"]


def test_the_key_of_the_leader_and_a_password_beside_no_key_prove_nobody(lent, plant, wang):
    add_to(wang)
    leaders = add_to(lent.user)
    with pytest.raises(ValidationError):
        prove(lent, wang, answered(lent, wang, leaders))
    with pytest.raises(ValidationError):
        prove(lent, wang, {"password": PASSWORD})


def test_a_page_asks_one_question_however_often_it_is_shown(lent, wang):
    add_to(wang)
    options = ways_of(lent, wang).options
    challenge = options()["publicKey"]["challenge"]
    assert options()["publicKey"]["challenge"] == challenge
    assert lent.session["mfa.webauthn.state"]["challenge"] == challenge
