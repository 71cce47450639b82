import pytest
from django.test import Client

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/login/", "/nowhere/", "/api/v1/me"])
def test_every_reply_says_what_a_browser_may_run(address):
    assert Client().get(address)["Content-Security-Policy"] == POLICY
