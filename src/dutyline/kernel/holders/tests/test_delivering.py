"""Checkpoints reach their holders once each, and what hinders one is said in plain words."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.holders.models import Holder
from dutyline.kernel.holders.operations import (
    add_holder,
    deliver_due,
    deliver_now,
    remove_holder,
)
from dutyline.kernel.holders.refusals import (
    AddressRefused,
    FolderInside,
    FolderMissing,
    HolderKnown,
    NothingSigned,
)
from dutyline.kernel.holders.standing import held
from dutyline.kernel.holders.ways.signing import signed_headers
from dutyline.toolkit.sealing import SealBroken, sealed, unsealed

BY = Actor.system("Chen")
NOW = timezone.now() + timedelta(hours=1)


def hold(way, target, **more):
    return add_holder(by=BY, way=way, name=way, target=str(target), at=NOW, **more)


def told(holder):
    """Return how a holder stands: what it has, what hindered, and the number of an answer."""
    holder.refresh_from_db()
    return holder.delivered_size, holder.problem, holder.status


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def test_a_folder_gets_every_checkpoint_once(grow, folder):
    holder = hold("folder", folder)
    first = grow(0, 3)
    assert deliver_due(NOW) == 1
    assert deliver_due(NOW) == 0
    second = grow(3, 5)
    assert deliver_due(NOW) == 1
    files = sorted(folder.iterdir())
    assert [path.read_text(encoding="utf-8") for path in files] == [first.note, second.note]
    assert told(holder) == (5, "", 0)


def test_a_file_that_is_there_stays(grow, folder):
    holder = hold("folder", folder)
    grow(0, 3)
    deliver_due(NOW)
    [path] = folder.iterdir()
    before = path.stat()
    deliver_now(by=BY, holder=holder, at=NOW)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_folder_that_went_away_is_named_and_tried_again_later(grow, folder):
    holder = hold("folder", folder)
    grow(0, 3)
    folder.rmdir()
    assert deliver_due(NOW) == 0
    assert told(holder) == (0, "no_folder", 0)
    folder.mkdir()
    assert deliver_due(NOW + timedelta(seconds=30)) == 0
    assert deliver_due(NOW + timedelta(minutes=1)) == 1
    assert told(holder) == (3, "", 0)


def test_pauses_grow_to_four_hours(grow, folder):
    holder = hold("folder", folder)
    grow(0, 3)
    folder.rmdir()
    pauses = []
    for _try in range(12):
        holder.refresh_from_db()
        due = holder.next_try_at
        deliver_due(due)
        holder.refresh_from_db()
        pauses.append(holder.next_try_at - due)
    assert pauses[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert pauses[-1] == timedelta(hours=4)


def test_mail_carries_the_checkpoint_twice_and_comes_once_a_day(grow, settings):
    settings.EMAIL_CONFIGURED = True
    hold("mail", "lawyer@example.com")
    checkpoint = grow(0, 3)
    assert deliver_due(NOW) == 1
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (
        ["lawyer@example.com"],
        "Checkpoint of the evidence log: 3 entries",
    )
    assert checkpoint.note in sent.body
    assert sent.attachments[0][1] == checkpoint.note.encode()
    grow(3, 5)
    assert deliver_due(NOW + timedelta(hours=19)) == 0
    assert deliver_due(NOW + timedelta(hours=21)) == 1
    assert len({each.extra_headers["Message-ID"] for each in mail.outbox}) == 2


def test_mail_without_a_mail_server_is_named(grow, settings):
    settings.EMAIL_CONFIGURED = False
    holder = hold("mail", "lawyer@example.com")
    grow(0, 3)
    deliver_due(NOW)
    assert told(holder) == (0, "no_mail_server", 0)


@pytest.mark.parametrize("path", ["", "/", "/checkpoints/keep/"])
def test_a_server_gets_the_note_with_its_token(grow, machine, path):
    holder = hold("server", f"{machine.url}{path}", secret="open sesame")
    checkpoint = grow(0, 3)
    assert deliver_due(NOW) == 1
    [(method, path, headers, body)] = machine.taken
    assert (method, path, body) == ("POST", "/checkpoints/keep/", checkpoint.note.encode())
    assert headers["authorization"] == "Bearer open sesame"
    assert told(holder) == (3, "", 0)


@pytest.mark.parametrize(
    ("status", "problem"), [(403, "refused"), (302, "refused"), (503, "broken")]
)
def test_an_answer_that_is_no_success_is_named_and_not_followed(grow, machine, status, problem):
    holder = hold("server", f"{machine.url}/")
    grow(0, 3)
    machine.status = status
    assert deliver_due(NOW) == 0
    assert told(holder) == (0, problem, status)
    assert len(machine.taken) == 1


def test_a_machine_that_is_not_there_is_named(grow, machine):
    holder = hold("server", "http://127.0.0.1:9/")
    grow(0, 3)
    deliver_due(NOW)
    assert told(holder) == (0, "no_answer", 0)


def test_a_machine_inside_is_reached_only_where_the_operator_named_it(grow, machine, settings):
    holder = hold("server", "https://localhost/")
    grow(0, 3)
    deliver_due(NOW)
    assert told(holder) == (0, "inner_host", 0)
    assert machine.taken == []


def test_a_bucket_gets_an_object_that_is_never_written_over(grow, machine):
    holder = hold(
        "bucket", f"{machine.url}/kept/here/", region="eu-1", key_id="AK", secret="hidden"
    )
    checkpoint = grow(0, 3)
    assert deliver_due(NOW) == 1
    [(method, path, headers, body)] = machine.taken
    root = bytes(checkpoint.root).hex()[:8]
    log = checkpoint.key.origin.replace("/", "-")
    assert (method, path) == ("PUT", f"/kept/here/{log}-000000000003-{root}.txt")
    assert (body, headers["if-none-match"]) == (checkpoint.note.encode(), "*")
    assert headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=AK/")
    machine.status = 412
    assert deliver_now(by=BY, holder=holder, at=NOW)


def test_the_signature_is_that_of_the_published_example():
    """The example of Amazon's own documentation, PUT Object."""
    headers = signed_headers(
        "PUT",
        "https://examplebucket.s3.amazonaws.com/test$file.text",
        b"Welcome to Amazon S3.",
        region="us-east-1",
        key_id="AKIAIOSFODNN7EXAMPLE",
        secret="wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        at=datetime(2013, 5, 24, tzinfo=UTC),
        more={"date": "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY"},
    )
    assert headers["authorization"].endswith(
        "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"
    )


def test_secrets_are_sealed_and_gone_with_the_holder(db, machine, settings):
    holder = hold("server", f"{machine.url}/", secret="open sesame")
    assert "sesame" not in holder.secret
    assert unsealed(holder.secret) == "open sesame"
    remove_holder(by=BY, holder=holder, at=NOW)
    assert Holder.objects.get().secret == ""


def test_a_secret_of_another_installation_is_named(grow, machine, settings):
    holder = hold("server", f"{machine.url}/", secret="open sesame")
    settings.SECRET_KEY = "another"
    with pytest.raises(SealBroken):
        unsealed(sealed("x")[:-4])
    grow(0, 3)
    deliver_due(NOW)
    assert told(holder) == (0, "secret", 0)


def test_a_removed_holder_gets_nothing(grow, folder):
    holder = hold("folder", folder)
    grow(0, 3)
    remove_holder(by=BY, holder=holder, at=NOW)
    assert deliver_due(NOW) == 0
    assert list(folder.iterdir()) == []
    hold("folder", folder)


@pytest.mark.parametrize(
    ("way", "target", "refusal"),
    [
        ("folder", "share", FolderMissing),
        ("folder", "/nowhere/at/all", FolderMissing),
        ("server", "http://example.com/", AddressRefused),
        ("server", "https://name:word@example.com/", AddressRefused),
        ("bucket", "example.com/kept", AddressRefused),
    ],
)
def test_what_can_hold_nothing_is_refused(db, way, target, refusal):
    with pytest.raises(refusal):
        hold(way, target)


def test_a_folder_beside_the_data_is_refused(db, settings):
    (settings.HOME / "kept").mkdir()
    with pytest.raises(FolderInside):
        hold("folder", settings.HOME / "kept")


def test_a_place_holds_once(db, folder):
    hold("folder", folder)
    with pytest.raises(HolderKnown):
        hold("folder", folder)


def test_nothing_signed_is_nothing_to_test_with(db, folder):
    holder = hold("folder", folder)
    with pytest.raises(NothingSigned):
        deliver_now(by=BY, holder=holder, at=NOW)


def test_two_holders_of_the_last_day_are_enough(grow, folder, tmp_path):
    assert held(NOW).enough
    grow(0, 3)
    assert (held(NOW).current, held(NOW).enough) == (0, False)
    other = tmp_path / "other"
    other.mkdir()
    hold("folder", folder)
    hold("folder", other)
    deliver_due(NOW)
    assert (held(NOW).current, held(NOW).enough) == (2, True)
    assert held(NOW + timedelta(days=9)).enough
    grow(3, 5)
    assert not held(NOW + timedelta(days=9)).enough
