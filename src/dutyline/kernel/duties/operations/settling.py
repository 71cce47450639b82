"""Settles what is over: a sweep."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from dutyline.kernel.duties.models import DutyVersion, Measure, Obligation, State
from dutyline.kernel.duties.sql.values import execute


@transaction.atomic
def settle_due(*, now: datetime) -> int:
    """Mark as missed what is open beyond its grace; return how many.

    Indicators are decided when their period closes.
    """
    over = Obligation.objects.filter(
        closed_at=None,
        state=State.OPEN,
        grace_until__lt=now,
        version__in=DutyVersion.objects.exclude(measure=Measure.INDICATOR),
    )
    # Marked for the boards by unit and day: a month's end is many rows on few days.
    mark_for_boards(over)
    return over.update(state=State.MISSED, settled_at=F("grace_until"))


def mark_for_boards(rows: QuerySet[Obligation]) -> int:
    """Have boards count the units and days of these obligations again, in one statement."""
    chosen = rows.order_by().values_list("unit_path", "due_on").distinct()
    sql, parameters = chosen.query.sql_with_params()
    return execute(f"INSERT INTO duties_summarymark (unit_path, day) {sql}", parameters)
