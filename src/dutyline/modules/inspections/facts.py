"""Tells again what inspections prove, for a replay over an empty evidence table."""

from collections.abc import Iterator

from dutyline.kernel.registry import Fact
from dutyline.modules.inspections.keys import closure_key, finding_key, round_key
from dutyline.modules.inspections.models import (
    Closure,
    Finding,
    FindingState,
    Origin,
    RoundInspector,
    RoundState,
)

CHUNK = 500


def rounds_done() -> Iterator[Fact]:
    """Yield every finished round that is not void, once an inspector."""
    rows = (
        RoundInspector.objects.filter(round__state=RoundState.FINISHED)
        .select_related("round")
        .order_by("id")
    )
    for row in rows.iterator(chunk_size=CHUNK):
        walk = row.round
        if walk.finished_at is None or walk.recorded_at is None:
            continue  # never so: the database asks both of a finished round
        yield Fact(
            kind="inspections.round_done",
            source=round_key(walk),
            person_id=row.person_id,
            post_id=walk.post_id,
            unit_id=walk.unit_id,
            place_id=walk.place_id,
            occurred_at=walk.finished_at,
            recorded_at=walk.recorded_at,
            about=round_key(walk),
            snapshot={"label": walk.title, "items": walk.items, "faults": walk.faults},
        )


def findings_recorded() -> Iterator[Fact]:
    """Yield every finding a person of the enterprise recorded and nobody declared void."""
    rows = (
        Finding.objects.filter(finder__isnull=False)
        .exclude(state=FindingState.VOID)
        .exclude(origin__in=(Origin.PUBLIC, Origin.IMPORT))
        .order_by("id")
    )
    for finding in rows.iterator(chunk_size=CHUNK):
        if finding.finder_id is None:
            continue  # the query left them out
        yield Fact(
            kind="inspections.finding_recorded",
            source=finding_key(finding),
            person_id=finding.finder_id,
            unit_id=finding.unit_id,
            place_id=finding.place_id,
            occurred_at=finding.found_at,
            recorded_at=finding.recorded_at,
            about=finding_key(finding),
            snapshot={"label": str(finding)},
        )


def findings_closed() -> Iterator[Fact]:
    """Yield every closing by a person; what another ledger closed proves nothing here.

    A finding reopened later was closed all the same.
    """
    rows = (
        Closure.objects.numbered()
        .filter(by__isnull=False)
        .exclude(finding__state=FindingState.VOID)
        .exclude(another=False, finding__origin=Origin.IMPORT, finding__imported__progress__gt="")
        .select_related("finding")
        .order_by("id")
    )
    for closure in rows.iterator(chunk_size=CHUNK):
        finding = closure.finding
        yield Fact(
            kind="inspections.finding_closed",
            source=closure_key(closure, another=closure.another),
            person_id=closure.by_id,
            unit_id=finding.unit_id,
            place_id=finding.place_id,
            occurred_at=closure.at,
            recorded_at=closure.at,
            about=finding_key(finding),
            snapshot={"label": str(finding)},
        )
