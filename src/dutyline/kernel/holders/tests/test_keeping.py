"""Checkpoints of other houses: kept when a known key signed them, whoever brings them."""

import base64
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.holders.models import KeptNote
from dutyline.kernel.holders.operations import know_log
from dutyline.kernel.holders.refusals import KeyKnown, NotAKey
from dutyline.kernel.holders.standing import keepings
from dutyline.kernel.ledger.rules.notes import Head, signed

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = base64.b64encode(KEY.public_key().public_bytes_raw()).decode()
AT = datetime(2026, 3, 5, tzinfo=UTC)


@pytest.fixture
def known(db):
    return know_log(by=Actor.system("Chen"), name="Sister", public=PUBLIC, at=timezone.now())


def note(size=3, root=b"r", key=KEY):
    head = Head("dutyline/sister", size, root * 32, AT)
    return signed(head.origin, head.text, key)


def send(text):
    """Send a note as another server does: no cookie, no token."""
    client = Client(enforce_csrf_checks=True)
    return client.post("/checkpoints/keep/", text, content_type="text/plain").status_code


def test_a_checkpoint_of_a_known_key_is_kept_once(known):
    assert [send(note()), send(note())] == [200, 200]
    kept = KeptNote.objects.get()
    assert (kept.size, kept.note, kept.origin) == (3, note(), "dutyline/sister")
    [keeping] = keepings()
    assert (keeping.last, keeping.contradicts) == (kept, False)


def test_two_stories_under_one_size_are_noticed(known):
    send(note())
    send(note(root=b"x"))
    assert keepings()[0].contradicts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "a\nb\nc\nd\n\n— a AAAA\n",
        note(key=OTHER),
    ],
)
def test_what_no_known_key_signed_is_refused(known, text):
    assert send(text) == 422
    assert not KeptNote.objects.exists()


def test_more_than_a_checkpoint_is_not_read(known):
    assert send("x" * 5_000) == 413


def test_only_a_key_is_a_key_and_each_is_known_once(known):
    by = Actor.system("Chen")
    for text in ("", "AAAA", "öö", PUBLIC[:-2]):
        with pytest.raises(NotAKey):
            know_log(by=by, name="Other", public=text, at=timezone.now())
    with pytest.raises(KeyKnown):
        know_log(by=by, name="Other", public=f" {PUBLIC} ", at=timezone.now())
