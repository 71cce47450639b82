"""Closings enter the log: nobody changes how an obligation ended without its being named."""

from datetime import timedelta

import pytest

from dutyline.kernel.duties.models import ClosedPart, Closing, Obligation
from dutyline.kernel.duties.operations import (
    bind_closings,
    close_periods,
    open_periods,
    withdraw_evidence,
)
from dutyline.kernel.duties.operations import binding as parts
from dutyline.kernel.duties.reading.frozen import ids_of, leaves_of, proofs_of
from dutyline.kernel.duties.tests.world import at
from dutyline.kernel.ledger.models import Entry
from dutyline.kernel.ledger.operations import enter_waiting, make_checkpoint
from dutyline.kernel.ledger.reading.standing import verify
from dutyline.kernel.ledger.tests.outsider import proves

CLOSED = at("2026-03-14 00:01")
LATER = CLOSED + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    """A key of its own for every test."""
    settings.HOME = tmp_path


@pytest.fixture
def closed(world, monkeypatch):
    """A week of three posts, closed and bound in parts of two."""
    monkeypatch.setattr(parts, "IN_A_PART", 2)
    world.duty(world.team_leader_a, world.team_leader_b, world.workshop_head, cadence="weekly")
    open_periods(now=at("2026-03-06"))
    world.show(world.li, "2026-03-06")
    close_periods(now=CLOSED)
    bind_closings(now=CLOSED)
    enter_waiting(CLOSED)
    make_checkpoint(CLOSED)
    return list(Obligation.objects.exclude(closed_at=None).order_by("id"))


def faults():
    """Return what is wrong with the log, in words."""
    return verify(at=LATER).named


def named(what):
    """Return a fault of the one closing, in words."""
    entry = Entry.objects.get(kind="duties.closing")
    return f"entry {entry.index} (duties.closing {entry.record_id}): {what}"


def test_a_closing_enters_once_with_all_it_closed(closed):
    closing = Closing.objects.get()
    assert closing.obligations == len(closed) == 3
    kept = [pk for part in closing.parts.all() for pk in ids_of(part)]
    assert sorted(kept) == [each.pk for each in closed]
    assert Entry.objects.filter(kind="duties.closing").count() == 1
    assert bind_closings(now=LATER) == 0
    assert faults() == []


def test_each_of_its_obligations_leads_to_the_root_alone(closed):
    closing = Closing.objects.get()
    told = list(proofs_of(closing, [each.pk for each in closed]))
    assert sorted(each["part"]["id"] for each in told) == [each.pk for each in closed]
    for each in told:
        leaf = leaves_of(closing, [each["part"]["id"]])[each["part"]["id"]]
        path = [bytes.fromhex(one) for one in each["path"]]
        assert proves(leaf, each["place"], 1 << 24, path, bytes(closing.root))


def test_what_did_not_close_then_is_proved_by_no_closing(closed):
    assert list(proofs_of(Closing.objects.get(), [closed[2].pk + 1_000])) == []


def test_nothing_closed_is_no_closing(world):
    close_periods(now=CLOSED)
    assert not Closing.objects.exists()


def test_what_closed_is_not_entered_before_it_is_bound(world):
    world.duty(world.team_leader_a, cadence="weekly")
    open_periods(now=at("2026-03-06"))
    close_periods(now=CLOSED)
    assert enter_waiting(CLOSED) == 0
    bind_closings(now=CLOSED)
    assert enter_waiting(CLOSED) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"state": "waived"},
        {"done": 7},
        {"settled_at": CLOSED},
        {"closed_at": None},
        {"due_on": CLOSED.date()},
        {"period": "2026-W11"},
    ],
)
def test_a_changed_frozen_state_is_found_and_named(closed, change):
    Obligation.objects.filter(pk=closed[0].pk).update(**change)
    assert faults() == [named(f"obligation {closed[0].pk} is not as it was frozen")]


def test_a_deleted_obligation_is_found_and_named(closed):
    Obligation.objects.filter(pk=closed[2].pk)._raw_delete("default")
    assert faults() == [named(f"obligation {closed[2].pk} is gone")]


def test_a_state_changed_together_with_its_hash_does_not_fit_the_closing(closed):
    Obligation.objects.filter(pk=closed[2].pk).update(state="on_time")
    closing = Closing.objects.get()
    part = next(each for each in closing.parts.all() if closed[2].pk in ids_of(each))
    leaves = leaves_of(closing, ids_of(part)).values()
    ClosedPart.objects.filter(pk=part.pk).update(leaves=b"".join(leaves))
    assert faults() == [named("the hashes of its obligations are not what was bound")]


def test_a_closing_bound_anew_does_not_fit_its_entry(closed):
    Obligation.objects.filter(pk=closed[2].pk).update(state="on_time")
    ClosedPart.objects.update(leaves=b"")
    Closing.objects.update(root=None, tops=b"")
    bind_closings(now=LATER)
    assert faults() == [named("the record is not what was entered")]


def test_an_obligation_closed_beside_every_closing_is_named(closed):
    open_periods(now=at("2026-03-20"))
    late = Obligation.objects.filter(closed_at=None).order_by("id")[0]
    Obligation.objects.filter(pk=late.pk).update(closed_at=CLOSED, state="on_time")
    assert faults() == [
        f"duties.closing: obligation {late.pk} is closed, and no closing knows of it"
    ]


def test_a_later_correction_leaves_what_was_frozen(closed, world):
    piece = closed[0].discharges.first() or closed[1].discharges.first()
    withdraw_evidence(by=world.by, source=piece.evidence.source, reason="Void", at=LATER)
    assert faults() == []


def test_a_closing_is_not_deleted(closed):
    with pytest.raises(TypeError, match="append-only"):
        Closing.objects.get().delete()
