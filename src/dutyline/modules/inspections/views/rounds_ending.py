"""How a round ends: finished, broken off, or declared void; and how an unplanned one begins."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Person, Place
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.kernel.receipts.submission import carry_out
from dutyline.modules.inspections.forms.finding_base import reachable
from dutyline.modules.inspections.forms.round import FinishForm, UnplannedForm, WhyForm
from dutyline.modules.inspections.keys import ROUND
from dutyline.modules.inspections.models import Checklist, Round, RoundState
from dutyline.modules.inspections.operations import (
    abandon_round,
    begin_unplanned,
    finish_round,
    void_round,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.came_late import CameLate, leads_back, who_was_first
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.round_scope import require, round_or_404
from dutyline.modules.inspections.views.round_walk import (
    address_of,
    line_of,
    progress_of,
    steps_of,
)
from dutyline.toolkit.ui.messages import done
from dutyline.toolkit.ui.parts import Link

SUGGESTED = 60
MOST_PLACES = 500
ENDS = (
    "inspections.round_finished",
    "inspections.round_abandoned",
    "inspections.round_voided",
)


@login_required
@leads_back
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a round found, and finish it."""
    actor = actor_of(request)
    walk = _walked(actor, pk)
    form, status = FinishForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and (
            sent := carry_out(request, form, lambda: _finish(actor, walk, form))
        ):
            done(request, _("Round finished."))
            return sent
    steps = steps_of(walk)
    left = sum(step.answer is None or step.lacks_photo for step in steps)
    context = {
        "left": left,
        "walk": walk,
        "form": form,
        "steps": steps,
        "line": line_of(steps),
        "progress": progress_of(steps),
        "open": [step for step in steps if step.answer is None],
        "photos": [step for step in steps if step.lacks_photo],
        "faults": [step for step in steps if step.is_fault],
    }
    return render(request, "inspections/round_finish.html", context, status=status)


@login_required
@leads_back
def abandonment(request: HttpRequest, pk: int) -> HttpResponse:
    """Break a round off, with the reason; its faults are kept."""
    actor = actor_of(request)
    walk, form = _walked(actor, pk), WhyForm(request.POST or None)
    question = Question(
        _("Break this round off?"),
        _("Break off"),
        address_of(walk),
        done=_("Round broken off."),
        lead=_("What does not conform stays recorded. The round itself does not count as done."),
        kind="refuse",
        crumbs=[Link(walk.title, address_of(walk))],
    )

    def act(at: datetime) -> str:
        abandon_round(by=actor, walk=walk, reason=form.cleaned_data["reason"], at=at)
        return address_of(walk)

    return ask(request, form, question, act)


@login_required
def void(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a finished round void, with the reason."""
    actor = actor_of(request)
    walk, form = round_or_404(actor, pk), WhyForm(request.POST or None)
    if not actor.can(Inspections.ROUND_VOID, walk.unit_path):
        raise Http404
    question = Question(
        _("Declare this round void?"),
        _("Declare void"),
        address_of(walk),
        done=pgettext_lazy("round", "Declared void."),
        lead=_("It stays on record; what it proved for anybody's duty is withdrawn."),
        kind="refuse",
        crumbs=[Link(walk.title, address_of(walk))],
    )

    def act(at: datetime) -> str:
        void_round(by=actor, walk=walk, reason=form.cleaned_data["reason"], at=at)
        return address_of(walk)

    return ask(request, form, question, act)


@login_required
def unplanned(request: HttpRequest) -> HttpResponse:
    """Begin a round nobody planned."""
    actor = actor_of(request)
    require(actor, Inspections.ROUND_WALK)
    form = _unplanned_form(request, actor)
    question = Question(
        _("Walk a round nobody planned"),
        pgettext_lazy("round", "Begin"),
        reverse("inspections:rounds"),
        crumbs=[Link(_("Rounds"), reverse("inspections:rounds"))],
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        place: Place = said["place"]
        walk = begin_unplanned(
            by=actor, checklist=said["checklist"], place=place, second=said["second"], at=at
        )
        return address_of(walk)

    return ask(request, form, question, act)


def _unplanned_form(request: HttpRequest, actor: Actor) -> UnplannedForm:
    today = timezone.localdate()
    paths = actor.paths(Inspections.ROUND_WALK)
    places = Place.objects.on(today).within(paths).order_by("name", "id")
    above = {unit for path in paths for unit in ancestors(path)}
    lists = Checklist.objects.in_use().filter(versions__number__isnull=False).distinct()
    usable = lists.visible_to(actor) | lists.filter(unit__in=above)
    asked = request.GET.get("place", "")
    return UnplannedForm(
        request.POST or None,
        places=places[:MOST_PLACES] if not request.POST else places,
        checklists=usable.order_by("name_en", "id"),
        people=reachable(paths, today).order_by("name", "id")[:SUGGESTED],
        within=Person.objects.employed(today),
        initial={"place": asked} if asked.isascii() and asked.isdigit() else {},
    )


def _walked(actor: Actor, pk: int) -> Round:
    walk = round_or_404(actor, pk)
    person = actor.person.pk if actor.person else 0
    if not walk.inspectors.filter(person=person).exists():
        raise Http404
    if walk.state != RoundState.STARTED:
        raise CameLate(address_of(walk), who_was_first((ROUND, walk.pk), ENDS, ()))
    return walk


def _finish(actor: Actor, walk: Round, form: FinishForm) -> str:
    said = form.cleaned_data
    finish_round(
        by=actor,
        walk=walk,
        at=timezone.now(),
        started_at=said["started_at"],
        finished_at=said["finished_at"],
    )
    return address_of(walk)
