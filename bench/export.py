"""The ledger as a spreadsheet: how long it takes, and that memory stays flat however long it is."""

from collections.abc import Iterator
from pathlib import Path

from bench.lines import Line, at_most, told
from bench.measuring import seconds
from dutyline.kernel.access.actor import Actor
from dutyline.modules.inspections.ledger_export import export_ledger
from dutyline.modules.inspections.models import Finding
from dutyline.toolkit.paging import capped_count

_STATM = Path("/proc/self/statm")
PAGE = 4096


def export(rows: int) -> Iterator[Line]:
    """Export a whole ledger of so many rows."""
    memory: list[int] = []

    def progress(_done: int, _total: int) -> None:
        memory.append(int(_STATM.read_text().split()[1]) * PAGE if _STATM.exists() else 0)

    def write() -> None:
        wanted = {"filter": {}, "as": "xlsx", "language": "en"}
        export_ledger(Actor.system("bench"), wanted, progress).path.unlink()

    took = seconds(write)
    count = capped_count(Finding.objects.all(), rows)[0]
    what = f"Export of {count:,} rows to xlsx"
    yield at_most(what, took, 1.5, "s") if rows == 10_000 else told(what, took, "s")
    # The first tenth fills caches; what comes after it may add nothing to speak of.
    early = max(memory[: max(len(memory) // 10, 1)])
    grown = (max(memory) - early) / 2**20
    yield at_most(f"{what}: memory grown after the first tenth", grown, 16, "MB")
