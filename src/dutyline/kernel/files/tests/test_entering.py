"""Attachments in the log: a missing or changed file is named, one lawfully gone is no alarm."""

import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.operations import discard
from dutyline.kernel.files.storage import path_of
from dutyline.kernel.files.tests.test_attach import MANIFEST, attach, picture
from dutyline.kernel.ledger.models import Entry
from dutyline.kernel.ledger.operations import enter_waiting, erase, make_checkpoint
from dutyline.kernel.ledger.reading.export import export_all
from dutyline.kernel.ledger.reading.standing import verify
from dutyline.kernel.ledger.tests.outsider import verified
from dutyline.kernel.registry.tests.toy import toy_module

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 3, 2, 15, tzinfo=UTC)
FETCHED = MANIFEST.replace("lambda pk: f", "proves=False, url_for=lambda pk: f")


@pytest.fixture(autouse=True)
def _toy(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()
    with toy_module(tmp_path, "toy_entering", {"manifest.py": MANIFEST}):
        yield


@pytest.fixture
def photos():
    """Two photos in a signed log."""
    plant = build()
    rows = [attach(plant, picture(seed=seed)) for seed in (1, 2)]
    sign()
    return rows


def sign():
    enter_waiting(NIGHT)
    make_checkpoint(NIGHT)


def standing():
    found = verify(at=NIGHT + timedelta(hours=2))
    return found.named, found.told


def test_photos_enter_and_their_bytes_are_read(photos):
    entered = Entry.objects.order_by("index").values_list("kind", "record_id")
    assert list(entered) == [("files.attachment", each.pk) for each in photos]
    assert standing() == ([], [])


def test_what_is_only_fetched_does_not_enter(tmp_path):
    with toy_module(tmp_path, "toy_fetched", {"manifest.py": FETCHED.replace("toy.", "got.")}):
        attach(build(), picture(), subject=("got.thing", 7))
        assert enter_waiting(NIGHT) == 0


def test_a_missing_file_is_named(photos):
    path_of(photos[1].sha256).unlink()
    assert standing()[0] == [
        f"entry 1 (files.attachment {photos[1].pk}): its file {photos[1].sha256} is missing"
    ]


def test_a_changed_file_is_named(photos):
    path = path_of(photos[0].sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert standing()[0] == [
        f"entry 0 (files.attachment {photos[0].pk}): its file {path} was changed"
    ]


def test_another_photo_put_under_the_entry_is_named(photos):
    Attachment.objects.filter(pk=photos[0].pk).update(sha256=photos[1].sha256)
    assert standing()[0] == [
        f"entry 0 (files.attachment {photos[0].pk}): the record is not what was entered"
    ]


def test_a_photo_lawfully_gone_is_an_entry_and_no_alarm(photos):
    by = Actor.system("Chen")
    discard(by=by, attachments=[photos[0]], reason="Sent twice", at=NIGHT)
    sign()
    assert standing() == (
        [],
        [
            (
                f"entry 0 (files.attachment {photos[0].pk}): "
                "gone since 2026-03-02 15:00 UTC, Chen: Sent twice"
            )
        ],
    )
    assert Entry.objects.get(index=2).kind == "ledger.removal"


def test_a_photo_deleted_in_the_database_is_an_alarm(photos):
    Attachment.objects.filter(pk=photos[0].pk).delete()
    assert standing()[0] == [f"entry 0 (files.attachment {photos[0].pk}): the record is gone"]


def test_an_erased_photo_is_off_the_disk(photos, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase(
            by=Actor.system("Chen"),
            kind="files.attachment",
            record_ids=[photos[0].pk],
            reason="Her face is in it",
            basis="PIPL Art. 47",
            at=NIGHT,
        )
    sign()
    folder = path_of(photos[0].sha256).parent
    assert list(folder.glob(f"{photos[0].sha256}*")) == []
    assert standing()[0] == []


def test_an_export_carries_the_photos_and_a_changed_one_is_named(photos, tmp_path):
    target, changed = tmp_path / "all.zip", tmp_path / "changed.zip"
    export_all(target, at=NIGHT)
    assert verified(target) == (True, [])
    name = f"files/{photos[1].sha256}"
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(changed, "w") as new:
        for each in old.namelist():
            new.writestr(each, old.read(each) + b"x" * (each == name))
    assert verified(changed) == (False, [f"WRONG  {name}: is not what was exported"])


def test_a_photo_left_out_of_an_export_is_named_by_its_entry(photos, tmp_path):
    target, changed = tmp_path / "all.zip", tmp_path / "changed.zip"
    export_all(target, at=NIGHT)
    name = f"files/{photos[1].sha256}"
    with zipfile.ZipFile(target) as old, zipfile.ZipFile(changed, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    assert verified(changed) == (False, [f"WRONG  {name}: is not what was exported"])
    with zipfile.ZipFile(target) as archive:
        line = json.loads(archive.read("entries.jsonl").splitlines()[1])
    assert line["record"]["sha256"] == photos[1].sha256


def test_an_export_without_the_bytes_is_refused(photos, tmp_path):
    path_of(photos[0].sha256).unlink()
    with pytest.raises(LookupError, match="a file is missing"):
        export_all(tmp_path / "all.zip", at=NIGHT)
