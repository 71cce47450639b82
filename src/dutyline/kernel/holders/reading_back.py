"""Reads back what holders keep and compares it with our log: a log rewritten here is noticed.

Folders, buckets and other servers of Dutyline can be read; mails and papers people compare.
"""

from collections.abc import Iterable
from datetime import datetime

import structlog

from dutyline.kernel.holders.models import Finding, Holder, Problem, Way
from dutyline.kernel.holders.ways import Hindered, Parcel, fetch
from dutyline.kernel.ledger.keys import public_keys
from dutyline.kernel.ledger.models import Checkpoint, Tail
from dutyline.kernel.ledger.reading.proofs import Proofs
from dutyline.kernel.ledger.reading.standing import set_back
from dutyline.kernel.ledger.rules.notes import NotANote, opened

log = structlog.get_logger("dutyline.holders")
READABLE = (Way.FOLDER, Way.BUCKET, Way.SERVER)
WRONG = (Finding.MISSING, Finding.DIFFERS)


def read_back(now: datetime) -> list[Holder]:
    """Compare what every holder that can be read keeps; return those that keep another log."""
    rows = Holder.objects.filter(removed_at=None, way__in=READABLE, delivered_size__gt=0)
    return [each for each in rows.order_by("id") if _read(each, now) in WRONG]


def _read(holder: Holder, now: datetime) -> str:
    """Read one holder and note what was found; what could not be read says nothing new."""
    rows = Holder.objects.filter(pk=holder.pk)
    newest = Checkpoint.objects.filter(size=holder.delivered_size).select_related("key").first()
    expected = Parcel(newest, now) if newest else None
    try:
        notes = fetch(holder, expected, now)
    except Hindered as hindered:
        rows.update(tried_at=now, read_problem=hindered.problem)
        return ""
    found = _compare(notes, expected)
    rows.update(tried_at=now, read_at=now, read_problem=Problem.NONE, finding=found)
    if found in WRONG:
        log.error("holder keeps another log", holder=holder.pk, finding=found)
    return found


def _compare(notes: Iterable[str], expected: Parcel | None) -> Finding:
    publics, there = public_keys(), False
    for note in notes:
        try:
            head = opened(note, publics)
        except NotANote:
            # It was ours when it was brought there: changed there, or our keys are others now.
            return Finding.DIFFERS
        if set_back(head.at, head.size):
            continue
        if _root(head.size) != head.root:
            return Finding.DIFFERS
        there = there or (expected is not None and head.size == expected.checkpoint.size)
    return Finding.FITS if there else Finding.MISSING


def _root(size: int) -> bytes | None:
    """Return the root our log has over its first entries; None where it has not as many."""
    tail = Tail.objects.first()
    if tail is None or size > tail.size:
        return None
    return Proofs().root(size)
