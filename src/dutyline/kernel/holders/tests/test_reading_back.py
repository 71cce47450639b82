"""What holders keep is read back: a log that was rewritten here does not fit it any more."""

import base64
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.holders.models import Holder
from dutyline.kernel.holders.operations import add_holder, deliver_due, know_log
from dutyline.kernel.holders.reading_back import read_back
from dutyline.kernel.ledger.keys import public_keys
from dutyline.kernel.ledger.models import Checkpoint, Entry, Node, Reach, Salt, SigningKey, Tail
from dutyline.kernel.ledger.operations.restoring import Stood, note_restoration

BY = Actor.system("Chen")
NOW = timezone.now() + timedelta(hours=1)


@pytest.fixture
def folder(tmp_path):
    """A share of another machine."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def hold(way, target, **more):
    """Return a holder that was given everything there is."""
    holder = add_holder(by=BY, way=way, name=way, target=str(target), at=NOW, **more)
    assert deliver_due(NOW) == 1
    return holder


def told(holder):
    """Return what was found, and what hindered."""
    holder.refresh_from_db()
    return holder.finding, holder.read_problem


def forget_log():
    """Throw the log away, as whoever owns the database can."""
    for model in (Checkpoint, Node, Salt, Entry, Reach, Tail):
        model.objects.all()._raw_delete("default")


def test_what_a_folder_keeps_fits(grow, folder):
    grow(0, 3)
    holder = hold("folder", folder)
    grow(3, 600)
    deliver_due(NOW)
    assert read_back(NOW) == []
    assert told(holder) == ("fits", "")
    assert holder.read_at == NOW


def test_a_log_that_was_written_anew_differs(grow, folder):
    grow(0, 3)
    holder = hold("folder", folder)
    forget_log()
    grow(10, 20)
    assert read_back(NOW) == [holder]
    assert told(holder)[0] == "differs"


def test_a_log_whose_end_was_cut_off_differs(grow, folder):
    grow(0, 3)
    holder = hold("folder", folder)
    forget_log()
    grow(0, 2)
    assert read_back(NOW) == [holder]
    assert told(holder)[0] == "differs"


def test_a_note_that_was_changed_where_it_lies_differs(grow, folder):
    grow(0, 3)
    holder = hold("folder", folder)
    [path] = folder.iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace("\n3\n", "\n4\n"), encoding="utf-8")
    assert read_back(NOW) == [holder]


def test_a_note_that_is_gone_is_missed(grow, folder):
    grow(0, 3)
    holder = hold("folder", folder)
    [path] = folder.iterdir()
    path.unlink()
    assert read_back(NOW) == [holder]
    assert told(holder)[0] == "missing"


def test_a_share_that_is_not_connected_says_nothing_new(grow, folder):
    grow(0, 3)
    holder = hold("folder", folder)
    read_back(NOW)
    folder.rename(folder.with_name("away"))
    assert read_back(NOW + timedelta(hours=4)) == []
    assert told(holder) == ("fits", "no_folder")
    assert (holder.read_at, holder.tried_at) == (NOW, NOW + timedelta(hours=4))


def test_checkpoints_of_other_houses_in_the_same_share_are_let_be(grow, folder):
    grow(0, 3)
    hold("folder", folder)
    (folder / "dutyline-sister-000000000009-0123abcd.txt").write_text("theirs", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    assert read_back(NOW) == []


def test_what_was_signed_before_the_log_was_set_back_is_explained(grow, folder):
    grow(0, 3)
    hold("folder", folder)
    head = Checkpoint.objects.get()
    forget_log()
    grow(0, 1)
    assert len(read_back(NOW)) == 1
    replaced = Stood(head.size, head.note)
    note_restoration(by_name="Chen", made_at=head.at, replaced=replaced, at=timezone.now())
    grow(20, 22)
    deliver_due(NOW + timedelta(hours=1))
    assert read_back(NOW + timedelta(hours=1)) == []


def test_another_dutyline_answers_with_what_it_keeps_of_ours(grow, machine):
    grow(0, 3)
    holder = hold("server", f"{machine.url}/checkpoints/keep/")
    public = base64.b64encode(public_keys()[0]).decode()
    know_log(by=BY, name="Us", public=public, at=NOW)
    machine.answer = _kept_elsewhere()
    assert read_back(NOW) == []
    assert told(holder) == ("fits", "")
    forget_log()
    grow(10, 14)
    deliver_due(NOW)
    machine.answer = _kept_elsewhere()
    assert read_back(NOW + timedelta(hours=4)) == [holder]
    assert told(holder)[0] == "differs"


def _kept_elsewhere():
    """Return how another server answers the newest note: here it is the same database."""
    note = Checkpoint.objects.order_by("-size")[0].note
    answer = Client().post("/checkpoints/keep/", note, content_type="text/plain")
    return lambda _body: answer.content


def test_a_server_that_shows_nothing_is_said_to(grow, machine):
    grow(0, 3)
    holder = hold("server", machine.url)
    for answer in (b"", b"thank you", b"[]", b'{"kept": 3}'):
        machine.answer = lambda _body, answer=answer: answer
        assert read_back(NOW) == []
        assert told(holder) == ("", "shows_nothing")


def test_a_bucket_gives_the_newest_back_or_misses_it(grow, machine):
    checkpoint = grow(0, 3)
    secrets = {"region": "eu", "key_id": "k", "secret": "s"}
    holder = hold("bucket", f"{machine.url}/kept", **secrets)
    machine.answer = lambda _body: checkpoint.note.encode()
    assert read_back(NOW) == []
    assert told(holder) == ("fits", "")
    assert machine.taken[-1][0] == "GET"
    assert "Credential=k/" in machine.taken[-1][2]["authorization"]
    machine.status = 404
    assert read_back(NOW) == [holder]
    assert told(holder)[0] == "missing"
    machine.status = 403
    assert read_back(NOW) == []
    assert told(holder) == ("missing", "shows_nothing")


def test_a_mailbox_is_not_read(grow, settings):
    settings.EMAIL_CONFIGURED = True
    grow(0, 3)
    holder = hold("mail", "lawyer@example.com")
    assert read_back(NOW) == []
    assert told(holder) == ("", "")
    assert holder.tried_at is None


def test_who_brings_no_signed_note_is_told_nothing(grow, db):
    answer = Client().post("/checkpoints/keep/", "hello", content_type="text/plain")
    assert set(json.loads(answer.content)) == {"said"}
    assert not SigningKey.objects.filter(origin="").exists()
    assert Holder.objects.count() == 0
