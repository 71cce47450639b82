"""What came of a goal: a number reported, a milestone reached with its proof."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO

from django.db import transaction

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.duties.operations import submit_evidence
from dutyline.kernel.files.operations import attach
from dutyline.modules.responsibility.keys import GOAL_RESULT, goal_key, result_key
from dutyline.modules.responsibility.models import Goal, GoalMeasure, GoalResult, GoalState
from dutyline.modules.responsibility.operations.days import moment_on
from dutyline.modules.responsibility.operations.goals.promising import require_holder
from dutyline.modules.responsibility.operations.goals.refusals import (
    NotPromisedYet,
    NotThatDay,
    ProofMissing,
    ReachedAlready,
    ReadBySystem,
    ResultUnsaid,
    ValueMissing,
)
from dutyline.modules.responsibility.operations.goals.shared import locked, tell

PROOF = "proof"


@transaction.atomic
def report_result(
    *,
    by: Actor,
    goal: Goal,
    on: date,
    words: str,
    at: datetime,
    today: date,
    value: Decimal | None = None,
    files: Sequence[IO[bytes]] = (),
) -> GoalResult:
    """Report as a holder how far a number has come on a day, or that a milestone was reached.

    A milestone is reached once, and with proof. An indicator is read by the system itself.
    """
    reached = locked(goal)
    person = require_holder(by, reached, today)
    if reached.measure == GoalMeasure.INDICATOR:
        raise ReadBySystem
    if reached.state != GoalState.PROMISED:
        raise NotPromisedYet
    if on > today:
        raise NotThatDay
    if not words.strip():
        raise ResultUnsaid
    if reached.measure == GoalMeasure.MILESTONE:
        if reached.results.exists():
            raise ReachedAlready
        if not files:
            raise ProofMissing
        value = None
    elif value is None:
        raise ValueMissing
    result = GoalResult.objects.create(
        goal=reached,
        value=value,
        on=on,
        words=words.strip(),
        by=person,
        by_name=by.name,
        at=at,
    )
    for file in files:
        attach(by=by, subject=(GOAL_RESULT, result.pk), role=PROOF, file=file, at=at)
    tell(by, reached, "goal_reported", at, words.strip())
    unit = reached.post.unit
    submit_evidence(
        by=by,
        kind="responsibility.goal_result",
        source=result_key(result.pk),
        person=person,
        unit=unit,
        about=goal_key(reached.pk),
        occurred_at=moment_on(on, unit, at),
        recorded_at=at,
        snapshot={"label": reached.post.title, "goal": str(reached.text)},
    )
    return result
