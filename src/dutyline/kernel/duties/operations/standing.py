"""Obligations as they stand in the database, ready for the rules."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from dutyline.kernel.duties.models import Correction, Obligation, State
from dutyline.kernel.duties.rules.matching import Debt
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

    def differs(self, found: Verdict) -> bool:
        """Say whether a verdict says something else than what is stored."""
        if self.closed_at is not None:
            return (self.state, self.done) != (found.state, found.done)
        stored = (self.state, self.done, self.settled_at)
        return stored != (found.state, found.done, found.settled_at)


def held(where: Q) -> list[Held]:
    """Return the obligations evidence could count for among `where`, locked, by id."""
    found = (
        Obligation.objects.filter(OWED, where)
        .select_for_update(of=("self",))
        .order_by("id")
        .values_list(*COLUMNS)
    )
    stored = [_held(row) for row in found]
    closed = [each.debt.id for each in stored if each.closed_at is not None]
    if not closed:
        return stored
    truth = latest_corrections(closed)
    return [
        Held(each.debt, *truth[each.debt.id], None, each.reason, each.closed_at)
        if each.debt.id in truth
        else each
        for each in stored
    ]


def latest_corrections(obligation_ids: list[int]) -> dict[int, tuple[str, Decimal]]:
    """Return what the newest correction says of each obligation that has one."""
    found = Correction.objects.filter(obligation__in=obligation_ids).order_by("id")
    return {row[0]: (row[1], row[2]) for row in found.values_list("obligation_id", "state", "done")}


def _held(row: tuple) -> Held:
    debt = Debt(
        *row[:8],
        places=frozenset(row[8]),
        about=row[9],
        starts_at=row[10],
        due_at=row[11],
        grace_until=row[12],
        amount=row[13],
        cancelled_at=row[14],
    )
    return Held(debt, *row[15:])
