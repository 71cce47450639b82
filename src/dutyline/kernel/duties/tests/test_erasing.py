"""Words erased by law: nobody can tell them again, the log stands, and says who erased them."""

import json
import zipfile
from datetime import timedelta

import pytest

from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.operations import withdraw_evidence
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.models import Entry, Removal, Salt
from dutyline.kernel.ledger.operations import enter_waiting, erase, make_checkpoint
from dutyline.kernel.ledger.reading.export import NothingSigned, export, export_all
from dutyline.kernel.ledger.reading.standing import verify
from dutyline.kernel.ledger.refusals import (
    BasisNeeded,
    CannotBeErased,
    ErasedBefore,
    NotInTheLog,
)
from dutyline.kernel.ledger.tests.outsider import verified

NIGHT = at("2026-03-31 23:00")
LATER = NIGHT + timedelta(hours=2)
WHY = {"reason": "He left and asked for it", "basis": "PIPL Art. 47"}


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


@pytest.fixture
def log(world):
    """Three pieces of evidence in a signed log."""
    for day in range(1, 4):
        world.show(world.wang, f"2026-03-{day:02}", snapshot={"note": "Wang saw it"})
    sign()
    return list(Evidence.objects.order_by("id"))


def sign():
    enter_waiting(NIGHT)
    make_checkpoint(NIGHT)


def erased(*pieces, **how):
    words = {"by": Actor.system("Chen"), "kind": "duties.evidence", **WHY, "at": NIGHT, **how}
    return erase(record_ids=[each.pk for each in pieces], **words)


def standing():
    found = verify(at=LATER)
    return found.named, found.told


def test_the_words_are_gone_and_the_log_stands_and_says_so(log):
    erased(log[1])
    sign()
    log[1].refresh_from_db()
    assert (log[1].person_name, log[1].snapshot) == ("", {})
    assert not Salt.objects.filter(entry=1).exists()
    assert standing() == (
        [],
        [
            (
                f"entry 1 (duties.evidence {log[1].pk}): erased on 2026-03-31 15:00 UTC by Chen: "
                "He left and asked for it (PIPL Art. 47)"
            )
        ],
    )


def test_the_erasure_is_an_entry_itself_and_cannot_be_changed_unnoticed(log):
    erased(log[1])
    sign()
    entry = Entry.objects.get(kind="ledger.removal")
    Removal.objects.update(by_name="Somebody else")
    assert standing()[0] == [
        (
            f"entry {entry.index} (ledger.removal {entry.record_id}): "
            "the record is not what was entered"
        )
    ]


def test_what_is_left_of_an_erased_record_is_bound_as_well(log):
    erased(log[1])
    sign()
    entry = Entry.objects.get(kind="ledger.removal")
    Evidence.objects.filter(pk=log[1].pk).update(amount=9)
    assert standing()[0] == [
        (
            f"entry {entry.index} (ledger.removal {entry.record_id}): "
            "the record is not what was entered"
        )
    ]


def test_a_salt_that_is_gone_without_an_erasure_is_a_fault(log):
    Salt.objects.filter(entry=1).delete()
    assert standing() == (
        [f"entry 1 (duties.evidence {log[1].pk}): what it is bound with is gone"],
        [],
    )


def test_an_erased_withdrawal_keeps_that_it_was_withdrawn(log, world):
    withdraw_evidence(by=world.by, source=log[0].source, reason="Not Wang, Li", at=NIGHT)
    sign()
    row = log[0].withdrawal
    erased(row, kind="duties.withdrawal")
    sign()
    row.refresh_from_db()
    assert (row.by_name, row.reason) == ("", "")
    assert standing()[0] == []


def test_an_export_has_the_erased_record_without_words_and_the_erasure(log, tmp_path):
    erased(log[1])
    with pytest.raises(NothingSigned):
        export_all(tmp_path / "early.zip", at=NIGHT)
    sign()
    export_all(tmp_path / "all.zip", at=NIGHT)
    export(tmp_path / "one.zip", entries=[1], at=NIGHT)
    for name in ("all.zip", "one.zip"):
        assert verified(tmp_path / name) == (True, [])
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        lines = [json.loads(line) for line in archive.read("entries.jsonl").splitlines()]
    assert [line["entry"]["kind"] for line in lines] == ["duties.evidence", "ledger.removal"]
    assert (lines[0]["record"], lines[0]["salt"]) == (None, "")
    assert "Wang saw it" not in json.dumps(lines)


def test_a_record_left_out_without_an_erasure_does_not_verify(log, tmp_path):
    export_all(tmp_path / "all.zip", at=NIGHT)
    with zipfile.ZipFile(tmp_path / "all.zip") as old:
        contents = {name: old.read(name) for name in old.namelist()}
    line, *rest = contents["entries.jsonl"].decode().splitlines(keepends=True)
    told = json.loads(line)
    short = {**told, "record": None, "salt": ""}
    line = json.dumps(short, sort_keys=True, separators=(",", ":")) + "\n"
    with zipfile.ZipFile(tmp_path / "short.zip", "w") as new:
        for name, content in contents.items():
            new.writestr(name, "".join([line, *rest]) if name == "entries.jsonl" else content)
    assert verified(tmp_path / "short.zip") == (
        False,
        [
            "WRONG  entries.jsonl: is not what was exported",
            "WRONG  entry in line 1: its record is missing",
        ],
    )


@pytest.mark.parametrize("missing", [{"reason": " "}, {"basis": ""}])
def test_an_erasure_needs_a_reason_and_a_law(log, missing):
    with pytest.raises(BasisNeeded):
        erased(log[0], **missing)


def test_nothing_is_erased_twice_nor_what_is_not_there(log, world):
    erased(log[0])
    with pytest.raises(ErasedBefore):
        erased(log[0])
    fresh = world.show(world.wang, "2026-03-09")
    with pytest.raises(NotInTheLog):
        erased(fresh)


def test_a_kind_without_words_cannot_be_erased(log):
    with pytest.raises(CannotBeErased):
        erased(log[0], kind="duties.correction")


def test_only_who_operates_the_system_erases(log, world):
    with pytest.raises(NotPermitted):
        erased(log[0], by=world.plant.actor("wang"))


def test_removals_are_kept(log):
    [removal] = erased(log[0])
    with pytest.raises(TypeError, match="append-only"):
        removal.delete()
