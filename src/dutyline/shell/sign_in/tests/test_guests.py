"""No form that proves somebody leaves a trace of the proof."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from dutyline.kernel.receipts.submission import _fingerprint
from dutyline.shell.sign_in.held import _fields

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
