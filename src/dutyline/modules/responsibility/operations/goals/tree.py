"""Goals with what became of them so far, for pages of them: two statements beside the rows.

The rows of a tree stand in the order of their paths, so each goal comes right before what it was
passed down to, and a level of thousands is read page by page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from dutyline.kernel.criteria.refusals import MissingCriterion
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.registry import Measurement, Period, indicator
from dutyline.modules.responsibility.models import Goal, GoalMeasure, GoalResult, GoalState
from dutyline.modules.responsibility.operations.goals.shared import passed, promised
from dutyline.modules.responsibility.rules.promising import Mark, is_reached


@dataclass(frozen=True)
class GoalRow:
    """A goal of a list: who answers for it, what it stands at now, and whether that is reached.

    `depth` counts the goals above it, `holders` are names, none where the post is vacant. `reached`
    is None while nobody can say.
    """

    goal: Goal
    depth: int
    holders: tuple[str, ...]
    mark: Mark
    value: Decimal | None
    reached_on: date | None
    reached: bool | None


def with_results(rows: "QuerySet[Goal]") -> "QuerySet[Goal]":
    """Add the newest result of each goal: `newest_value` and `newest_on`."""
    newest = GoalResult.objects.filter(goal=OuterRef("pk")).order_by("-on", "-id")
    return rows.annotate(
        newest_value=Subquery(newest.values("value")[:1]),
        newest_on=Subquery(newest.values("on")[:1]),
    ).select_related("post__unit")


def rows_of(goals: Sequence[Goal], now: datetime) -> list[GoalRow]:
    """Return goals read with `with_results` as they stand now.

    One statement for the holders, and one reading for each indicator among them.
    """
    holders = _holders(goals, timezone.localdate(now))
    values = _values(goals, now)
    return [_row(goal, holders.get(goal.post_id, ()), values) for goal in goals]


def above(goal: Goal) -> "QuerySet[Goal]":
    """Return the goals above one, the top of the line first."""
    ids = ancestors(goal.path)[:-1]
    return Goal.objects.filter(pk__in=ids).order_by("path")


def year_of(year: int, now: datetime, zone: ZoneInfo) -> Period:
    """Return a year up to now: what an indicator is read over."""
    begins = datetime(year, 1, 1, tzinfo=zone)
    return Period(begins, max(begins, min(now, datetime(year + 1, 1, 1, tzinfo=zone))))


def _row(
    goal: Goal, holders: tuple[str, ...], values: dict[tuple[str, int, str], Measurement]
) -> GoalRow:
    mark = promised(goal) if goal.state == GoalState.PROMISED else passed(goal)
    newest: Decimal | None = getattr(goal, "newest_value", None)
    newest_on: date | None = getattr(goal, "newest_on", None)
    if goal.measure == GoalMeasure.INDICATOR:
        read = values.get((goal.indicator, goal.year, goal.post.unit.path))
        newest = read.value if read else None
    if goal.measure == GoalMeasure.MILESTONE:
        reached = None if newest_on is None or mark.due_on is None else newest_on <= mark.due_on
    else:
        reached = is_reached(newest, mark)
    depth = len(ancestors(goal.path)) - 1
    return GoalRow(goal, depth, holders, mark, newest, newest_on, reached)


def _holders(goals: Iterable[Goal], on: date) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    rows = Appointment.objects.on(on).filter(post__in={goal.post_id for goal in goals})
    for post, name in rows.order_by("acting", "id").values_list("post", "person__name"):
        found[post] = (*found.get(post, ()), name)
    return found


def _values(goals: Iterable[Goal], now: datetime) -> dict[tuple[str, int, str], Measurement]:
    asked: dict[tuple[str, int], set[str]] = {}
    for goal in goals:
        if goal.measure == GoalMeasure.INDICATOR:
            asked.setdefault((goal.indicator, goal.year), set()).add(goal.post.unit.path)
    zone = timezone.get_current_timezone()
    found: dict[tuple[str, int, str], Measurement] = {}
    for (key, year), paths in sorted(asked.items()):
        try:
            # The records behind a value follow their unit when it moves, so today's path.
            read = indicator(key).compute(sorted(paths), year_of(year, now, zone))
        except (KeyError, MissingCriterion):
            continue  # No module, or no criterion of that day, says how to read it: no value.
        found |= {(key, year, path): value for path, value in read.items()}
    return found
