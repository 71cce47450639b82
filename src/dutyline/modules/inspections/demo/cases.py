"""What becomes of every hidden danger of the story: found, given, mended, verified, closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Extension:
    """More time asked for; undecided where nobody has decided yet."""

    asked_at: datetime
    to_on: date
    reason: str
    decided_at: datetime | None = None
    decider: str = ""
    granted: bool = True
    note: str = ""


@dataclass(frozen=True)
class Funds:
    """Money asked for; undecided where nobody has decided yet."""

    asked_at: datetime
    amount: int
    decided_at: datetime | None = None
    decider: str = ""
    granted: int = 0


@dataclass(frozen=True)
class Mending:
    """One repair with its verification, if anybody has verified it."""

    done_at: datetime
    reported_at: datetime
    text: str
    spent: int | None = None
    verified_at: datetime | None = None
    effective: bool = True
    opinion: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Care:
    """To whom a danger was given, and all he did about it."""

    assigned_at: datetime
    assigner: str
    owner: str
    verifier: str
    due_on: date
    accepted_at: datetime | None = None
    funds: Funds | None = None
    extension: Extension | None = None
    mendings: Sequence[Mending] = ()
    closed_at: datetime | None = None
    closer: str = ""
    closing: str = ""


@dataclass(frozen=True)
class Case:
    """One hidden danger of the story.

    `merged_into` is when the one it is merged into was found, at the same place; `photo_of` the
    key of a case whose photo is used a second time.
    """

    key: str
    place: str
    found_at: datetime
    recorded_at: datetime
    finder: str
    title: str
    measures: str
    category: str
    risk: str
    clause: str
    accident: str
    interim: str
    plan: str
    scene: str
    money: int
    kind: str = ""
    from_round: bool = False
    report: str = ""
    contact: str = ""
    ticked: tuple[str, ...] = ()
    photo_of: str = ""
    care: Care | None = None
    void: str = ""
    void_at: datetime | None = None
    merged_into: datetime | None = None
    merged_at: datetime | None = None
