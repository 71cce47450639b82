"""Obligations as they stand in the database, ready for the rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from dutyline.kernel.duties.models import SET_ASIDE, Correction, Obligation, State
from dutyline.kernel.duties.rules.matching import Debt
from dutyline.kernel.duties.rules.periods import TICK
from dutyline.kernel.duties.rules.states import Verdict

COLUMNS = (
    "id",
    "version__duty_id",
    "post_id",
    "person_id",
    "covered_by_id",
    "unit_id",
    "version__evidence_kind",
    "version__area",
    "version__places",
    "about",
    "starts_at",
    "due_at",
    "grace_until",
    "amount",
    "cancellation__at",
    "state",
    "done",
    "settled_at",
    "reason",
    "closed_at",
)
OWED = (
    ~Q(state__in=[State.EXCUSED, State.WAIVED])
    & (~Q(state=State.NOT_APPLICABLE) | Q(cancellation__isnull=False))
    & ~Q(version__evidence_kind="")
)
"""Obligations evidence can do something for, or could have."""


@dataclass(frozen=True, slots=True)
class Held:
    """An obligation and how it stands: for a closed one, the latest truth known of it."""

    debt: Debt
    state: str
    done: Decimal
    settled_at: datetime | None
    reason: str
    closed_at: datetime | None

    def judged_at(self, now: datetime) -> datetime:
        """Return the moment to judge at: what was over once does not run again.

        A piece that was recorded elsewhere, and reaches us late, brings an earlier moment.
        """
        over = self.closed_at is not None or self.state == State.MISSED
        return max(now, self.debt.grace_until + TICK) if over else now

    def differs(self, found: Verdict) -> bool:
        """Say whether a verdict says something else than what is stored."""
        if self.closed_at is not None:
            return (self.state, self.done) != (found.state, found.done)
        stored = (self.state, self.done, self.settled_at)
        return stored != (found.state, found.done, found.settled_at)


def held(where: Q, owed_after_all: Sequence[int] = ()) -> list[Held]:
    """Return the obligations evidence could count for among `where`, locked, by id.

    Those closed as set aside are left out, but for the ids that were `owed_after_all`.
    """
    return stand(list(owed_rows(where, owed_after_all)), owed_after_all)


def owed_rows(where: Q, owed_after_all: Sequence[int] = ()) -> QuerySet[Any, tuple[Any, ...]]:
    """Return the columns of the obligations evidence could count for among `where`."""
    owed = OWED | Q(pk__in=owed_after_all) if owed_after_all else OWED
    return (
        Obligation.objects.filter(owed, where)
        .select_for_update(of=("self",))
        .order_by("id")
        .values_list(*COLUMNS)
    )


def stand(rows: Sequence[tuple[Any, ...]], owed_after_all: Sequence[int] = ()) -> list[Held]:
    """Return these rows with the latest truth about what is closed."""
    stored = [_held(row) for row in rows]
    closed = [each.debt.id for each in stored if each.closed_at is not None]
    if not closed:
        return stored
    truth = latest_corrections(closed)
    known = []
    for each in stored:
        state, done = truth.get(each.debt.id, (each.state, each.done))
        if each.closed_at is None or state not in SET_ASIDE or _asked_for(each, owed_after_all):
            known.append(replace(each, state=state, done=done))
    return known


def _asked_for(each: Held, owed_after_all: Sequence[int]) -> bool:
    return each.debt.cancelled_at is not None or each.debt.id in owed_after_all


def latest_corrections(ids: Sequence[int] | None = None) -> dict[int, tuple[str, Decimal]]:
    """Return what the newest correction says of each obligation that has one."""
    found = Correction.objects.order_by("id")
    if ids is not None:
        found = found.filter(obligation__in=ids)
    return {row[0]: (row[1], row[2]) for row in found.values_list("obligation_id", "state", "done")}


def _held(row: tuple[Any, ...]) -> Held:
    key, duty, post, person, covered_by, unit, kind, area, places = row[:9]
    about, starts_at, due_at, grace_until, amount, cancelled_at = row[9:15]
    debt = Debt(
        key,
        duty,
        post,
        person,
        covered_by,
        unit,
        kind,
        area,
        frozenset(places),
        about,
        starts_at,
        due_at,
        grace_until,
        amount,
        cancelled_at,
    )
    return Held(debt, *row[15:])
