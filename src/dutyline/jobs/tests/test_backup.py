"""What a backup holds comes back, all of it, and nothing else is ever let in."""

import hashlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import threading
from contextlib import closing

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from dutyline.jobs.backup.making import make
from dutyline.jobs.backup.manifest import BackupRefused
from dutyline.jobs.backup.reading import verify
from dutyline.kernel.access.tests.plant import plant as build
from dutyline.kernel.files.storage import path_of
from dutyline.kernel.files.tests.test_attach import attach, picture
from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
from dutyline.kernel.organisation.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
only_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="takes an SQLite file")
READ_BACK = """
import json, django
django.setup()
from dutyline.jobs.backup.manifest import count_rows
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.files.storage import hash_of, path_of
shas = sorted(set(Attachment.objects.values_list("sha256", flat=True)))
print(json.dumps([count_rows(), [hash_of(path_of(sha)) == sha for sha in shas]]))
"""

READ_LOG = """
import json, django
django.setup()
from dutyline.kernel.ledger.models import Restoration
row = Restoration.objects.get()
entry = row.size, row.by_name
print(json.dumps([["ledger.restoration", *entry]]))
"""
HIDE = """
from dutyline.kernel.ledger.models import Restoration
Restoration.objects.all()._raw_delete("default")
"""


def sign():
    """Enter what is new and return the checkpoint."""
    enter_waiting(timezone.now())
    return make_checkpoint(timezone.now())


@pytest.fixture(autouse=True)
def _home(tmp_path, settings):
    settings.HOME = tmp_path / "home"
    settings.HOME.mkdir()


@pytest.fixture
def plant():
    plant = build()
    attach(plant)
    attach(plant, picture(seed=5), subject=("toy.thing", 8))
    return plant


@pytest.fixture(scope="module")
def kept():
    """What one backup of the plant is, for all tests that only read it."""
    return {}


@pytest.fixture
def archive(kept, request, tmp_path):
    path = tmp_path / "backup.tar"
    if not kept:
        request.getfixturevalue("plant")
        make(path, timezone.now())
        kept["content"] = path.read_bytes()
        kept["people"] = Person.objects.count()
    path.write_bytes(kept["content"])
    return path


def dutyline(home, *arguments, code=0):
    """Run a command in an installation of its own."""
    environment = {**os.environ, "DUTYLINE_HOME": str(home)}
    environment["DJANGO_SETTINGS_MODULE"] = "dutyline.config.settings"
    environment.pop("DATABASE_URL", None)
    done = subprocess.run(
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr[-2000:]
    return done.stdout + done.stderr


def rewrite(archive, target, change):
    """Write a backup again with its members changed by `change(name, content)`."""
    with tarfile.open(archive) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            for name, content in change(member.name, old.extractfile(member).read()):
                info = tarfile.TarInfo(name)
                info.size = len(content)
                new.addfile(info, io.BytesIO(content))
    return target


def test_a_backup_counts_its_rows_and_hashes_its_files(plant, tmp_path):
    manifest = make(tmp_path / "backup.tar", timezone.now())
    assert manifest.counts["organisation_person"] == Person.objects.count()
    files = [name for name in manifest.members if name.startswith("files/")]
    assert len(files) == 2
    assert verify(tmp_path / "backup.tar") == manifest
    assert [path.name for path in tmp_path.glob(".backup*")] == []


@only_sqlite
def test_what_is_restored_is_what_was_there_and_can_be_backed_up_again(archive, kept, tmp_path):
    new, second = tmp_path / "new", tmp_path / "second.tar"
    said = dutyline(new, "-m", "dutyline", "restore", str(archive))
    assert "2 files came back as they were" in said
    counts, files = json.loads(dutyline(new, "-c", READ_BACK).splitlines()[-1])
    assert counts["organisation_person"] == kept["people"]
    assert files == [True, True]
    dutyline(new, "-m", "dutyline", "backup", str(second))
    assert verify(second).counts == verify(archive).counts
    refused = dutyline(new, "-m", "dutyline", "restore", str(second), code=1)
    assert "The database is not empty" in refused
    dutyline(new, "-m", "dutyline", "restore", str(second), "--replace")


@only_sqlite
def test_a_restored_log_says_so_and_does_not_pass_as_the_one_before(plant, tmp_path, settings):
    new, archive, kept = tmp_path / "new", tmp_path / "backup.tar", tmp_path / "kept.txt"
    sign()
    make(archive, timezone.now())
    attach(plant, picture(seed=6), subject=("toy.thing", 9))
    kept.write_text(sign().note, encoding="utf-8")
    new.mkdir()
    shutil.copy(settings.HOME / "ledger-key", new)
    dutyline(new, "-m", "dutyline", "restore", str(archive), "--by", "Chen")
    entered, *_rest = json.loads(dutyline(new, "-c", READ_LOG).splitlines()[-1])
    assert entered == ["ledger.restoration", 2, "Chen"]
    # The rest of what is entered is looked after by other tests: toy.thing is not known there.
    said = dutyline(new, "-m", "dutyline", "ledger", "verify", "--against", str(kept))
    assert "3 entries were signed on" in said
    assert "Chen restored the backup of" in said
    dutyline(new, "-c", "import django; django.setup()\n" + HIDE)
    said = dutyline(new, "-m", "dutyline", "ledger", "verify", "--against", str(kept), code=1)
    assert "note 1 from outside: the first 3 entries are not what was signed" in said


def test_people_go_on_writing_while_a_backup_is_made(plant, tmp_path):
    stop, written = threading.Event(), []

    def write():
        while not stop.is_set():
            written.append(Person.objects.create(name=f"Person {len(written)}").pk)
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            manifest = make(tmp_path / f"{number}.tar", timezone.now())
    finally:
        stop.set()
        writer.join()
    assert len(written) > 10
    assert manifest.counts["organisation_person"] <= Person.objects.count()
    assert verify(tmp_path / "2.tar") == manifest


def test_a_missing_or_damaged_file_stops_the_backup(plant, tmp_path):
    row = attach(plant, picture(seed=9), subject=("toy.thing", 9))
    path_of(row.sha256).write_bytes(b"rot")
    with pytest.raises(BackupRefused, match="damaged"):
        make(tmp_path / "backup.tar", timezone.now())
    path_of(row.sha256).unlink()
    with pytest.raises(BackupRefused, match="missing"):
        make(tmp_path / "backup.tar", timezone.now())
    assert list(tmp_path.glob("*.tar")) == []


def test_a_backup_overwrites_no_other(archive):
    with pytest.raises(CommandError, match="exists"):
        call_command("backup", str(archive))


def test_every_flipped_byte_is_found(archive, tmp_path):
    content = bytearray(archive.read_bytes())
    for place in range(600, len(content), len(content) // 25):
        broken = bytearray(content)
        broken[place] ^= 0xFF
        (tmp_path / "broken.tar").write_bytes(broken)
        try:
            read = verify(tmp_path / "broken.tar")
        except BackupRefused:
            continue
        assert read == verify(archive), "only padding between members may differ"


def test_a_backup_cut_short_is_refused(archive, tmp_path):
    content = archive.read_bytes()
    for length in (0, 100, 5000, len(content) // 2, len(content) - 20000):
        (tmp_path / "cut.tar").write_bytes(content[:length])
        with pytest.raises(BackupRefused):
            verify(tmp_path / "cut.tar")


@pytest.mark.parametrize(
    "name",
    ["../outside", "/etc/outside", "files/../../outside", "files/aa/bb/" + "c" * 64, "more"],
)
def test_nothing_lands_outside_or_unannounced(archive, tmp_path, name):
    def change(member, content):
        yield member, content
        if member == "manifest.json":
            yield name, b"stranger"

    with pytest.raises(BackupRefused, match="unexpected"):
        verify(rewrite(archive, tmp_path / "bad.tar", change))


def test_a_manifest_cannot_announce_a_place_outside(archive, tmp_path):
    def change(member, content):
        if member == "manifest.json":
            manifest = json.loads(content)
            manifest["members"]["../outside"] = "0" * 64
            content = json.dumps(manifest).encode()
        yield member, content

    with pytest.raises(BackupRefused, match="manifest is damaged"):
        verify(rewrite(archive, tmp_path / "bad.tar", change))


def test_a_link_is_no_file(archive, tmp_path):
    with tarfile.open(tmp_path / "bad.tar", "w") as new, tarfile.open(archive) as old:
        for member in old.getmembers():
            if member.name.startswith("files/"):
                member.type, member.linkname, member.size = tarfile.SYMTYPE, "/etc/passwd", 0
                new.addfile(member)
            else:
                new.addfile(member, old.extractfile(member))
    with pytest.raises(BackupRefused, match="unexpected"):
        verify(tmp_path / "bad.tar")


@only_sqlite
def test_a_database_with_code_of_its_own_is_refused_and_nothing_is_touched(archive, tmp_path):
    def change(member, content):
        if member == "dutyline.sqlite3":
            path = tmp_path / "evil.sqlite3"
            path.write_bytes(content)
            with closing(sqlite3.connect(path)) as evil:
                evil.execute(
                    "CREATE TRIGGER t AFTER INSERT ON access_account "
                    "BEGIN DELETE FROM history_entry; END"
                )
                evil.commit()
            content = path.read_bytes()
            changed["sha"] = hashlib.sha256(content).hexdigest()
        yield member, content

    def seal(member, content):
        if member == "manifest.json":
            manifest = json.loads(content)
            manifest["members"]["dutyline.sqlite3"] = changed["sha"]
            content = json.dumps(manifest).encode()
        yield member, content

    changed = {}
    rewrite(archive, tmp_path / "half.tar", change)
    evil = rewrite(tmp_path / "half.tar", tmp_path / "evil.tar", seal)
    refused = dutyline(tmp_path / "new", "-m", "dutyline", "restore", str(evil), code=1)
    assert "carries code of its own" in refused
    assert not (tmp_path / "new" / "files").exists()


@only_sqlite
def test_a_backup_of_a_newer_version_is_refused(archive, tmp_path):
    def change(member, content):
        if member == "manifest.json":
            manifest = json.loads(content)
            manifest["migrations"].append("files.9999_holograms")
            content = json.dumps(manifest).encode()
        yield member, content

    newer = rewrite(archive, tmp_path / "newer.tar", change)
    refused = dutyline(tmp_path / "new", "-m", "dutyline", "restore", str(newer), code=1)
    assert "from a newer version" in refused


def test_the_secret_key_stays_at_home(archive):
    with tarfile.open(archive) as tar:
        assert {name.partition("/")[0] for name in tar.getnames()} <= {
            "manifest.json",
            "dutyline.sqlite3",
            "dutyline.dump",
            "files",
        }
