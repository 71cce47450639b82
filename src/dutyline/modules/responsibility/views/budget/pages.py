"""The safety budget of a year: plan and use by unit, purpose and month; a line with its uses."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.criteria.lookup import catalogue_ever
from dutyline.kernel.files.models import Attachment
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.responsibility.keys import BUDGET_USE
from dutyline.modules.responsibility.models import BudgetLine
from dutyline.modules.responsibility.operations.budget.planning import PURPOSES
from dutyline.modules.responsibility.operations.budget.sums import (
    NOTHING,
    Money,
    budgeted,
    by_month,
    by_purpose,
    by_unit,
    control_of,
    heads_of,
    planned_below,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.exports import address_of
from dutyline.modules.responsibility.views.goals.scope import unit_with, year_asked
from dutyline.modules.responsibility.views.narrowing import unit_choice, year_choice
from dutyline.modules.responsibility.views.scope import require
from dutyline.modules.responsibility.views.tabs import tabs
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.filters import FilterBar
from dutyline.toolkit.ui.numbers import money as amount_words
from dutyline.toolkit.ui.numbers import percent
from dutyline.toolkit.ui.parts import Column, Link, Stat
from dutyline.toolkit.ui.when import month_name
from dutyline.toolkit.wording import with_more

SIZE = 50
MOST_LINES = 100
BY_PATH = ("path", "id")
NEWEST = ("-spent_on", "-id")


@login_required
@require_safe
def budget(request: HttpRequest) -> HttpResponse:
    """Show plan and use of a year by unit, purpose and month, and the lines of a chosen unit."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Responsibility.BUDGET_VIEW)
    year = year_asked(request)
    unit = unit_with(actor, request.GET.get("unit", ""), Responsibility.BUDGET_VIEW)
    paths = [unit.path] if unit else list(actor.paths(Responsibility.BUDGET_VIEW))
    units = visible_to(Unit.objects.all(), actor, Responsibility.BUDGET_VIEW, path_field="path")
    if unit is not None:
        units = units.within([unit.path])
    page = page_of(request, units.filter(budgeted(year)), BY_PATH, SIZE)
    ids = [each.pk for each in page.rows]
    sums, heads = by_unit(ids, year), heads_of(ids, today)
    purposes = by_purpose(paths, year)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(each, shown(sums[each.pk]), heads.get(each.pk, ())) for each in page.rows],
        "purposes": [(purpose_words(key), shown(money)) for key, money in purposes.items()],
        "months": [
            (month_name(today.replace(year=year, month=n, day=1)), amount_words(used))
            for n, used in enumerate(by_month(paths, year), start=1)
            if used
        ],
        "tabs": tabs("budget"),
        "export_url": address_of(request, "budget_xlsx"),
        "bar": FilterBar(
            [
                year_choice(year),
                unit_choice(actor, Responsibility.BUDGET_VIEW, unit.path if unit else ""),
            ]
        ),
        "columns": unit_columns(),
        "year": year,
        "unit": unit,
        "plans": _plans(actor, unit),
    }
    if unit is not None:
        money = by_unit([unit.pk], year)[unit.pk]
        lines = BudgetLine.objects.filter(unit=unit, year=year).with_used()
        context |= {
            "stats": _stats(unit, year, money, purposes.values()),
            "control": control_of(unit, today),
            "lines": [
                (line, purpose_words(line.purpose), shown(Money(line.planned, line.used)))
                for line in lines.order_by("purpose")[:MOST_LINES]
            ],
        }
    return render(request, "responsibility/budget.html", context)


@login_required
@require_safe
def budget_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a purpose of a unit with every use of it and its proof."""
    actor, today = actor_of(request), timezone.localdate()
    rows = BudgetLine.objects.visible_to(actor).with_used().select_related("unit")
    line = get_object_or_404(rows, pk=pk)
    page = page_of(request, line.uses.select_related("corrects"), NEWEST, SIZE)
    files = Attachment.objects.by_subject(BUDGET_USE, [use.pk for use in page.rows])
    context = {
        "line": line,
        "purpose": purpose_words(line.purpose),
        "money": shown(Money(line.planned, line.used)),
        "control": control_of(line.unit, today),
        "page": page,
        "rows": [(use, amount_words(use.amount), files.get(use.pk, [])) for use in page.rows],
        "columns": (
            Column(_("What it was used for")),
            Column(_("Day")),
            Column(_("Amount"), number=True),
            Column(_("Proof"), css="cell-end"),
        ),
        "may_record": actor.can(Responsibility.BUDGET_RECORD, line.unit.path),
        "may_plan": actor.can(Responsibility.BUDGET_PLAN, line.unit.path),
        "crumbs": [
            Link(_("Safety budget"), f"{reverse('responsibility:budget')}?year={line.year}"),
            Link(line.unit.name, where(line)),
        ],
    }
    return render(request, "responsibility/budget_line.html", context)


def where(line: BudgetLine) -> str:
    """Return the page of the budget of a line's unit."""
    page = reverse("responsibility:budget")
    return f"{page}?year={line.year}&unit={line.unit.path}"


def purpose_words(key: str) -> str:
    """Return a purpose in the reader's language; its key where the catalogue lost it."""
    found = catalogue_ever(PURPOSES).get(key)
    return str(found.label) if found else key


def shown(money: Money) -> dict[str, Any]:
    """Return plan and use as people read them; `over` where more was used than planned."""
    return {
        "planned": amount_words(money.planned),
        "used": amount_words(money.used),
        "left": amount_words(money.left),
        "rate": percent(money.rate),
        "rate_words": _rate_words(money),
        "used_words": _used_words(money),
        "over": money.left < 0,
    }


def _used_words(money: Money) -> str:
    said = {"used": amount_words(money.used), "planned": amount_words(money.planned)}
    words, rate = _("%(used)s of %(planned)s used") % said, _rate_words(money)
    return with_more(words, rate) if rate else words


def _rate_words(money: Money) -> str:
    """Return how much of the plan was used, "" without a plan."""
    return _("%(rate)s of the plan") % {"rate": percent(money.rate)} if money.planned else ""


def unit_columns() -> tuple[Column, ...]:
    """Return the columns of plan and use by unit."""
    return (
        Column(_("Unit")),
        Column(pgettext("money", "Planned"), number=True),
        Column(pgettext("money", "Used"), number=True),
        Column(_("Rate of use"), number=True),
        Column(_("Controlled by"), css="cell-end"),
    )


def _stats(unit: Unit, year: int, money: Money, under: Iterable[Money]) -> list[Stat]:
    """Return the numbers of a unit, and those of it with everything under it."""
    said = shown(money)
    sums = [(each.planned, each.used) for each in under]
    told = shown(Money(*(sum(column, NOTHING) for column in zip(*sums, strict=True))))
    of = _("%(used)s of %(planned)s used") % {"used": told["used"], "planned": told["planned"]}
    return [
        Stat(pgettext("money", "Planned"), said["planned"]),
        Stat(pgettext("money", "Used"), said["used"], said["rate_words"]),
        Stat(pgettext("money", "Left"), said["left"]),
        Stat(_("Planned by units directly under it"), amount_words(planned_below(unit, year))),
        Stat(_("With everything under it"), told["rate"], note=of),
    ]


def _plans(actor: Actor, unit: Unit | None) -> bool:
    if unit is None:
        return actor.can(Responsibility.BUDGET_PLAN)
    return actor.can(Responsibility.BUDGET_PLAN, unit.path)
