"""A goal on one page: above it, itself, what it was passed down to, and the money beside it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.registry import indicator
from dutyline.modules.responsibility.keys import GOAL_RESULT
from dutyline.modules.responsibility.models import Goal, GoalMeasure, GoalState
from dutyline.modules.responsibility.operations.budget.sums import by_unit, control_of
from dutyline.modules.responsibility.operations.goals.saying import mark_words, number_words
from dutyline.modules.responsibility.operations.goals.shared import passed, promised
from dutyline.modules.responsibility.operations.goals.tree import (
    above,
    rows_of,
    with_results,
    year_of,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.budget.pages import shown as money_shown
from dutyline.modules.responsibility.views.goals.offers import offers_for
from dutyline.modules.responsibility.views.goals.register import DOWN_THE_LINE, SIZE
from dutyline.modules.responsibility.views.goals.scope import goal_or_404
from dutyline.modules.responsibility.views.goals.words import (
    events,
    measure_words,
    shown,
)
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.parts import Entry

MOST_STEPS = 200
MOST_RESULTS = 50


@login_required
@require_safe
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a goal with the line above it and everything it was passed down to."""
    actor, now = actor_of(request), timezone.now()
    found = goal_or_404(actor, pk)
    upward = rows_of(list(with_results(above(found))), now)
    mine = rows_of(list(with_results(Goal.objects.filter(pk=found.pk))), now)[0]
    below = Goal.objects.under(found).in_force().exclude(pk=found.pk)
    page = page_of(request, with_results(below), DOWN_THE_LINE, SIZE)
    steps = found.steps.select_related("consent").order_by("-id")[:MOST_STEPS]
    seen = set(
        Goal.objects.visible_to(actor)
        .filter(pk__in=[row.goal.pk for row in upward])
        .values_list("pk", flat=True)
    )
    context = {
        "goal": found,
        "row": shown(mine),
        "facts": _facts(found, mine.holders),
        "above": [shown(row) for row in upward],
        "closed": {row.goal.pk for row in upward} - seen,
        "page": page,
        "rows": [shown(row, mine.depth + 1) for row in rows_of(page.rows, now)],
        "events": events(found, steps),
        "results": _results(found),
        "offers": offers_for(actor, found, timezone.localdate()),
        "sees_list": actor.can(Responsibility.GOAL_VIEW),
        "records": _records(found),
        **_money(actor, found),
    }
    return render(request, "responsibility/goal.html", context)


def _facts(found: Goal, holders: tuple[str, ...]) -> list[Entry]:
    facts = [
        Entry(_("Post"), found.post.with_unit, url=reverse("post", args=[found.post_id])),
        Entry(pgettext("goal", "Held by"), ", ".join(holders) or _("vacant")),
        Entry(_("Measured by"), measure_words(found)),
        Entry(pgettext("goal", "Passed on"), mark_words(found, passed(found))),
    ]
    if found.state == GoalState.PROMISED:
        facts.append(Entry(pgettext("goal", "Promised"), mark_words(found, promised(found))))
    if found.asked_post is not None:
        facts.append(Entry(_("Waits for the consent of"), found.asked_post.title))
    return facts


def _results(found: Goal) -> list[dict[str, Any]]:
    rows = list(found.results.order_by("-on", "-id")[:MOST_RESULTS])
    files = Attachment.objects.by_subject(GOAL_RESULT, [row.pk for row in rows])
    return [
        {
            "row": row,
            "value": number_words(found, row.value) if row.value is not None else "",
            "files": files.get(row.pk, []),
        }
        for row in rows
    ]


def _records(found: Goal) -> str:
    """Return the page of the records an indicator is read from."""
    if found.measure != GoalMeasure.INDICATOR:
        return ""
    period = year_of(found.year, timezone.now(), timezone.get_current_timezone())
    try:
        return indicator(found.indicator).url_for(found.post.unit.path, period)
    except KeyError:
        return ""


def _money(actor: Actor, found: Goal) -> dict[str, Any]:
    unit = found.post.unit
    if not actor.can(Responsibility.BUDGET_VIEW, unit.path):
        return {}
    return {
        "money": money_shown(by_unit([unit.pk], found.year)[unit.pk]),
        "control": control_of(unit, timezone.localdate()),
    }
