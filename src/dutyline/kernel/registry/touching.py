"""What modules tell of a change: which of their things it touches, before and after."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import Promise

from dutyline.toolkit.paging import BadCursor

Text = str | Promise
Worked = TypeVar("Worked")

CLAUSE = "clause"
PACK = "pack"
POST = "post"
UNIT = "unit"
FRESH = "~"
PAST_ALL = 2**62
LINES = 6
"""Lines a thing shows of what it says; its own page says all."""


class Fate(StrEnum):
    """What becomes of a thing."""

    NEW = "new"
    CHANGED = "changed"
    ENDS = "ends"
    LOOK = "look"
    """It stays as it is until somebody has looked whether it still holds."""


@dataclass(frozen=True)
class EntryChange:
    """A rule that changes: a criterion (`catalogue` is ""), or an entry of a catalogue.

    `before` and `after` are words for the reader, "" where the rule does not hold; `labels` the
    entry's words of before and after in both languages, `data` what its readers need.
    """

    catalogue: str
    key: str
    label: str
    basis: str
    day: date
    before: str
    after: str
    labels: tuple[tuple[str, str], tuple[str, str]] = (("", ""), ("", ""))
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def fate(self) -> Fate:
        """Return whether it begins, ends or says something else."""
        if not self.before:
            return Fate.NEW
        return Fate.CHANGED if self.after else Fate.ENDS


@dataclass(frozen=True)
class Change:
    """What was picked, and the day from which it is otherwise.

    Without `known` nothing is known to change: what it would touch is shown as of `day`. `days` are
    those on which it is known to have changed, or to be going to.
    `paths` are where a post or unit lay before and lies after. `sections` are what a pack that is
    not loaded yet says to modules, `loaded_at` when one that is was.
    """

    kind: str
    day: date
    today: date
    known: bool
    days: tuple[date, ...] = ()
    id: int = 0
    paths: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    clauses: frozenset[str] = frozenset()
    entries: tuple[EntryChange, ...] = ()
    pack: str = ""
    sections: Mapping[str, Any] = field(default_factory=dict)
    loaded_at: datetime | None = None
    _found: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, work: Callable[[], Worked]) -> Worked:
        """Return what some work found, done once for all sources that ask."""
        if name not in self._found:
            self._found[name] = work()
        found: Worked = self._found[name]
        return found

    @property
    def last_before(self) -> date:
        """Return the last day before the change; the day itself where nothing is known to."""
        return self.day - timedelta(days=1) if self.known else self.day

    @property
    def is_coming(self) -> bool:
        """Say whether it has yet to take effect."""
        return self.known and (self.day > self.today or bool(self.pack and not self.loaded_at))

    @property
    def of_rules(self) -> bool:
        """Say whether rules change, and not the organisation."""
        return self.kind in (CLAUSE, PACK)

    def entries_of(self, catalogue: str) -> list[EntryChange]:
        """Return what changes in one catalogue."""
        return [each for each in self.entries if each.catalogue == catalogue]


@dataclass(frozen=True)
class Start:
    """The step with which a mend begins."""

    label: Text
    url: str


@dataclass(frozen=True)
class TouchedThing:
    """One thing a change touches; `key` is its place in the order of its kind.

    `says` is what stays as it is, said once; `before` and `after` what does not. `where` is the
    unit it belongs to.
    """

    key: str
    label: str
    fate: Fate
    url: str = ""
    where: str = ""
    note: str = ""
    says: Sequence[str] = ()
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    starts: Sequence[Start] = ()


@dataclass(frozen=True)
class Touched:
    """How many things of a kind a change touches, some of them, and what mends all at once."""

    total: int
    things: Sequence[TouchedThing]
    starts: Sequence[Start] = ()


NOTHING = Touched(0, ())


@dataclass(frozen=True)
class TouchedSource:
    """A kind of thing changes may touch, for who has `permission` anywhere ("" = everybody).

    `find(actor, change, after, limit)` returns what follows the key `after` ("" = from the start),
    at most `limit`, of what the actor may see; a fixed number of statements however much there is.
    """

    key: str
    label: Text
    order: int
    find: Callable[[Any, Change, str, int], Touched]
    permission: str = ""


def row_key(pk: int) -> str:
    """Return the key of a thing that is a row, in the order of ids."""
    return f"{pk:018d}"


def fresh_key(key: str) -> str:
    """Return the key of a thing that is no row yet, after all that are."""
    return f"{FRESH}{key}"


def after_id(after: str) -> int:
    """Return the id of the last row seen; raises BadCursor."""
    if not after:
        return 0
    if after.startswith(FRESH):
        return PAST_ALL
    if not (after.isascii() and after.isdigit()) or len(after) > 18:
        raise BadCursor
    return int(after)


def cut(things: Sequence[TouchedThing], after: str, limit: int) -> list[TouchedThing]:
    """Return what follows a key of things held in memory, in the order of their keys."""
    left = (thing for thing in things if thing.key > after)
    return sorted(left, key=lambda thing: thing.key)[:limit]


def shortened(lines: Sequence[str]) -> list[str]:
    """Return the first lines of what a thing says, with a sign that there is more."""
    return [*lines[:LINES], "…"] if len(lines) > LINES else list(lines)
