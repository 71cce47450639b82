"""The log in figures: every byte of a large export, a thousand clean runs, writers all at once."""

import os
import random
import threading
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.models import Checkpoint, Entry, Tail
from dutyline.kernel.ledger.operations import add, enter_waiting, make_checkpoint
from dutyline.kernel.ledger.reading.export import export_all
from dutyline.kernel.ledger.reading.proofs import Proofs
from dutyline.kernel.ledger.reading.standing import verify
from dutyline.kernel.ledger.tests.outsider import goes_on, program, verified

pytestmark = pytest.mark.slow
NIGHT = at("2026-03-31 23:00")
ENTRIES, RUNS = 500, 1_000
WRITERS, TURNS = 6, 25
WORDS = ["巡查", 'a "quoted" word', "é\u2028", "\U0001f600", "tab\there", "plain", "\x7f", ""]
BROKEN = (ValueError, KeyError, TypeError, AttributeError)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


def pieces(world, first, last, chance):
    """Write evidence as random as a snapshot may be."""
    Evidence.objects.bulk_create(
        Evidence(
            kind="toy.walk",
            source=f"toy.walk:{number}",
            person_id=world.wang.pk,
            person_name=chance.choice(WORDS),
            occurred_at=NIGHT - timedelta(microseconds=chance.randrange(10**9)),
            occurred_on=NIGHT.date(),
            recorded_at=NIGHT,
            amount=chance.randrange(1, 10_000) / 100,
            snapshot={
                chance.choice(WORDS): chance.choice(WORDS),
                "n": chance.choice([0, -1, 2.5, 1e21, 10**17, None, True, [], {"x": [1.0]}]),
            },
        )
        for number in range(first, last)
    )


def sign():
    enter_waiting(NIGHT)
    return make_checkpoint(NIGHT)


def test_every_flipped_byte_of_500_entries_is_noticed_in_its_entry(world, tmp_path):
    pieces(world, 0, ENTRIES, random.Random(500))
    sign()
    target = tmp_path / "all.zip"
    export_all(target, at=NIGHT)
    assert verified(target) == (True, [])
    with zipfile.ZipFile(target) as archive:
        lines = archive.read("entries.jsonl").split(b"\n")[:-1]
        _origin, size, root, *_rest = archive.read("checkpoint.txt").decode().split("\n")
    assert len(lines) == ENTRIES
    size, root = int(size), program.base64.b64decode(root)
    unnoticed = [
        (number, place)
        for number, line in enumerate(lines)
        for place in places(number, len(line))
        if fits(flipped(line, place), size, root)
    ]
    assert unnoticed == []


def places(number, length):
    """Choose every byte of every twentieth line and some of the others; all of all when asked to.

    All of them, half a million, take minutes.
    """
    if number % 20 == 0 or os.environ.get("DUTYLINE_EVERY_BYTE"):
        return range(length)
    return random.Random(number).sample(range(length), 20)


def flipped(line, place):
    return line[:place] + bytes([line[place] ^ 1 << place % 8]) + line[place + 1 :]


def fits(line, size, root):
    """Say whether the program takes a line of an export for what was entered."""
    try:
        program.check_entry(line.decode("utf-8", "replace"), size, root)
    except BROKEN:
        return False
    return True


def test_a_thousand_clean_runs_raise_no_alarm(world, tmp_path):
    chance = random.Random(1_000)
    alarms = []
    for run in range(RUNS):
        if run % 40 == 0:
            pieces(world, run, run + chance.randrange(1, 4), chance)
            enter_waiting(NIGHT)
        if run % 50 == 0:
            make_checkpoint(NIGHT)
        kept = [chance.choice(Checkpoint.objects.order_by("size")).note] if run % 7 == 0 else []
        alarms += verify(at=NIGHT + timedelta(hours=2), outside=kept).named
        if run % 100 == 99:
            target = tmp_path / f"{run}.zip"
            make_checkpoint(NIGHT)
            export_all(target, at=NIGHT)
            alarms += verified(target)[1]
    assert alarms == []


@pytest.mark.django_db(transaction=True)
def test_writers_all_at_once_never_fork_the_tree():
    """Each writer has a connection of its own; some sign in between."""
    failed = []

    def write(own):
        chance = random.Random(own)
        try:
            for turn in range(TURNS):
                first = turn * 10
                some = {first + n: {"n": n} for n in range(chance.randrange(1, 4))}
                add(kind=f"toy.writer{own}", records=some, at=timezone.now())
                if turn % 5 == own % 5:
                    make_checkpoint(timezone.now())
        except Exception as problem:  # noqa: BLE001 - whatever a writer meets fails the test
            failed.append(problem)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(own,)) for own in range(WRITERS)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    newest = make_checkpoint(timezone.now())
    assert failed == []
    taken = list(Entry.objects.order_by("index").values_list("index", flat=True))
    assert taken == list(range(Tail.objects.get().size)) == list(range(newest.size))
    assert verify(at=timezone.now()).named == []
    for older in Checkpoint.objects.exclude(pk=newest.pk).order_by("size"):
        path = Proofs().consistency(older.size, newest)
        assert goes_on(older.size, bytes(older.root), newest.size, bytes(newest.root), path)
