"""Obligations as lists show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from dutyline.kernel.duties.models import Discharge, Obligation, Reason, State, Timing
from dutyline.kernel.duties.operations.standing import latest_corrections
from dutyline.kernel.duties.rules.states import Standing, standing
from dutyline.kernel.organisation.models import PostVersion, UnitVersion
from dutyline.kernel.organisation.periods import Dated

Version = TypeVar("Version", bound=Dated)


@dataclass(frozen=True, slots=True)
class Item:
    """An obligation in a list, with the names of its day."""

    id: int
    duty_id: int
    version_id: int
    text: str
    kind: str
    about: str
    measure: str
    period: str
    post_id: int
    post_title: str
    person_id: int | None
    person_name: str
    unit_id: int
    unit_name: str
    unit_path: str
    starts_at: datetime
    due_at: datetime
    grace_until: datetime
    due_on: date
    days_held: int | None
    days_of_period: int | None
    amount: Decimal
    done: Decimal
    standing: Standing
    reason: str
    covering: bool
    corrected: str
    """What later truth says of a closed one; empty where nothing came later."""
    back_filled: bool
    made_good: bool
    """An event answered after its grace."""


def items(rows: Iterable[Obligation], now: datetime) -> list[Item]:
    """Return obligations as items in four statements; `rows` have version, post, person, unit."""
    found = list(rows)
    return _Sheet(found, now).items() if found else []


class _Sheet:
    """Some obligations with what has to be looked up for all of them at once."""

    def __init__(self, rows: list[Obligation], now: datetime) -> None:
        self.rows, self.now = rows, now
        posts = PostVersion.objects.filter(post__in={row.post_id for row in rows})
        units = UnitVersion.objects.filter(unit__in={row.unit_id for row in rows})
        self.posts = _spans(posts, "post_id")
        self.units = _spans(units, "unit_id")
        closed = [row.pk for row in rows if row.closed_at]
        self.truth = latest_corrections(closed) if closed else {}
        pieces = Discharge.objects.filter(
            obligation__in=[row.pk for row in rows], dropped_at=None
        ).values_list("obligation_id", "evidence__back_filled", "timing")
        self.back_filled = {pk for pk, back_filled, _ in pieces if back_filled}
        self.made_good = {pk for pk, _, timing in pieces if timing == Timing.AFTER}

    def items(self) -> list[Item]:
        return [self.item(row) for row in self.rows]

    def item(self, row: Obligation) -> Item:
        day = row.starts_on
        version = row.version
        post = _then(self.posts.get(row.post_id, []), day)
        unit = _then(self.units.get(row.unit_id, []), day)
        return Item(
            id=row.pk,
            duty_id=version.duty_id,
            version_id=version.pk,
            text=version.text,
            kind=version.kind,
            about=row.about,
            measure=version.measure,
            period=row.period,
            post_id=row.post_id,
            post_title=post.title if post else row.post.title,
            person_id=row.person_id,
            person_name=row.person.name if row.person else "",
            unit_id=row.unit_id,
            unit_name=unit.name if unit else row.unit.name,
            unit_path=row.unit_path,
            starts_at=row.starts_at,
            due_at=row.due_at,
            grace_until=row.grace_until,
            due_on=row.due_on,
            days_held=row.days_held,
            days_of_period=row.days_of_period,
            amount=row.amount,
            done=row.done,
            standing=reads(row, self.now),
            reason=row.reason,
            covering=row.reason == Reason.COVERING,
            corrected=self.truth.get(row.pk, ("",))[0],
            back_filled=row.pk in self.back_filled,
            made_good=row.pk in self.made_good,
        )


def reads(row: Obligation, now: datetime) -> Standing:
    """Return how an obligation reads at a moment; needs its version."""
    if row.state == State.OPEN and row.version.indicator and now > row.due_at:
        # An indicator is read when its period closes; until then nobody can miss it.
        return Standing.DUE
    return standing(row.state, row.starts_at, row.due_at, row.grace_until, now)


def _spans(versions: Iterable[Version], key: str) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = {}
    for version in versions:
        found.setdefault(getattr(version, key), []).append(version)
    return found


def _then(versions: Sequence[Version], day: date) -> Version | None:
    return next((each for each in versions if each.runs_on(day)), None)
