"""The map of letters, level by level: how far those of a unit and those under it have come."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Value
from django.db.models.functions import StrIndex, Substr

from dutyline.kernel.organisation.line import posts_on
from dutyline.kernel.organisation.models import Appointment, Level, PostVersion, Unit
from dutyline.kernel.organisation.queries import PostVersionQuerySet
from dutyline.modules.responsibility.models import Letter, LetterRound, LetterState
from dutyline.modules.responsibility.queries.letters import (
    ARRIVED,
    STATES,
    LetterQuerySet,
    overdue,
)

OF_MAP = (
    LetterState.SIGNED,
    LetterState.HELD,
    LetterState.OPEN,
    LetterState.WAITING,
    LetterState.STALE,
    LetterState.REFUSED,
)
MOST_VACANT = 100


@dataclass
class Branch:
    """A unit under the one looked at: its letters by state, with those of everything under it."""

    unit: Unit
    letters: int = 0
    late: int = 0
    vacant: int = 0
    states: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class OfLevel:
    """How many letters of a level of posts there are, and how many are signed by whom."""

    level: Level
    letters: int
    held: int
    signed: int


def letters_in(letters: LetterRound, path: str) -> LetterQuerySet:
    """Return the running letters of a round in a unit and everything under it."""
    rows: LetterQuerySet = Letter.objects.running().filter(round=letters)
    return rows.within(path)


def narrowed(rows: LetterQuerySet, state: str, on: date) -> LetterQuerySet:
    """Keep letters that stand so: a state, `overdue`, or `arrived` for who is new."""
    if state == "overdue":
        return rows.overdue(on)
    if state == "arrived":
        return rows.arrived()
    return rows.in_state(state)


def totals(rows: LetterQuerySet, on: date) -> Mapping[str, int]:
    """Return how many letters stand how, with `letters`, `overdue` and `arrived`; one statement."""
    counts = {each.value: Count("pk", filter=STATES[each.value]) for each in OF_MAP}
    found: Mapping[str, int] = rows.aggregate(
        letters=Count("pk"),
        overdue=Count("pk", filter=overdue(on)),
        arrived=Count("pk", filter=ARRIVED),
        **counts,
    )
    return found


def branches(letters: LetterRound, unit: Unit, on: date) -> list[Branch]:
    """Return the units right under one, by name; three statements, however many letters."""
    children = Unit.objects.on(on).filter(path__startswith=unit.path, depth=unit.depth + 1)
    found = {child.path: Branch(child) for child in children.order_by("name", "pk")}
    counts = {f"in_{each.value}": Count("pk", filter=STATES[each.value]) for each in OF_MAP}
    rows = letters_in(letters, unit.path).values(child=_child(unit.path, "post__unit__path"))
    for row in rows.annotate(
        letters=Count("pk"), late=Count("pk", filter=overdue(on)), **counts
    ).order_by("child"):
        if branch := found.get(row["child"]):
            branch.letters, branch.late = row["letters"], row["late"]
            branch.states.update({each.value: row[f"in_{each.value}"] for each in OF_MAP})
    empty = _vacant(unit.path, on).values(child=_child(unit.path, "unit__path"))
    for row in empty.annotate(n=Count("pk")).order_by("child"):
        if branch := found.get(row["child"]):
            branch.vacant = row["n"]
    return list(found.values())


def vacant_posts(unit: Unit, on: date) -> Sequence[PostVersion]:
    """Return the posts of a unit itself that nobody holds on a day."""
    rows = _vacant(unit.path, on).filter(unit=unit)
    return list(rows.order_by("level", "title", "pk")[:MOST_VACANT])


def by_level(rows: LetterQuerySet) -> list[OfLevel]:
    """Return the signing rate of each level of posts, from the top; one statement."""
    found = rows.values("post__level").annotate(
        letters=Count("pk"), held=Count("signed_at"), signed=Count("countersigned_at")
    )
    return [
        OfLevel(Level(row["post__level"]), row["letters"], row["held"], row["signed"])
        for row in found.order_by("post__level")
    ]


def without_letter(letters: LetterRound, unit: Unit, on: date) -> Sequence[PostVersion]:
    """Return the held posts of a unit itself that have no letter: no card of theirs is in force."""
    has = letters_in(letters, unit.path).filter(post=OuterRef("post"))
    rows = posts_on(on, [unit.path]).filter(Exists(_holds(on)), ~Exists(has), unit=unit)
    return list(rows.select_related("post").order_by("level", "title", "pk")[:MOST_VACANT])


def _vacant(path: str, on: date) -> PostVersionQuerySet:
    return posts_on(on, [path]).filter(~Exists(_holds(on)))


def _holds(on: date) -> Any:
    return Appointment.objects.on(on).filter(post=OuterRef("post"))


def _child(above: str, path: str) -> Substr:
    """Return the path of the unit right under one that a path leads through; above itself its own.

    The database sums up: at the top of an enterprise there are ten thousand units to one answer.
    """
    first = len(above) + 1
    return Substr(path, 1, Value(first - 1) + StrIndex(Substr(path, first), Value("/")))
