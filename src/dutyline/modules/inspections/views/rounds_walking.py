"""The page of a round: before it begins, while it is walked, and when it is over."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Person
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.modules.inspections.forms.finding_base import reachable
from dutyline.modules.inspections.forms.round import StartForm
from dutyline.modules.inspections.forms.round_answer import AnswerForm
from dutyline.modules.inspections.models import Answer, Round, RoundState
from dutyline.modules.inspections.operations import save_answer, start_round
from dutyline.modules.inspections.operations.photographing import photograph_answer
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.round_over import over_context
from dutyline.modules.inspections.views.round_scope import round_or_404
from dutyline.modules.inspections.views.round_walk import (
    Step,
    address_of,
    choose,
    line_of,
    progress_of,
    sections_of,
    steps_of,
)

View = Callable[..., HttpResponse]
SUGGESTED = 60


def signed_in_or_waits(view: View) -> View:
    """Want a sign-in; an answer sent by itself gets 401 and waits in the page it was given on."""
    guarded = login_required(view)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.headers.get("X-Autosave") and not request.user.is_authenticated:
            return HttpResponse(status=401)
        return guarded(request, *args, **kwargs)

    return answer


@login_required
@require_safe
def walk_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a round as far as it is."""
    actor = actor_of(request)
    walk = round_or_404(actor, pk)
    if walk.state == RoundState.DUE:
        return _show_start(request, actor, walk, _start_form(request, actor, walk))
    steps = steps_of(walk)
    walked_by = list(walk.inspectors.select_related("person").order_by("id"))
    context: dict[str, Any] = {"walk": walk, "steps": steps, "walked_by": walked_by}
    context |= {"line": line_of(steps), "progress": progress_of(steps)}
    mine = any(actor.is_person(each.person_id) for each in walked_by)
    if walk.state == RoundState.STARTED and mine:
        context |= _walking(request, walk, steps)
        return render(request, "inspections/round.html", context)
    context |= over_context(actor, walk, steps)
    context["may_join"] = walk.state == RoundState.STARTED and _may_walk(actor, walk)
    return render(request, "inspections/round_over.html", context)


@login_required
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a due round, or join one that is begun."""
    actor = actor_of(request)
    walk = round_or_404(actor, pk)
    if not _may_walk(actor, walk):
        raise Http404
    form = _start_form(request, actor, walk)
    if form.is_valid():
        sent = carry_out(request, form, lambda: _start(actor, walk, form))
        if sent:
            return sent
    return _show_start(request, actor, walk, form, status=422)


@signed_in_or_waits
@require_POST
def answer(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Save the answer to one item; the same one again changes nothing."""
    actor = actor_of(request)
    walk = round_or_404(actor, pk)
    asked = get_object_or_404(walk.version.items.select_related("section"), pk=item)
    form = AnswerForm(request.POST, request.FILES, item=asked)
    saved = None
    if form.is_valid():
        try:
            saved = _save(actor, walk, form, timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    steps = steps_of(walk)
    here = next(step for step in steps if step.item.pk == item)
    if request.headers.get("X-Autosave"):
        here.form = form
        context = {"walk": walk, "step": here, "line": line_of(steps), "saved": saved is not None}
        context["progress"] = progress_of(steps)
        status = 200 if saved else 422
        return render(request, "inspections/round.html#saved", context, status=status)
    if saved is not None:
        return HttpResponseRedirect(_next(walk, steps, here, request.POST.get("then", "")))
    walked_by = list(walk.inspectors.select_related("person").order_by("id"))
    context = {"walk": walk, "steps": steps, "line": line_of(steps), "walked_by": walked_by}
    context |= _walking(request, walk, steps, here=here, form=form)
    context["progress"] = progress_of(steps)
    return render(request, "inspections/round.html", context, status=422)


def _walking(
    request: HttpRequest,
    walk: Round,
    steps: list[Step],
    *,
    here: Step | None = None,
    form: AnswerForm | None = None,
) -> dict[str, Any]:
    current = choose(steps, str(here.number) if here else request.GET.get("item", ""))
    for step in steps:
        step.form = AnswerForm(item=step.item, answer=step.answer)
    if here is not None and form is not None:
        here.form = form
    number = current.number if current else 0
    return {
        "sections": sections_of(steps),
        "current": current,
        "before": number - 1 if number > 1 else 0,
        "after": number + 1 if number < len(steps) else 0,
        "whole": request.GET.get("whole") == "1",
        "now": timezone.localtime(),
    }


@transaction.atomic
def _save(actor: Actor, walk: Round, form: AnswerForm, at: datetime) -> Answer:
    saved = save_answer(by=actor, walk=walk, item=form.item, given=form.given, at=at)
    photos = form.cleaned_data["photos"]
    if photos:
        photograph_answer(by=actor, answer=saved, photos=photos, at=at)
    return saved


def _next(walk: Round, steps: list[Step], here: Step, then: str) -> str:
    if then == "finish" or (here.number == len(steps) and then != "stay"):
        return reverse("inspections:round_finish", args=[walk.pk])
    if then == "stay":
        return f"{address_of(walk)}?whole=1#item-{here.number}"
    return address_of(walk, here.number + 1)


def _start_form(request: HttpRequest, actor: Actor, walk: Round) -> StartForm:
    today = timezone.localdate()
    near = reachable([walk.unit_path], today).exclude(pk=actor.person.pk if actor.person else 0)
    return StartForm(
        request.POST if request.method == "POST" else None,
        people=near.order_by("name", "id")[:SUGGESTED],
        within=Person.objects.employed(today),
    )


def _start(actor: Actor, walk: Round, form: StartForm) -> str:
    start_round(by=actor, walk=walk, at=timezone.now(), second=form.cleaned_data["second"])
    return address_of(walk)


def _show_start(
    request: HttpRequest, actor: Actor, walk: Round, form: StartForm, status: int = 200
) -> HttpResponse:
    now = timezone.localtime()
    context = {
        "walk": walk,
        "form": form,
        "now": now,
        "items": walk.version.items.count(),
        "may_walk": _may_walk(actor, walk),
        "not_yet": walk.opens_at > now,
        "missed": walk.due_at <= now,
        "crumb": _("Rounds"),
    }
    return render(request, "inspections/round_start.html", context, status=status)


def _may_walk(actor: Actor, walk: Round) -> bool:
    if actor.person is None:
        return False
    return actor.holds([walk.post_id]) or actor.can(Inspections.ROUND_WALK, walk.unit_path)
