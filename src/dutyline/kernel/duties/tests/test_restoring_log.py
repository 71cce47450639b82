"""A log that goes on from an older state: an attack, unless it says so itself."""

from datetime import timedelta

import pytest

from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.models import Checkpoint, Entry, Restoration, Salt, Tail
from dutyline.kernel.ledger.operations import (
    enter_waiting,
    how_it_stands,
    make_checkpoint,
    note_restoration,
)
from dutyline.kernel.ledger.reading.standing import verify

YESTERDAY, NIGHT = at("2026-03-30 23:00"), at("2026-03-31 23:00")
MORNING = NIGHT + timedelta(hours=9)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


@pytest.fixture
def kept(world):
    """What an outsider kept of five entries, of which only those of yesterday are left."""
    show(world, 1, 2, 3)
    sign(YESTERDAY)
    show(world, 4, 5)
    note = sign(NIGHT).note
    Checkpoint.objects.filter(size=5)._raw_delete("default")
    Salt.objects.filter(entry__gte=3)._raw_delete("default")
    lost = Entry.objects.filter(index__gte=3)
    Evidence.objects.filter(pk__in=list(lost.values_list("record_id", flat=True)))._raw_delete(
        "default"
    )
    lost._raw_delete("default")
    Tail.objects.update(size=3)
    return note


def show(world, *days):
    for day in days:
        world.show(world.wang, f"2026-03-{day:02}")


def sign(moment):
    enter_waiting(moment)
    return make_checkpoint(moment)


def declare(**how):
    words = {"by_name": "Chen", "made_at": YESTERDAY, "replaced": None, "at": MORNING, **how}
    return note_restoration(**words)


def standing(*outside):
    found = verify(at=MORNING + timedelta(hours=2), outside=outside)
    return found.named, found.told


def test_yesterdays_database_that_went_on_in_silence_is_an_attack(kept, world):
    show(world, 6, 7, 8)
    sign(MORNING)
    assert standing() == ([], [])
    assert standing(kept) == (
        ["note 1 from outside: the first 5 entries are not what was signed"],
        [],
    )


def test_a_declared_restore_is_named_and_dated(kept, world):
    declare()
    show(world, 6, 7, 8)
    sign(MORNING)
    assert standing(kept) == (
        [],
        [
            (
                "note 1 from outside: 5 entries were signed on 2026-03-31 15:00 UTC; "
                "on 2026-04-01 00:00 UTC Chen restored the backup of 2026-03-30 15:00 UTC, "
                "and the log went on after entry 2"
            )
        ],
    )


def test_a_declared_restore_is_signed_at_once_and_bound(kept):
    row = declare()
    assert Checkpoint.objects.order_by("-size")[0].size == 4
    entry = Entry.objects.get(index=3)
    assert (entry.kind, entry.record_id) == ("ledger.restoration", row.pk)
    Restoration.objects.update(by_name="Nobody")
    assert standing()[0] == [
        f"entry 3 (ledger.restoration {row.pk}): the record is not what was entered"
    ]


def test_a_declared_restore_excuses_nothing_that_was_signed_after_it(kept, world):
    declare(at=NIGHT - timedelta(hours=1))
    assert standing(kept)[0] == ["note 1 from outside: 5 entries were signed, 4 are there"]


def test_a_declared_restore_excuses_nothing_that_it_left_in_place(kept):
    whole = Checkpoint.objects.get(size=3).note
    declare()
    assert standing(whole) == ([], [])
    Entry.objects.filter(index=1).update(at=NIGHT)
    assert "note 1 from outside: the first 3 entries are not what was signed" in standing(whole)[0]


def test_a_restoration_nobody_entered_excuses_nothing(kept, world):
    show(world, 6, 7, 8)
    sign(MORNING)
    Restoration.objects.create(at=MORNING, by_name="Chen", made_at=YESTERDAY, size=3)
    assert standing(kept)[0] == ["note 1 from outside: the first 5 entries are not what was signed"]


def test_what_was_replaced_is_told(world):
    show(world, 1)
    sign(NIGHT)
    stood = how_it_stands()
    row = declare(replaced=stood)
    assert (row.replaced_size, row.replaced_note) == (1, Checkpoint.objects.get(size=1).note)


def test_an_empty_log_has_nothing_to_go_on_from(db):
    assert declare() is None
    assert not Restoration.objects.exists()


def test_restorations_are_kept(kept):
    with pytest.raises(TypeError, match="append-only"):
        declare().delete()
