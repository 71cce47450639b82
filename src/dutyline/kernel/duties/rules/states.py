"""What state follows from what was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from dutyline.kernel.duties.models.choices import Comparison, Reason, State, Timing
from dutyline.kernel.duties.rules.matching import Debt
from dutyline.kernel.duties.rules.sharing import NOTHING, Share

WHOLE = Decimal(1)
FINEST = Decimal("0.0001")


class Standing(StrEnum):
    """How an obligation reads at a moment: an open one by the clock."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVER = "over"
    ON_TIME = "on_time"
    LATE = "late"
    MISSED = "missed"
    EXCUSED = "excused"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of an obligation, how much was done for it, and the moment that decided."""

    state: str
    done: Decimal
    settled_at: datetime | None = None
    reason: str | None = None
    """Set where the verdict gives a reason of its own."""


def verdict(debt: Debt, shares: Sequence[Share], now: datetime) -> Verdict:
    """Return how an obligation stands at `now` with the evidence shared out to it."""
    in_time, total = NOTHING, NOTHING
    reached_in_time = reached = None
    for share in sorted(shares, key=lambda share: share.occurred_at):
        if share.timing == Timing.AFTER:
            continue
        total += share.amount
        reached = reached or (share.occurred_at if total >= debt.amount else None)
        if share.timing == Timing.ON_TIME:
            in_time += share.amount
            if in_time >= debt.amount and reached_in_time is None:
                reached_in_time = share.occurred_at
    if reached_in_time is not None:
        return Verdict(State.ON_TIME, total, reached_in_time)
    if reached is not None:
        return Verdict(State.LATE, total, reached)
    if debt.cancelled_at is not None:
        return Verdict(State.NOT_APPLICABLE, total, debt.cancelled_at, Reason.WITHDRAWN)
    if now > debt.grace_until:
        return Verdict(State.MISSED, total, debt.grace_until)
    return Verdict(State.OPEN, total)


def judge(value: Decimal | None, comparison: str, target: Decimal) -> Verdict:
    """Return how an indicator obligation ends with a value; None where nothing fell due.

    Done is the part of the target that was reached, at most 1 and never 1 when it was missed.
    """
    if value is None:
        return Verdict(State.NOT_APPLICABLE, NOTHING, reason=Reason.NOTHING_DUE)
    at_least = comparison == Comparison.AT_LEAST
    if value >= target if at_least else value <= target:
        return Verdict(State.ON_TIME, WHOLE)
    part, whole = (value, target) if at_least else (target, value)
    done = max(NOTHING, part / whole) if whole else NOTHING
    return Verdict(State.MISSED, min(done, WHOLE - FINEST).quantize(FINEST, ROUND_DOWN))


def standing(
    state: str, starts_at: datetime, due_at: datetime, grace_until: datetime, now: datetime
) -> Standing:
    """Return how a stored state reads at `now`; over means due, and still to be made good."""
    if state != State.OPEN:
        return Standing(state)
    if now < starts_at:
        return Standing.UPCOMING
    if now <= due_at:
        return Standing.DUE
    return Standing.OVER if now <= grace_until else Standing.MISSED
