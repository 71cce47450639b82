"""Tells files that continue one another from files that merely come from the same source.

The organograms of two ministries share a source and a map, yet the one must not end what the
other brought in. A file belongs to the family of the things it names again: of its top units, of
its people, of its places. One that names nothing again begins a family of its own.
"""

from collections.abc import Iterable
from datetime import date

from dutyline.kernel.organisation.models import ImportTrace
from dutyline.kernel.organisation.operations.versions import PART
from dutyline.kernel.registry.imports import OlderSnapshot


class Families:
    """What files of a source brought in, and which of it belongs to the file at hand."""

    def __init__(self, source: str) -> None:
        """Load the traces of a source in one statement."""
        self.source = source
        self.traces: dict[str, dict[int, ImportTrace]] = {}
        for trace in ImportTrace.objects.filter(source=source).order_by("id"):
            self.traces.setdefault(trace.kind, {})[trace.object_id] = trace
        self.mine: set[int] = set()

    def join(self, kind: str, named: Iterable[int]) -> None:
        """Let the file belong to the families of what it names again."""
        known = self.traces.get(kind, {})
        self.mine = {known[pk].family for pk in named if pk in known}

    def opened(self, kind: str) -> list[int]:
        """Return what earlier files of the family opened."""
        traces = self.traces.get(kind, {}).items()
        return [pk for pk, trace in traces if trace.opened and trace.family in self.mine]

    def was_opened(self, kind: str, pk: int) -> bool:
        """Say whether a file of the source opened something, and no person."""
        trace = self.traces.get(kind, {}).get(pk)
        return trace is not None and trace.opened

    def is_foreign(self, kind: str, pk: int) -> bool:
        """Say whether another family of the same source tells of something."""
        trace = self.traces.get(kind, {}).get(pk)
        return trace is not None and trace.family not in self.mine

    def require_order(self, day: date) -> None:
        """Refuse a full snapshot of a day before the latest one of the family."""
        mine = (
            trace.seen_on
            for traces in self.traces.values()
            for trace in traces.values()
            if trace.family in self.mine
        )
        latest = max(mine, default=date.min)
        if latest > day:
            raise OlderSnapshot(latest=latest, day=day)

    def leave(
        self, kind: str, seen: Iterable[int], opened: Iterable[int], day: date, begun_by: int
    ) -> None:
        """Leave the traces of the file; `begun_by` names a family that begins with it."""
        family = min(self.mine, default=begun_by)
        known, now_opened = self.traces.get(kind, {}), set(opened)
        fresh: list[ImportTrace] = []
        for pk in sorted({*seen, *now_opened}):
            trace = known.get(pk)
            was = (trace.seen_on, trace.opened, trace.family) if trace else None
            seen_on = max(day, trace.seen_on) if trace else day
            to_be = (seen_on, pk in now_opened or bool(trace and trace.opened), family)
            if was != to_be:
                fresh.append(
                    ImportTrace(
                        source=self.source,
                        kind=kind,
                        object_id=pk,
                        seen_on=to_be[0],
                        opened=to_be[1],
                        family=family,
                    )
                )
        ImportTrace.objects.bulk_create(
            fresh,
            PART,
            update_conflicts=True,
            unique_fields=["source", "kind", "object_id"],
            update_fields=["seen_on", "opened", "family"],
        )
