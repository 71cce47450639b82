"""Plans: rounds that fall due by themselves."""

from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Place, Post, Unit
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.modules.inspections.forms.plan import ChangePlanForm, EndPlanForm, PlanForm, UnitForm
from dutyline.modules.inspections.keys import PLAN
from dutyline.modules.inspections.models import Checklist, ChecklistVersion, Plan, PlanTarget, Round
from dutyline.modules.inspections.operations import change_plan, end_plan, make_plan
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.rounds import ROUND_ORDER
from dutyline.modules.inspections.views.came_late import CameLate, leads_back, who_was_first
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.plan_tabs import plan_tabs
from dutyline.modules.inspections.views.plan_words import sentence_of
from dutyline.modules.inspections.views.round_scope import (
    in_unit,
    plan_or_404,
    require,
    unit_asked,
    units_with,
)
from dutyline.modules.inspections.views.rounds import rows_of
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.parts import Column, Link

SIZE = 50
LAST_ROUNDS = 10
MOST_PLACES = 300
BY_NAME = ("name", "id")
STEPS = ("inspections.plan_ended", "inspections.plan_paused", "inspections.plan_resumed")


@login_required
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans that run, or all there ever were."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Inspections.ROUND_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255])
    ended = request.GET.get("ended") == "1"
    rows = Plan.objects.visible_to(actor).filter(**in_unit(unit))
    rows = rows.filter(valid_to__lte=today) if ended else rows.exclude(valid_to__lte=today)
    rows = rows.select_related("unit", "checklist", "post__unit").prefetch_related(_targets())
    page = page_of(request, rows, BY_NAME, SIZE)
    context = {
        "page": page,
        "rows": [(each, sentence_of(each, each.targets.all())) for each in page.rows],
        "columns": (
            Column(pgettext("column", "Plan"), css="cell-title"),
            Column(pgettext("column", "How often")),
            Column(pgettext("column", "Post"), css="cell-end"),
        ),
        "tabs": plan_tabs(actor, "plans"),
        "ended": ended,
        "may_plan": actor.can(Inspections.PLAN_MANAGE),
    }
    return render(request, "inspections/plans.html", context)


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a plan: what it says, where it leads, its last rounds."""
    actor, now = actor_of(request), timezone.localtime()
    row = plan_or_404(actor, pk)
    targets = list(row.targets.select_related("place__unit", "unit").order_by("id"))
    rounds = Round.objects.visible_to(actor).filter(plan=row).order_by(*ROUND_ORDER)
    latest = rounds.select_related("unit", "place", "post")[:LAST_ROUNDS]
    runs = row.valid_to is None or row.valid_to > now.date()
    context = {
        "plan": row,
        "sentence": sentence_of(row, targets),
        "targets": targets,
        "rounds": list(rows_of(list(latest), actor, now)),
        "runs": runs,
        "may_plan": actor.can(Inspections.PLAN_MANAGE, row.unit_path),
        "now": now,
    }
    return render(request, "inspections/plan.html", context)


@login_required
def plan_new(request: HttpRequest) -> HttpResponse:
    """Plan rounds: first for which unit, then what, where, who and how often."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Inspections.PLAN_MANAGE)
    place = _asked_place(actor, request.GET.get("place", ""))
    asked = request.GET.get("unit", "")
    unit = place.unit if place else _asked_unit(actor, asked)
    if unit is None:
        units = units_with(actor, Inspections.PLAN_MANAGE).order_by("depth", "name", "id")
        return render(request, "inspections/plan_unit.html", {"form": UnitForm(units=units)})
    usable = Checklist.objects.usable_in(unit.path).filter(Exists(_published()))
    form = PlanForm(
        request.POST or None,
        unit=unit,
        places=_places(unit, today),
        posts=_posts(unit, today),
        checklists=usable.order_by("name_en", "id"),
        initial={"on": today, "targets": [str(place.pk)] if place else []},
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        made = make_plan(
            by=actor,
            name=said["name"],
            checklist=said["checklist"],
            unit=unit,
            post=said["post"],
            cadence=said["cadence"],
            targets=said["targets"],
            on=said["on"],
            at=at,
        )
        return reverse("inspections:plan", args=[made.pk])

    question = Question(
        _("Plan rounds"),
        pgettext_lazy("plan", "Plan"),
        reverse("inspections:plans"),
        done=gettext_lazy("Planned. The rounds fall due by themselves."),
        lead=unit.name,
        crumbs=[Link(_("Plans"), reverse("inspections:plans"))],
    )
    return ask(request, form, question, act)


@login_required
@leads_back
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change where, who or how often from a day on."""
    actor, today = actor_of(request), timezone.localdate()
    row = managed_plan(actor, pk)
    targets = [
        str(place) if place else "unit" for place in row.targets.values_list("place", flat=True)
    ]
    form = ChangePlanForm(
        request.POST or None,
        unit=row.unit,
        places=_places(row.unit, today),
        posts=_posts(row.unit, today),
        initial={
            "targets": targets,
            "post": row.post_id,
            "cadence": row.cadence,
            "on": today,
        },
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        changed = change_plan(
            by=actor,
            plan=row,
            targets=said["targets"],
            post=said["post"],
            cadence=said["cadence"],
            on=said["on"],
            reason=said["reason"],
            at=at,
        )
        return reverse("inspections:plan", args=[changed.pk])

    question = plan_question(
        row,
        _("Change the plan"),
        pgettext_lazy("plan", "Change"),
        pgettext_lazy("plan", "Changed."),
        lead=_("What was walked or missed before that day stays with the plan as it was."),
    )
    return ask(request, form, question, act)


@login_required
@leads_back
def plan_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a plan end."""
    actor = actor_of(request)
    row = managed_plan(actor, pk)
    form = EndPlanForm(request.POST or None, initial={"day": timezone.localdate()})

    def act(at: datetime) -> str:
        said = form.cleaned_data
        end_plan(by=actor, plan=row, on=said["day"], reason=said["reason"], at=at)
        return reverse("inspections:plan", args=[row.pk])

    question = plan_question(
        row,
        _("End this plan?"),
        _("End the plan"),
        pgettext_lazy("plan", "Ended."),
        lead=_("Rounds of later days go; what was walked stays on record."),
        kind="refuse",
    )
    return ask(request, form, question, act)


def managed_plan(actor: Actor, pk: int, *, ended: bool = False) -> Plan:
    """Return a plan that runs, or one that has ended, where the actor plans; 404 for others.

    Raises CameLate where somebody has ended it meanwhile, or lets it go on.
    """
    row = plan_or_404(actor, pk)
    if not actor.can(Inspections.PLAN_MANAGE, row.unit_path):
        raise Http404
    over = row.valid_to is not None and row.valid_to <= timezone.localdate()
    if over != ended:
        address = reverse("inspections:plan", args=[row.pk])
        raise CameLate(address, who_was_first((PLAN, row.pk), STEPS, ()))
    return row


def plan_question(
    row: Plan, title: str, button: Any, done: Any, *, lead: str, kind: str = "main"
) -> Question:
    """Return what is asked about a plan, with the way back to it."""
    here = reverse("inspections:plan", args=[row.pk])
    crumbs = [Link(_("Plans"), reverse("inspections:plans")), Link(row.name, here)]
    return Question(title, button, here, done=done, lead=lead, kind=kind, crumbs=crumbs)


def _targets() -> Prefetch:
    rows = PlanTarget.objects.select_related("place", "unit").order_by("id")
    return Prefetch("targets", queryset=rows)


def _published() -> Any:
    return ChecklistVersion.objects.filter(checklist=OuterRef("pk"), number__isnull=False)


def _places(unit: Unit, on: date) -> list[Place]:
    rows = Place.objects.on(on).within([unit.path]).select_related("unit")
    return list(rows.order_by("unit_path", "name", "id")[:MOST_PLACES])


def _posts(unit: Unit, on: date) -> Any:
    return Post.objects.on(on).within([unit.path]).select_related("unit").order_by("title", "id")


def _asked_unit(actor: Actor, asked: str) -> Unit | None:
    """Return the unit an address names, by path or by number."""
    if asked.isascii() and asked.isdigit() and len(asked) < 18:
        found: Unit | None = (
            units_with(actor, Inspections.PLAN_MANAGE).filter(pk=int(asked)).first()
        )
        if found is None:
            raise Http404
        return found
    return unit_asked(actor, asked[:255], Inspections.PLAN_MANAGE)


def _asked_place(actor: Actor, asked: str) -> Place | None:
    if not (asked.isascii() and asked.isdigit() and len(asked) < 18):
        return None
    rows = Place.objects.on(timezone.localdate()).within(actor.paths(Inspections.PLAN_MANAGE))
    place: Place | None = rows.select_related("unit").filter(pk=int(asked)).first()
    if place is None:
        raise Http404
    return place
