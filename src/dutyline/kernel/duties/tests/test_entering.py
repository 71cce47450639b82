"""Evidence enters the log, and no database administrator changes either unnoticed."""

from datetime import timedelta

import pytest
from django.db.models import F

from dutyline.kernel.duties.entering import SOURCES
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.operations import withdraw_evidence
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.models import Checkpoint, Entry, Salt, SigningKey, Tail
from dutyline.kernel.ledger.operations import add, enter_waiting, make_checkpoint
from dutyline.kernel.ledger.reading.proofs import Proofs
from dutyline.kernel.ledger.reading.standing import verify
from dutyline.kernel.ledger.rules.canonical import commitment, entry_text
from dutyline.kernel.ledger.rules.merkle import leaf_hash
from dutyline.kernel.ledger.tests.outsider import goes_on, proves

NIGHT = at("2026-03-31 23:00")
LATER = NIGHT + timedelta(hours=2)
PIECES = 12


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


@pytest.fixture
def log(world):
    """A dozen pieces of evidence in the log, signed after ten and after all."""
    for day in range(1, PIECES - 1):
        world.show(world.wang, f"2026-03-{day:02}")
    enter_waiting(NIGHT)
    make_checkpoint(NIGHT)
    for day in range(PIECES - 1, PIECES + 1):
        world.show(world.wang, f"2026-03-{day:02}")
    enter_waiting(NIGHT)
    make_checkpoint(NIGHT)
    return world


def faults(**how):
    """Return what is wrong with the log, in words."""
    return verify(at=LATER, **how).named


def test_evidence_enters_in_its_order_and_once(log):
    pieces = list(Evidence.objects.order_by("id").values_list("id", flat=True))
    assert enter_waiting(NIGHT) == 0
    entered = Entry.objects.order_by("index").values_list("index", "kind", "record_id")
    assert list(entered) == [
        (index, "duties.evidence", piece) for index, piece in enumerate(pieces)
    ]
    assert Tail.objects.get().size == PIECES


def test_what_is_recorded_later_with_a_smaller_id_still_enters(world):
    first, second = world.show(world.wang, "2026-03-01"), world.show(world.wang, "2026-03-02")
    source = SOURCES[0]
    add(kind=source.kind, records={second.pk: source.payload(second)}, at=NIGHT)
    assert enter_waiting(NIGHT) == 1
    assert list(Entry.objects.order_by("index").values_list("record_id", flat=True)) == [
        second.pk,
        first.pk,
    ]


def test_nothing_old_is_looked_at_again_after_a_day(log):
    day_after = NIGHT + timedelta(days=1)
    enter_waiting(day_after)
    log.show(log.wang, "2026-03-20")
    assert enter_waiting(day_after) == 1
    assert not faults()


def test_withdrawals_enter_beside_the_evidence(log):
    piece = Evidence.objects.order_by("id")[0]
    withdraw_evidence(by=log.by, source=piece.source, reason="It was not him", at=NIGHT)
    assert enter_waiting(NIGHT) == 1
    assert Entry.objects.order_by("-index")[0].kind == "duties.withdrawal"
    assert not faults()


def test_a_hundred_records_are_added_with_three_statements(db, django_assert_num_queries):
    records = {number: {"name": str(number)} for number in range(100)}
    with django_assert_num_queries(3):
        entries = add(kind="toy.walk", records=records, at=NIGHT)
    assert [entry.index for entry in entries] == list(range(100))


def test_every_entry_is_proved_against_every_later_checkpoint(log):
    older, newer = Checkpoint.objects.order_by("size")
    for checkpoint in (older, newer):
        for entry in Entry.objects.filter(index__lt=checkpoint.size):
            path = Proofs().inclusion(entry, checkpoint)
            leaf, root = bytes(entry.leaf), bytes(checkpoint.root)
            assert proves(leaf, entry.index, checkpoint.size, path, root)
    path = Proofs().consistency(older.size, newer)
    assert goes_on(older.size, bytes(older.root), newer.size, bytes(newer.root), path)


def test_proofs_of_a_longer_log_read_kept_hashes(db, django_assert_max_num_queries):
    for start in range(0, 1100, 275):
        records = {number: {"name": str(number)} for number in range(start, start + 275)}
        add(kind="toy.walk", records=records, at=NIGHT)
        make_checkpoint(NIGHT)
    older, *_between, newer = Checkpoint.objects.order_by("size")
    for index in (0, 255, 256, 700, 1023, 1099):
        entry = Entry.objects.get(index=index)
        with django_assert_max_num_queries(3):
            path = Proofs().inclusion(entry, newer)
        assert proves(bytes(entry.leaf), index, newer.size, path, bytes(newer.root))
    path = Proofs().consistency(older.size, newer)
    assert goes_on(older.size, bytes(older.root), newer.size, bytes(newer.root), path)


def test_a_log_without_change_is_signed_once(log):
    assert make_checkpoint(LATER) == Checkpoint.objects.order_by("-size")[0]
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [10, 12]


def test_an_empty_log_is_not_signed(db):
    assert make_checkpoint(NIGHT) is None


def test_a_lost_key_is_followed_by_a_new_one_of_the_same_log(log, settings, tmp_path):
    settings.HOME = tmp_path / "other"
    settings.HOME.mkdir()
    log.show(log.wang, "2026-03-20")
    enter_waiting(NIGHT)
    make_checkpoint(NIGHT)
    assert len(set(SigningKey.objects.values_list("origin", flat=True))) == 1
    assert SigningKey.objects.count() == 2
    assert not faults()


def test_an_untouched_log_stands(log):
    standing = verify(at=LATER)
    assert (standing.entries, standing.records, standing.checkpoints) == (PIECES, PIECES, 2)
    assert (standing.faults, standing.named) == (0, [])


def _change_evidence(_world):
    Evidence.objects.filter(pk=_fourth().record_id).update(amount=9)
    return ["entry 3 (duties.evidence {record}): the record is not what was entered"]


def _delete_evidence(_world):
    Evidence.objects.filter(pk=_fourth().record_id)._raw_delete("default")
    return ["entry 3 (duties.evidence {record}): the record is gone"]


def _change_what_binds(_world):
    Entry.objects.filter(index=3).update(bound=bytes(32))
    return [
        "entry 3: changed",
        "checkpoint 10: the first 10 entries are not what was signed",
        "entry 3 (duties.evidence {record}): the record is not what was entered",
    ]


def _bind_another_record(_world):
    """Change evidence, bind it anew, and hash its entry anew: everything but the tree fits."""
    entry = _fourth()
    Evidence.objects.filter(pk=entry.record_id).update(amount=9)
    _bind_anew(entry)
    return [
        "checkpoint 10: the first 10 entries are not what was signed",
    ]


def _swap(_world):
    Entry.objects.filter(index=3).update(index=100)
    Entry.objects.filter(index=4).update(index=3)
    Entry.objects.filter(index=100).update(index=4)
    return [
        "checkpoint 10: the first 10 entries are not what was signed",
        "entry 4 (duties.evidence {record}): the record is not what was entered",
        "entry 3 (duties.evidence {next}): the record is not what was entered",
    ]


def _point_at_another_record(_world):
    Entry.objects.filter(index=3).update(record_id=F("record_id") + 1000)
    return [
        "entry 3: changed",
        "checkpoint 10: the first 10 entries are not what was signed",
        "entry 3 (duties.evidence {far}): the record is gone",
        "duties.evidence {record}: the record was never entered",
    ]


def _truncate(_world):
    Salt.objects.filter(entry__gte=10)._raw_delete("default")
    Entry.objects.filter(index__gte=10)._raw_delete("default")
    Tail.objects.update(size=10)
    return ["checkpoint 12: 12 entries were signed, 10 are there"]


def _leave_one_out(_world):
    Salt.objects.filter(entry=4)._raw_delete("default")
    Entry.objects.filter(index=4)._raw_delete("default")
    return [
        "entry 4: missing",
        "checkpoint 10: 10 entries were signed, 4 are there",
        "12 places were given, 4 entries are there",
        "duties.evidence {next}: the record was never entered",
    ]


def _erase_a_salt(_world):
    Salt.objects.filter(entry=3)._raw_delete("default")
    return ["entry 3 (duties.evidence {record}): what it is bound with is gone"]


def _back_date(_world):
    Entry.objects.filter(index=3).update(at=NIGHT - timedelta(days=30))
    return [
        "entry 3: changed",
        "checkpoint 10: the first 10 entries are not what was signed",
    ]


def _slip_in(world):
    """Write something into the past without entering it."""
    piece = world.show(world.wang, "2026-03-20")
    Evidence.objects.filter(pk=piece.pk).update(id=-1)
    return [
        "duties.evidence -1: the record was never entered",
    ]


@pytest.mark.parametrize(
    "meddle",
    [
        _change_evidence,
        _delete_evidence,
        _change_what_binds,
        _bind_another_record,
        _swap,
        _point_at_another_record,
        _truncate,
        _leave_one_out,
        _erase_a_salt,
        _back_date,
        _slip_in,
    ],
)
def test_what_an_administrator_of_the_database_changes_is_noticed(log, meddle):
    record = _fourth().record_id
    expected = meddle(log)
    names = {"record": record, "next": record + 1, "far": record + 1000}
    assert faults() == [each.format(**names) for each in expected]


def test_a_log_written_anew_does_not_fit_what_was_kept_outside(log):
    kept = Checkpoint.objects.get(size=10).note
    entry = _fourth()
    Evidence.objects.filter(pk=entry.record_id).update(amount=9)
    _bind_anew(entry)
    Checkpoint.objects.all()._raw_delete("default")
    make_checkpoint(NIGHT)
    assert not faults()
    assert faults(outside=[kept]) == [
        "note 1 from outside: the first 10 entries are not what was signed"
    ]


def test_yesterdays_database_does_not_fit_what_was_kept_outside(log):
    kept = Checkpoint.objects.get(size=12).note
    Checkpoint.objects.filter(size=12)._raw_delete("default")
    _truncate(log)
    assert faults(outside=[kept]) == ["note 1 from outside: 12 entries were signed, 10 are there"]


def test_a_checkpoint_of_another_log_is_told_apart(log):
    kept = Checkpoint.objects.get(size=12).note.replace("dutyline/", "dutyline/f")
    assert faults(outside=[kept]) == ["note 1 from outside: not signed by a key of this log"]


def _fourth():
    return Entry.objects.get(index=3)


def _bind_anew(entry):
    """Write an entry as if its record had always read as it does now."""
    record = Evidence.objects.get(pk=entry.record_id)
    bound = commitment(bytes(entry.salt.salt), SOURCES[0].payload(record))
    text = entry_text(kind=entry.kind, record_id=entry.record_id, at=entry.at, bound=bound)
    Entry.objects.filter(index=entry.index).update(bound=bound, leaf=leaf_hash(text))
