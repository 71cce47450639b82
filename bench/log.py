"""The log of evidence: what adding to it costs, and how long it takes to verify all of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from bench.lines import Line, at_most, told
from bench.measuring import driver, measure, seconds
from dutyline.kernel.ledger.models import Checkpoint, Entry
from dutyline.kernel.ledger.operations import add, make_checkpoint
from dutyline.kernel.ledger.reading.proofs import Proofs
from dutyline.kernel.ledger.reading.standing import verify

NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
KIND = "bench.walk"
AT_ONCE = 500
MILLION = 1_000_000


def log(entries: int, times: int) -> Iterator[Line]:
    """Add to an empty log, fill it, verify it, prove something of it."""
    numbers = count(1)

    def one() -> None:
        with transaction.atomic():
            add(kind=KIND, records={(number := next(numbers)): _record(number)}, at=NOW)

    single = measure(one, 20 * times)
    yield at_most("Adding an entry: statements", single.statements, 3, "")
    yield told("Adding an entry: CPU with the database's driver, median", single.cpu, "ms")
    own = single.best_cpu - driver(one, times)
    yield at_most("Adding an entry: app CPU", own, 1, "ms")
    laid = seconds(lambda: _fill(numbers, entries))
    each = laid / entries * 1_000_000
    yield told(f"Adding {entries:,} entries, {AT_ONCE} a transaction: each", each, "µs")
    yield told("Signing all of them", seconds(lambda: make_checkpoint(NOW)), "s")
    found = Entry.objects.count()
    took = seconds(lambda: verify(at=NOW))
    yield told(f"Verifying {found:,} entries", took, "s")
    yield at_most("Verifying, for a million entries", took / found * MILLION, 10, "s")
    newest = Checkpoint.objects.order_by("-size")[0]
    middle = Entry.objects.get(index=found // 2)
    proof = measure(lambda: Proofs().inclusion(middle, newest), times)
    # Of each of the three kept heights two rows at most, however many entries there are.
    yield at_most("Proving an entry: statements", proof.statements, 6, "")
    yield told("Proving an entry: p50", proof.typical, "ms")


def _fill(numbers: Iterator[int], entries: int) -> None:
    for batch in range(entries // AT_ONCE):
        records = {
            number: _record(number) for number, _ in zip(numbers, range(AT_ONCE), strict=False)
        }
        add(kind=KIND, records=records, at=NOW + timedelta(minutes=batch))


def _record(number: int) -> dict[str, Any]:
    """Return what a piece of evidence binds, with about as many words."""
    return {
        "kind": "inspections.round",
        "source": f"inspections.round:{number}",
        "person_id": number % 1000,
        "person_name": "Wang Wei",
        "post_title": "Shift team leader",
        "unit_path": "/1/4/19/77/",
        "occurred_at": NOW,
        "recorded_at": NOW,
        "snapshot": {"label": "Reactor hall, weekly round", "answers": 24, "faults": 1},
    }
