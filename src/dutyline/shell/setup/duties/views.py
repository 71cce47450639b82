"""One duty: its versions and what each changed, the posts that owe it; new, changed, ended."""

from itertools import pairwise
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.criteria.lookup import CITED, catalogue, catalogue_ever
from dutyline.kernel.duties.keys import DUTY
from dutyline.kernel.duties.models import Duty, DutyVersion, Measure, PostDuty
from dutyline.kernel.duties.operations import (
    apply_standard_duties,
    change_duty,
    define_duty,
    retire_duty,
)
from dutyline.kernel.history.models import Entry
from dutyline.kernel.history.sentences import tell
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.duties.forms import ChangedDuty, EndDuty, NewDuty
from dutyline.shell.setup.duties.lists import STANDARD_POSTS
from dutyline.shell.setup.duties.trial import blame, tried
from dutyline.shell.setup.duties.words import differences, facts_of
from dutyline.shell.setup.seen import mark_of
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Entry as Fact
from dutyline.toolkit.ui.parts import Event, Link, Tab

MOST_POSTS = 300
MOST_EVENTS = 30


@login_required
@require_safe
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a duty through time and who owes it; whoever sees posts may read it."""
    actor, today = actor_of(request), timezone.localdate()
    if not actor.can(Access.ORGANISATION_VIEW):
        raise Http404
    found = get_object_or_404(Duty, pk=pk)
    versions = list(found.versions.order_by("-number"))
    now = next((each for each in versions if each.runs_on(today)), versions[0])
    owing = PostDuty.objects.filter(as_of(today), duty=found).select_related("post__unit")
    seen = visible_to(owing, actor, Access.ORGANISATION_VIEW, path_field="post__unit__path")
    events = Entry.objects.about(DUTY, pk).order_by("-id")[:MOST_EVENTS]
    standards = dict(_standards())
    context = {
        "duty": found,
        "version": now,
        "standard": standards.get(found.standard_post, ""),
        "facts": [
            Fact(name, value, url=_clause_url(now) if name == _("Legal basis") else "")
            for name, value in facts_of(now).items()
            if value
        ][2:],
        "versions": list(zip(versions, _changes(versions), strict=True)),
        "owing": [
            (each, actor.can(Access.DUTIES_MANAGE, each.post.unit.path))
            for each in seen.order_by("post__unit__path", "post__title", "id")[:MOST_POSTS]
        ],
        "events": [Event(each.recorded_at, tell(each), quote=each.reason) for each in events],
        "may_change": actor.can(Access.DUTIES_MANAGE) and versions[0].valid_to is None,
        "crumbs": _crumbs(request),
    }
    return render(request, "shell/setup/duties/duty.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def duty_new(request: HttpRequest) -> HttpResponse:
    """Define a duty of our own; with a standard post, its posts take it up."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.DUTIES_MANAGE)
    measure = request.GET.get("measure", "")
    measure = measure if measure in Measure.values else Measure.COUNT
    form = NewDuty(
        request.POST if request.method == "POST" else None,
        measure=measure,
        actor=actor,
        standards=_standards(),
        today=today,
    )
    if form.is_valid():

        def act() -> str:
            now, given = timezone.now(), form.cleaned_data
            made = define_duty(
                by=actor,
                key=f"own.{get_random_string(10).lower()}",
                on=given["on"],
                at=now,
                standard_post=given["standard_post"],
                **form.asks(),
            )
            if made.standard_post:
                apply_standard_duties(by=actor, on=given["on"], at=now)
            return reverse("duty", args=[made.pk])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("The duty is made. The posts below owe it."))
            return done
    context = {
        "form": form,
        "crumbs": _crumbs(request),
        "tabs": [
            Tab(each.label, f"?measure={each.value}", current=each == measure) for each in Measure
        ],
    }
    return render(request, "shell/setup/duties/new.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def duty_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what would differ, then write the next version."""
    actor, today = actor_of(request), timezone.localdate()
    found, version = _changeable(request, pk)
    form = ChangedDuty(
        request.POST if request.method == "POST" else None,
        actor=actor,
        version=version,
        today=today,
    )
    shown: dict[str, Any] = {}
    if form.is_valid():
        dated = {name: form.cleaned_data[name] for name in ("on", "at_once", "reason")}
        mark = mark_of(request)

        def change() -> DutyVersion:
            return change_duty(by=actor, duty=found, at=timezone.now(), **dated, **form.asks())

        if form.cleaned_data["seen"] != mark:
            try:
                shown = {"differences": differences(version, tried(change)), "day": dated["on"]}
                form.data = request.POST.copy()
                form.data["seen"] = mark
            except Refusal as refusal:
                blame(form, refusal)
        else:

            def act() -> str:
                change()
                return reverse("duty", args=[pk])

            done = carry_out(request, form, act)
            if done:
                messages.done(request, _("Changed. The version before stays as it was."))
                return done
    owing = PostDuty.objects.filter(as_of(today), duty=found).count()
    context = {"form": form, "duty": found, "version": version, "owing": owing, **shown}
    context["crumbs"] = [*_crumbs(request), Link(version.text, reverse("duty", args=[pk]))]
    return render(request, "shell/setup/duties/change.html", context, status=_status(form))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def duty_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a duty for every post that owes it."""
    found, version = _changeable(request, pk)
    today = max(timezone.localdate(), version.valid_from)
    form = EndDuty(request.POST if request.method == "POST" else None, initial={"on": today})
    if form.is_valid():

        def act() -> str:
            given = {name: form.cleaned_data[name] for name in ("on", "at_once", "reason")}
            retire_duty(by=actor_of(request), duty=found, at=timezone.now(), **given)
            return reverse("duty", args=[pk])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("The duty ends; what was owed before stays on record."))
            return done
    context = {
        "form": form,
        "title": _("End this duty?"),
        "lead": version.text,
        "button": _("End the duty"),
        "kind": "refuse",
        "crumbs": [*_crumbs(request), Link(version.text, reverse("duty", args=[pk]))],
    }
    return render(request, "shell/setup/question.html", context, status=_status(form))


def _clause_url(version: DutyVersion) -> str:
    """Return where it is shown what rests on the clause of a duty; "" of words of our own."""
    if not any(version.basis in catalogue_ever(kind) for kind in CITED):
        return ""
    return reverse("changes_clause", args=[version.basis])


def _changeable(request: HttpRequest, pk: int) -> tuple[Duty, DutyVersion]:
    actor_of(request).require(Access.DUTIES_MANAGE)
    found = get_object_or_404(Duty, pk=pk)
    return found, get_object_or_404(found.versions, valid_to=None)


def _changes(versions: list[DutyVersion]) -> list[list[Any]]:
    """Return what each version changed of the one before it; nothing for the first."""
    pairs = pairwise(versions)
    return [*(differences(before, after) for after, before in pairs), []]


def _standards() -> list[tuple[str, str]]:
    return [(row.key, row.label) for row in catalogue(STANDARD_POSTS, timezone.localdate())]


def _crumbs(request: HttpRequest) -> list[Link]:
    if not actor_of(request).can(Access.DUTIES_MANAGE):
        return []
    return [Link(_("Duties of posts"), reverse("setup_duties"))]


def _status(form: Any) -> int:
    return 422 if form.errors else 200
