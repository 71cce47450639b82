"""Pages on which money is planned, its use recorded with proof, and a mistake taken back."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.modules.responsibility.forms.budget import PlanForm, TakeBackForm, UseForm
from dutyline.modules.responsibility.models import BudgetLine, BudgetUse
from dutyline.modules.responsibility.operations.budget import plan_budget, record_use, take_back
from dutyline.modules.responsibility.operations.budget.planning import PURPOSES
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.budget.pages import purpose_words, where
from dutyline.modules.responsibility.views.goals.scope import year_asked
from dutyline.toolkit.ui.parts import Link


@login_required
def budget_plan(request: HttpRequest, unit: int) -> HttpResponse:
    """Plan what a unit may spend on a purpose in the year of the query."""
    actor, today = actor_of(request), timezone.localdate()
    found = get_object_or_404(Unit, pk=unit)
    if not actor.can(Responsibility.BUDGET_PLAN, found.path):
        raise Http404
    year = year_asked(request)
    purposes = [(each.key, str(each.label)) for each in catalogue(PURPOSES, today)]
    form = PlanForm(request.POST or None, purposes=purposes)
    page = f"{reverse('responsibility:budget')}?year={year}&unit={found.path}"

    def act(at: datetime) -> str:
        said = form.cleaned_data
        plan_budget(
            by=actor,
            unit=found,
            year=year,
            purpose=said["purpose"],
            planned=said["planned"],
            reason=said["reason"],
            on=today,
            at=at,
        )
        return page

    question = Question(
        _("Plan the safety budget of %(unit)s for %(year)s") % {"unit": found.name, "year": year},
        gettext_lazy("Save"),
        page,
        done=gettext_lazy("Saved."),
        crumbs=[Link(_("Safety budget"), page)],
    )
    return ask(request, form, question, act)


@login_required
def budget_use(request: HttpRequest, pk: int) -> HttpResponse:
    """Record money used of a line, with its proof."""
    actor, today = actor_of(request), timezone.localdate()
    line = get_object_or_404(BudgetLine.objects.select_related("unit"), pk=pk)
    if not actor.can(Responsibility.BUDGET_RECORD, line.unit.path):
        raise Http404
    form = UseForm(request.POST or None, request.FILES or None, initial={"spent_on": today})
    page = reverse("responsibility:budget_line", args=[line.pk])

    def act(at: datetime) -> str:
        said = form.cleaned_data
        record_use(
            by=actor,
            line=line,
            amount=said["amount"],
            spent_on=said["spent_on"],
            what=said["what"],
            files=said["proof"],
            on=today,
            at=at,
        )
        return page

    question = Question(
        _("Record what was used"),
        gettext_lazy("Save"),
        page,
        lead=f"{purpose_words(line.purpose)} · {line.unit.name} · {line.year}",
        done=gettext_lazy("Saved."),
        crumbs=[Link(_("Safety budget"), where(line)), Link(purpose_words(line.purpose), page)],
    )
    return ask(request, form, question, act)


@login_required
def budget_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back a use that was recorded by mistake, as a whole or in part."""
    actor = actor_of(request)
    use = get_object_or_404(BudgetUse.objects.select_related("line__unit"), pk=pk)
    if not actor.can(Responsibility.BUDGET_RECORD, use.line.unit.path):
        raise Http404
    form = TakeBackForm(request.POST or None, initial={"amount": abs(use.amount)})
    page = reverse("responsibility:budget_line", args=[use.line_id])

    def act(at: datetime) -> str:
        said = form.cleaned_data
        take_back(by=actor, use=use, amount=said["amount"], reason=said["reason"], at=at)
        return page

    question = Question(
        _("Take this use back?"),
        pgettext_lazy("money", "Take back"),
        page,
        lead=_("What was recorded stays. A row below zero is written beside it: %(what)s")
        % {"what": use.what},
        done=gettext_lazy("Taken back."),
        crumbs=[Link(purpose_words(use.line.purpose), page)],
    )
    return ask(request, form, question, act)
