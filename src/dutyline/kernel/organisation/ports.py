"""What this room needs from the rooms above it: an actor, the pen of history, who gains rights.

Access and history stand above the organisation and know it, so the organisation may not import
them. It says here what it needs; they put theirs in when Django starts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from dutyline.kernel.organisation.models import Appointment, Person, Post


class By(Protocol):
    """Who acts: what operations ask of an `access.Actor`."""

    @property
    def person(self) -> Person | None:
        """Return the person who acts, None for a job."""

    @property
    def appointments(self) -> Sequence[Appointment]:
        """Return the appointments he acts from, the main one first."""

    @property
    def name(self) -> str:
        """Return the name as it stands in histories."""

    @property
    def is_system(self) -> bool:
        """Say whether a job or command acts."""

    def can(self, permission: str, path: str = "") -> bool:
        """Say whether `permission` is held in the unit of `path`."""

    def require(self, permission: str, path: str = "") -> None:
        """Refuse unless `can`."""


@dataclass(frozen=True)
class Act:
    """What one history entry says beside who did it."""

    verb: str
    subject_type: str
    subject_id: int
    subject_label: str | Mapping[str, str]
    unit_path: str
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


class Pen(Protocol):
    """Writes acts into history inside the caller's transaction."""

    def __call__(self, *, by: Any, acts: Iterable[Act], at: datetime | None = None) -> int:
        """Write one entry an act and return how many."""


class Gate(Protocol):
    """Refuses an appointment by which somebody would give himself rights."""

    def __call__(
        self, *, by: Any, person: Person, post: Post, on: date, until: date | None
    ) -> None:
        """Raise a Refusal, or let it pass."""


class HeadGate(Protocol):
    """Refuses a head by whom somebody would give himself rights."""

    def __call__(self, *, by: Any, post: str, unit: str, path: str) -> None:
        """Raise a Refusal, or let it pass."""


class UnitGate(Protocol):
    """Refuses to put a unit, or a post, where somebody's own rights would reach it."""

    def __call__(
        self, *, by: Any, unit: str, path: str, under: str, on: date, post: str = ""
    ) -> None:
        """Raise a Refusal, or let it pass."""


_pens: list[Pen] = []
_gates: list[tuple[Gate, HeadGate, UnitGate]] = []


def write_with(pen: Pen) -> None:
    """Name who writes history; called once, when Django starts."""
    _pens[:] = [pen]


def guard_with(gate: Gate, head_gate: HeadGate, unit_gate: UnitGate) -> None:
    """Name who refuses appointments, heads and moves for the rights they bring; once at start."""
    _gates[:] = [(gate, head_gate, unit_gate)]


def require_appointable(
    *, by: By, person: Person, post: Post, on: date, until: date | None
) -> None:
    """Refuse an appointment by which the actor would give himself rights."""
    for gate, _head_gate, _unit_gate in _gates:
        gate(by=by, person=person, post=post, on=on, until=until)


def require_headable(*, by: By, post: str, unit: str, path: str) -> None:
    """Refuse to make the actor's own post the head of the unit at `path` for a head's rights."""
    for _gate, head_gate, _unit_gate in _gates:
        head_gate(by=by, post=post, unit=unit, path=path)


def require_takeable(*, by: By, unit: str, path: str, under: str, on: date, post: str = "") -> None:
    """Refuse to put the unit at `path` under the one at `under` for the rights one has there.

    With `post` only that post of the unit moves, and its holders with it.
    """
    for _gate, _head_gate, unit_gate in _gates:
        unit_gate(by=by, unit=unit, path=path, under=under, on=on, post=post)


def record(
    *,
    by: By,
    verb: str,
    subject: tuple[str, int, str],
    unit_path: str,
    at: datetime,
    reason: str = "",
    **data: Any,
) -> None:
    """Write one act; see `history.operations.record`."""
    record_many(by=by, acts=[Act(verb, *subject, unit_path, reason, data)], at=at)


def record_many(*, by: By, acts: Iterable[Act], at: datetime) -> None:
    """Write one entry an act; LookupError where no history is installed."""
    _pens[0](by=by, acts=acts, at=at)
