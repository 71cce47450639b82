"""The goals of a year taken out as a workbook, with every step taken and every result."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from dutyline.kernel.access.actor import Actor
from dutyline.modules.responsibility.exporting import Rows, Watch, Workbook
from dutyline.modules.responsibility.models import Goal, GoalResult, GoalStep
from dutyline.modules.responsibility.operations.goals.reading import as_said, is_share
from dutyline.modules.responsibility.operations.goals.tree import GoalRow, rows_of, with_results
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.spreadsheets.columns import Column, SheetToWrite
from dutyline.toolkit.wording import in_a_row

CHUNK = 200
DOWN_THE_LINE = ("path", "id")


def _asked(actor: Actor, parameters: Mapping[str, Any]) -> "QuerySet[Goal]":
    """Return the goals of a year in reach: of a unit, in a state, else all in force."""
    rows = Goal.objects.visible_to(actor).filter(year=int(parameters["year"]))
    if parameters.get("unit"):
        rows = rows.within(str(parameters["unit"]))
    state = parameters.get("state")
    found: QuerySet[Goal] = rows.filter(state=state) if state else rows.in_force()
    return found


def _sheets(goals: "QuerySet[Goal]", watch: Watch) -> list[SheetToWrite]:
    return [
        SheetToWrite(pgettext("of a year", "Goals"), _columns(), watch(_goals(goals))),
        SheetToWrite(_("Steps"), _step_columns(), _steps(goals)),
        SheetToWrite(pgettext("of a goal", "Results"), _result_columns(), _results(goals)),
    ]


def _columns() -> list[Column]:
    return [
        Column(pgettext("goal", "Number"), "number"),
        Column(pgettext("goal", "Passed down from"), "number"),
        Column(_("Year"), "number"),
        Column(_("Post code")),
        Column(_("Post")),
        Column(_("Unit")),
        Column(_("Goal (English)"), width=40),
        Column(_("Goal (Chinese)"), width=40),
        Column(_("Measured by")),
        Column(_("Indicator")),
        Column(_("Unit of the number")),
        Column(pgettext("goal", "At least or at most")),
        Column(_("Target passed on"), "number"),
        Column(_("Day passed on"), "date"),
        Column(_("Target promised"), "number"),
        Column(_("Day promised"), "date"),
        Column(_("State")),
        Column(_("Consent asked of")),
        Column(pgettext("goal", "Promised by")),
        Column(pgettext("goal", "Now"), "number"),
        Column(pgettext("milestone", "Reached on"), "date"),
        Column(pgettext("goal", "Reached")),
    ]


def _goals(goals: "QuerySet[Goal]") -> Rows:
    rows = with_results(goals).select_related("post__unit", "asked_post")
    waiting = iter(rows.order_by(*DOWN_THE_LINE).iterator(chunk_size=CHUNK))
    now = timezone.now()
    while some := list(islice(waiting, CHUNK)):
        for row in rows_of(some, now):
            yield _goal(row)


def _goal(row: GoalRow) -> Sequence[Any]:
    goal = row.goal
    milestone = goal.due_on is not None
    return [
        goal.pk,
        goal.parent_id,
        goal.year,
        goal.post.code,
        goal.post.title,
        goal.post.unit.name,
        goal.text_en,
        goal.text_zh,
        goal.get_measure_display(),
        goal.indicator,
        "%" if is_share(goal) else goal.figure_unit,
        goal.get_comparison_display() if goal.comparison else "",
        as_said(goal, goal.target),
        goal.due_on,
        as_said(goal, goal.promised_target),
        goal.promised_due_on,
        goal.get_state_display(),
        goal.asked_post.title if goal.asked_post else "",
        in_a_row(row.holders),
        None if milestone else as_said(goal, row.value),
        row.reached_on if milestone else None,
        "" if row.reached is None else _yes(row.reached),
    ]


def _yes(said: bool) -> str:
    return pgettext("answer", "yes") if said else pgettext("answer", "no")


def _step_columns() -> list[Column]:
    return [
        Column(pgettext("goal", "Number"), "number"),
        Column(pgettext("goal", "What was done")),
        Column(pgettext("goal", "Target"), "number"),
        Column(_("Day"), "date"),
        Column(_("Reason"), width=40),
        Column(pgettext("goal", "By")),
        Column(_("Post")),
        Column(pgettext("goal", "At"), "datetime"),
        Column(pgettext("goal", "Consent")),
        Column(pgettext("goal", "Consent: reason"), width=40),
        Column(pgettext("goal", "Consent: by")),
        Column(pgettext("goal", "Consent: at"), "datetime"),
    ]


def _steps(goals: "QuerySet[Goal]") -> Iterator[Sequence[Any]]:
    rows = GoalStep.objects.filter(goal__in=goals.values("pk")).select_related("goal", "consent")
    for row in rows.order_by("goal__path", "id").iterator(chunk_size=CHUNK):
        consent = getattr(row, "consent", None)
        said: tuple[str, str, str, datetime | None] = ("", "", "", None)
        if consent is not None:
            said = (_yes(consent.granted), consent.reason, consent.by_name, consent.at)
        yield [
            row.goal_id,
            row.get_act_display(),
            as_said(row.goal, row.target),
            row.due_on,
            row.reason,
            row.by_name,
            row.by_post,
            row.at,
            *said,
        ]


def _result_columns() -> list[Column]:
    return [
        Column(pgettext("goal", "Number"), "number"),
        Column(_("Day"), "date"),
        Column(pgettext("goal", "Value"), "number"),
        Column(pgettext("goal", "What was done for it"), width=40),
        Column(pgettext("goal", "By")),
        Column(pgettext("goal", "Recorded at"), "datetime"),
    ]


def _results(goals: "QuerySet[Goal]") -> Iterator[Sequence[Any]]:
    rows = GoalResult.objects.filter(goal__in=goals.values("pk")).select_related("goal")
    for row in rows.order_by("goal__path", "on", "id").iterator(chunk_size=CHUNK):
        value: Decimal | None = as_said(row.goal, row.value)
        yield [row.goal_id, row.on, value, row.words, row.by_name, row.at]


GOALS = Workbook(
    "responsibility.export_goals",
    gettext_lazy("Export of goals"),
    gettext_lazy("goals"),
    Responsibility.GOAL_VIEW,
    _asked,
    _sheets,
)
