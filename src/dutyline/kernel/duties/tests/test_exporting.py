"""What an outsider gets, and that his small program notices every change of it."""

import random
import zipfile
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.models import Checkpoint, Entry, Node, Reach, Salt, Tail
from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
from dutyline.kernel.ledger.reading.export import NothingSigned, export
from dutyline.kernel.ledger.tests.outsider import VERIFY, program, verified

NIGHT = at("2026-03-31 23:00")
PIECES = 20


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


@pytest.fixture
def log(world):
    """Evidence of some days in the log, signed twice."""
    for day in range(1, PIECES + 1):
        world.show(world.wang, f"2026-03-{day:02}", snapshot={"label": '巡查 "A"', "n": 1.5})
        if day == PIECES // 2:
            enter_waiting(NIGHT)
            make_checkpoint(NIGHT)
    enter_waiting(NIGHT)
    make_checkpoint(NIGHT)
    return world


@pytest.fixture
def exported(log, tmp_path):
    """All of it in a file, with what was kept when half of it was there."""
    kept = tmp_path / "kept.txt"
    kept.write_text(Checkpoint.objects.get(size=PIECES // 2).note, encoding="utf-8")
    target = tmp_path / "export.zip"
    export(target, entries=range(PIECES), at=NIGHT, against=[kept.read_text(encoding="utf-8")])
    return target, kept


def changed(exported, tmp_path, **contents):
    """Return the file with other contents under some names; None leaves one out."""
    target = tmp_path / "changed.zip"
    with zipfile.ZipFile(exported[0]) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = contents.get(name.partition(".")[0], old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def read(exported, name):
    with zipfile.ZipFile(exported[0]) as archive:
        return archive.read(name)


def test_the_program_is_short_and_needs_nothing_else():
    assert len(VERIFY.read_text(encoding="utf-8").splitlines()) <= 200


def test_an_export_verifies_alone_and_against_what_was_kept(exported):
    target, kept = exported
    assert verified(target) == (True, [])
    assert verified(target, "--checkpoint", kept) == (True, [])


def test_another_key_than_the_known_one_is_noticed(exported):
    other = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    fits, lines = verified(exported[0], "--key", other)
    assert (fits, len(lines)) == (False, 1)


def test_every_flipped_byte_of_the_entries_is_noticed_and_the_entry_named(exported):
    entries = read(exported, "entries.jsonl")
    note = read(exported, "checkpoint.txt").decode()
    _origin, size, root, *_rest = note.split("\n")
    lines = entries.decode().split("\n")[:-1]
    root = program.base64.b64decode(root)
    for line in lines:
        assert program.check_entry(line, int(size), root)[0] == "duties.evidence"
    for number, line in enumerate(lines):
        content = line.encode()
        # Every byte of some lines, some bytes of every line.
        places = (
            range(len(content))
            if number == 3
            else random.Random(number).sample(range(len(content)), 40)
        )
        for place in places:
            flipped = bytearray(content)
            flipped[place] ^= 1 << (place % 8)
            with pytest.raises((ValueError, KeyError, TypeError, AttributeError)):
                program.check_entry(flipped.decode("utf-8", "replace"), int(size), root)


@pytest.mark.parametrize(
    "name", ["contents", "checkpoint", "key", "entries", "consistency", "README"]
)
def test_a_flipped_byte_anywhere_else_is_noticed(exported, tmp_path, name):
    full = next(each for each in zipfile.ZipFile(exported[0]).namelist() if each.startswith(name))
    content = bytearray(read(exported, full))
    content[len(content) // 2] ^= 1
    assert verified(changed(exported, tmp_path, **{name: bytes(content)}))[0] is False


def test_a_changed_record_is_named_by_its_line(exported, tmp_path):
    entries = (
        read(exported, "entries.jsonl").decode().replace("2026-03-05T04:00", "2026-03-05T05:00")
    )
    fits, lines = verified(changed(exported, tmp_path, entries=entries.encode()))
    assert lines == [
        "WRONG  entries.jsonl: is not what was exported",
        "WRONG  entry in line 5: the record is not the one that was entered",
    ]
    assert not fits


def test_a_line_left_out_is_noticed(exported, tmp_path):
    lines = read(exported, "entries.jsonl").splitlines(keepends=True)
    fits, found = verified(changed(exported, tmp_path, entries=b"".join(lines[:7] + lines[8:])))
    assert (fits, found) == (False, ["WRONG  entries.jsonl: is not what was exported"])


def test_a_log_written_anew_is_no_continuation_of_what_was_kept(exported, tmp_path):
    """The enterprise changes a record, writes the log anew from there and signs it again."""
    for model in (Checkpoint, Salt, Entry, Node, Tail, Reach):
        model.objects.all()._raw_delete("default")
    Evidence.objects.filter(pk=Evidence.objects.order_by("id")[2].pk).update(amount=7)
    enter_waiting(NIGHT)
    make_checkpoint(NIGHT)
    target = tmp_path / "anew.zip"
    kept = exported[1].read_text(encoding="utf-8")
    export(target, entries=range(PIECES), at=NIGHT, against=[kept])
    assert verified(target) == (True, [])
    fits, lines = verified(target, "--checkpoint", exported[1])
    assert lines == [f"WRONG  {exported[1]}: the log is not a continuation of this checkpoint"]
    assert not fits


def test_what_is_not_signed_yet_cannot_be_exported(log, tmp_path):
    log.show(log.wang, "2026-03-25")
    enter_waiting(NIGHT)
    with pytest.raises(NothingSigned):
        export(tmp_path / "export.zip", entries=range(PIECES + 1), at=NIGHT)


def test_an_operator_takes_the_whole_log_out(exported, tmp_path):
    target, told = tmp_path / "all.zip", StringIO()
    call_command("ledger", "export", str(target), "--against", str(exported[1]), stdout=told)
    assert told.getvalue() == f"{target}: {PIECES} entries. Verify it with tools/verify.py.\n"
    assert verified(target, "--checkpoint", exported[1]) == (True, [])
    with pytest.raises(CommandError, match="exists"):
        call_command("ledger", "export", str(target))


def test_some_entries_are_exported_without_the_others(log, tmp_path):
    target = tmp_path / "export.zip"
    export(target, entries=[3, 17], at=NIGHT)
    assert verified(target) == (True, [])
    assert len(read((target,), "entries.jsonl").splitlines()) == 2
