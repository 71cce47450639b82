"""A plan rests for a while, and goes on."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.receipts.asking import ask
from dutyline.modules.inspections.forms.plan import PausePlanForm, ResumePlanForm
from dutyline.modules.inspections.operations import pause_plan, resume_plan
from dutyline.modules.inspections.views.came_late import leads_back
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.plans import managed_plan, plan_question


@login_required
@leads_back
def plan_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a plan rest."""
    actor = actor_of(request)
    row = managed_plan(actor, pk)
    form = PausePlanForm(request.POST or None, initial={"day": timezone.localdate()})

    def act(at: datetime) -> str:
        said = form.cleaned_data
        again = pause_plan(
            by=actor,
            plan=row,
            on=said["day"],
            back_on=said["back_on"],
            reason=said["reason"],
            at=at,
        )
        return reverse("inspections:plan", args=[again.pk if again else row.pk])

    question = plan_question(
        row,
        _("Let this plan rest?"),
        pgettext_lazy("plan", "Let it rest"),
        pgettext_lazy("plan", "It rests."),
        lead=_("Rounds of the days between do not fall due, and nobody misses them."),
    )
    return ask(request, form, question, act)


@login_required
@leads_back
def plan_resumption(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a plan that rests or has ended go on."""
    actor = actor_of(request)
    row = managed_plan(actor, pk, ended=True)
    form = ResumePlanForm(request.POST or None, initial={"day": timezone.localdate()})

    def act(at: datetime) -> str:
        again = resume_plan(by=actor, plan=row, on=form.cleaned_data["day"], at=at)
        return reverse("inspections:plan", args=[again.pk])

    question = plan_question(
        row,
        _("Let this plan go on?"),
        pgettext_lazy("plan", "Go on"),
        pgettext_lazy("plan", "It goes on. The rounds fall due by themselves."),
        lead=_("Same checklist, places, post and rhythm. Places out of use are left out."),
    )
    return ask(request, form, question, act)
