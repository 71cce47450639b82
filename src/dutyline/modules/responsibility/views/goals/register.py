"""The goals of a year, in the order they go down the line; those of the reader's own posts."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.modules.responsibility.models import Goal, GoalState
from dutyline.modules.responsibility.operations.goals.tree import rows_of, with_results
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.exports import address_of
from dutyline.modules.responsibility.views.goals.scope import unit_with, year_asked
from dutyline.modules.responsibility.views.goals.words import shown
from dutyline.modules.responsibility.views.narrowing import unit_choice, year_choice
from dutyline.modules.responsibility.views.scope import require
from dutyline.modules.responsibility.views.tabs import tabs
from dutyline.toolkit.counting import capped_count, numbers
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column, Stat

SIZE = 50
CAP = 999
DOWN_THE_LINE = ("path",)
NEWEST_YEAR = ("-year", "path")


@login_required
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """List the goals of a year in reach, each right before what it was passed down to."""
    actor = actor_of(request)
    require(actor, Responsibility.GOAL_VIEW)
    year, state = year_asked(request), request.GET.get("state", "")
    unit = unit_with(actor, request.GET.get("unit", ""), Responsibility.GOAL_VIEW)
    everything = Goal.objects.visible_to(actor).filter(year=year)
    if unit is not None:
        everything = everything.within(unit.path)
    known = state in GoalState.values
    rows = everything.filter(state=state) if known else everything.in_force()
    page = page_of(request, with_results(rows), DOWN_THE_LINE, SIZE)
    context = {
        "page": page,
        "rows": [shown(row) for row in rows_of(page.rows, timezone.now())],
        "stats": _stats(everything, year),
        "tabs": tabs("goals"),
        "bar": _bar(actor, year, state, unit.path if unit else ""),
        "columns": columns(),
        "asked": bool(known or unit),
        "year": year,
        "may_set": actor.can(Responsibility.GOAL_SET),
        "export_url": address_of(request, "goals_xlsx"),
    }
    return render(request, "responsibility/goals.html", context)


@login_required
@require_safe
def my_goals(request: HttpRequest) -> HttpResponse:
    """List the goals of the posts the reader holds, and what waits for his word."""
    actor = actor_of(request)
    held = [each.post_id for each in actor.appointments]
    rows = Goal.objects.in_force().filter(post__in=held)
    page = page_of(request, with_results(rows), NEWEST_YEAR, SIZE)
    today = timezone.localdate()
    asked = Goal.objects.none()
    if actor.person is not None:
        asked = Goal.objects.to_consent(actor.person.pk, today).select_related("post__unit")
    context = {
        "page": page,
        "rows": [shown(row) for row in rows_of(page.rows, timezone.now())],
        "asked": asked.order_by("id")[:SIZE],
        "columns": columns(),
        "may_set": actor.can(Responsibility.GOAL_SET),
    }
    return render(request, "responsibility/my_goals.html", context)


def columns() -> tuple[Column, ...]:
    """Return the columns of a table of goals."""
    return (
        Column(pgettext("of a year", "Goal")),
        Column(pgettext("goal", "Promised by")),
        Column(pgettext("goal", "Target")),
        Column(pgettext("goal", "Now")),
        Column(_("State"), css="cell-end"),
    )


def _stats(everything: "QuerySet[Goal]", year: int) -> list[Stat]:
    states = (GoalState.PROMISED, GoalState.PASSED_ON, GoalState.ASKED)
    found = numbers([capped_count(everything.filter(state=each), CAP) for each in states])
    return [
        Stat(
            each.label,
            f"{CAP}+" if n > CAP else str(n),
            url=f"?year={year}&state={each.value}",
        )
        for each, n in zip(states, found, strict=True)
    ]


def _bar(actor: Actor, year: int, state: str, unit: str) -> FilterBar:
    states = [Choice(key, label, key == state) for key, label in GoalState.choices]
    return FilterBar(
        [
            year_choice(year),
            Dimension("state", _("State"), states, many=False),
            unit_choice(actor, Responsibility.GOAL_VIEW, unit),
        ]
    )
