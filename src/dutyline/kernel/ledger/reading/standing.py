"""Whether the log still stands: every hash counted again, every record compared with its entry."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import connection

from dutyline.kernel.ledger.entering import RESTORATION
from dutyline.kernel.ledger.keys import public_keys
from dutyline.kernel.ledger.models import Checkpoint, Entry, Node, Removal, Restoration, Salt, Tail
from dutyline.kernel.ledger.operations.entering import waiting
from dutyline.kernel.ledger.rules.canonical import commitment, entry_line, moment
from dutyline.kernel.ledger.rules.merkle import grown, leaf_hash, root_of
from dutyline.kernel.ledger.rules.notes import Head, NotANote, opened
from dutyline.kernel.registry import LedgerSource, ledger_sources

_ENTRIES = """
SELECT "index", kind, record_id, CAST("at" AS text), bound, leaf
FROM ledger_entry WHERE "index" >= %s ORDER BY "index" LIMIT %s
"""
AT_ONCE = 5_000
NAMED = 100
"""Faults that are named; how many there are is counted in any case."""
PATIENCE = timedelta(hours=1)
"""After which a record that is not in the log is a fault."""


@dataclass
class Signed:
    """A root that was signed, under the name of where that is kept."""

    name: str
    size: int
    root: bytes
    at: datetime
    outside: bool


@dataclass
class Standing:
    """What was looked at, and what is wrong with it, in words of the operator."""

    entries: int = 0
    records: int = 0
    checkpoints: int = 0
    fits: bool = True
    """Whether all checkpoints in the database fit what is there."""
    faults: int = 0
    named: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """What is no fault, and whoever verifies should know: words erased by law for instance."""

    def wrong(self, what: str) -> None:
        """Count a fault and name it."""
        self.faults += 1
        if len(self.named) < NAMED:
            self.named.append(what)


def verify(*, at: datetime, outside: Iterable[str] = ()) -> Standing:
    """Count the whole log again and compare it with records, checkpoints and notes from outside.

    `outside` are checkpoints as their holders kept them. Reads everything once, a few thousand
    rows at a time.
    """
    found = Standing()
    _tree(found, _signed(found, outside))
    for source in ledger_sources():
        _records(found, source)
        _missing(found, source, at)
        _beneath(found, source)
    return found


def _signed(found: Standing, outside: Iterable[str]) -> list[Signed]:
    """Return what was signed, smallest first."""
    keys, signed = public_keys(), []
    for row in Checkpoint.objects.order_by("size").iterator(AT_ONCE):
        found.checkpoints += 1
        name = f"checkpoint {row.size}"
        head = _opened(found, name, row.note, keys)
        if head is None:
            continue
        if (head.size, head.root, head.at) != (row.size, bytes(row.root), row.at):
            found.wrong(f"{name}: the table says something else than what was signed")
        signed.append(Signed(name, head.size, head.root, head.at, False))
    for number, note in enumerate(outside, start=1):
        name = f"note {number} from outside"
        if head := _opened(found, name, note, keys):
            signed.append(Signed(name, head.size, head.root, head.at, True))
    return sorted(signed, key=lambda each: each.size)


def _opened(found: Standing, name: str, note: str, keys: Sequence[bytes]) -> Head | None:
    try:
        return opened(note, keys)
    except NotANote as problem:
        found.wrong(f"{name}: {problem}")
        return None


def _tree(found: Standing, signed: list[Signed]) -> None:
    """Count the tree from its entries, and compare every root that was signed."""
    waiting_for = deque(signed)
    edge: list[bytes] = []
    completed: list[tuple[int, int, bytes]] = []
    for leaves in _leaves(found):
        # Up to each size that was signed, then on.
        while leaves:
            some = leaves[: waiting_for[0].size - found.entries] if waiting_for else leaves
            edge = grown(edge, found.entries, some, completed)
            found.entries += len(some)
            del leaves[: len(some)]
            while waiting_for and waiting_for[0].size == found.entries:
                one = waiting_for.popleft()
                if one.root != root_of(edge):
                    _disagree(found, one, f"the first {one.size} entries are not what was signed")
    for one in waiting_for:
        _disagree(found, one, f"{one.size} entries were signed, {found.entries} are there")
    _compare_nodes(found, completed)
    tail = Tail.objects.values_list("size", flat=True).first() or 0
    if tail != found.entries:
        found.wrong(f"{tail} places were given, {found.entries} entries are there")


def _leaves(found: Standing) -> Iterator[list[bytes]]:
    """Yield the hashes of all entries, counted again, up to the first that is missing."""
    due, told = 0, _Moments()
    while rows := _entries(due):
        leaves: list[bytes] = []
        for index, kind, record_id, at, bound, leaf in rows:
            if index != due:
                found.wrong(f"entry {due}: missing")
                yield leaves
                return
            due += 1
            leaves.append(leaf_hash(entry_line(kind, record_id, told[at], bytes(bound))))
            if leaves[-1] != bytes(leaf):
                found.wrong(f"entry {index}: changed")
        yield leaves


def _entries(start: int) -> list[tuple[int, str, int, str, bytes, bytes]]:
    """Return the next entries as they are stored; objects of a million cost half a minute."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [start, AT_ONCE])
        return list(cursor.fetchall())


class _Moments(dict[str, str]):
    """How entries write a moment, by how the database writes it; few differ."""

    def __missing__(self, stored: str) -> str:
        at = datetime.fromisoformat(stored)
        told = moment(at if at.tzinfo else at.replace(tzinfo=UTC))
        if len(self) < AT_ONCE:
            self[stored] = told
        return told


def _compare_nodes(found: Standing, completed: list[tuple[int, int, bytes]]) -> None:
    """Compare the hashes kept for proofs with those just counted."""
    rows = Node.objects.values_list("height", "position", "digest")
    counted = {(height, place): digest for height, place, digest in completed}
    for height, place, digest in rows.order_by("height", "position").iterator(AT_ONCE):
        if counted.get((height, place)) != bytes(digest):
            found.wrong(f"the kept hash of part {place} of height {height} is another")


def _disagree(found: Standing, one: Signed, how: str) -> None:
    """Name a checkpoint that does not fit; of our own the first, since no later one can.

    One from outside that was signed before the log was set back, as the log says, is told only.
    """
    if one.outside and (back := set_back(one.at, one.size)):
        found.told.append(
            f"{one.name}: {one.size} entries were signed on {_day(one.at)}; on {_day(back.at)} "
            f"{back.by_name} restored the backup of {_day(back.made_at)}, "
            f"and the log went on after entry {back.size - 1}"
        )
        return
    if one.outside or found.fits:
        found.wrong(f"{one.name}: {how}")
    found.fits = found.fits and one.outside


def set_back(at: datetime, size: int) -> Restoration | None:
    """Return the entered restoration that explains why a log signed before is not this one."""
    rows = Restoration.objects.filter(at__gte=at, size__lt=size).order_by("id")
    for row in rows:
        if Entry.objects.filter(kind=RESTORATION, record_id=row.pk, index=row.size).exists():
            return row
    return None


def _records(found: Standing, source: LedgerSource) -> None:
    """Compare the records of a source with what they were bound to."""
    for entries in _some(source.kind):
        salts = Salt.objects.in_bulk([entry.index for entry in entries])
        rows = source.rows().in_bulk([entry.record_id for entry in entries])
        removals = {each.entry_id: each for each in Removal.objects.filter(entry__in=entries)}
        for entry in entries:
            name = f"entry {entry.index} ({source.kind} {entry.record_id})"
            salt, row = salts.get(entry.index), rows.get(entry.record_id)
            found.records += 1
            if entry.index in removals:
                found.told.append(f"{name}: {_removed(removals[entry.index])}")
            elif salt is None:
                found.wrong(f"{name}: what it is bound with is gone")
            elif row is None:
                found.wrong(f"{name}: the record is gone")
            elif commitment(bytes(salt.salt), source.payload(row)) != bytes(entry.bound):
                found.wrong(f"{name}: the record is not what was entered")


def _removed(one: Removal) -> str:
    if not one.basis:
        return f"gone since {_day(one.at)}, {one.by_name}: {one.reason}"
    return f"erased on {_day(one.at)} by {one.by_name}: {one.reason} ({one.basis})"


def _day(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _some(kind: str) -> Iterator[list[Entry]]:
    """Yield the entries of a kind in portions a statement can ask about."""
    after = 0
    while True:
        rows = Entry.objects.filter(kind=kind, record_id__gt=after).order_by("record_id")
        some = list(rows[:AT_ONCE])
        if not some:
            return
        yield some
        after = some[-1].record_id


def _missing(found: Standing, source: LedgerSource, at: datetime) -> None:
    """Name records that should have been entered long ago."""
    last = Entry.objects.filter(kind=source.kind, at__lt=at - PATIENCE).order_by("-record_id")
    highest = last.values_list("record_id", flat=True).first() or 0
    for row in waiting(source).filter(pk__lte=highest)[:NAMED]:
        found.wrong(f"{source.kind} {row.pk}: the record was never entered")


def _beneath(found: Standing, source: LedgerSource) -> None:
    """Look at what the records of a source speak of and other tables or files hold."""
    for record_id, what in source.check() if source.check else ():
        if record_id is None:
            found.wrong(f"{source.kind}: {what}")
            continue
        name = f"{source.kind} {record_id}"
        entry = Entry.objects.filter(kind=source.kind, record_id=record_id).first()
        found.wrong(f"{f'entry {entry.index} ({name})' if entry else name}: {what}")
