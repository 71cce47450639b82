"""A person set up: details, posts, leave; leaving and coming back."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dutyline.kernel.access.models import Account
from dutyline.kernel.access.operations import let_go
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Appointment, Leave, Person
from dutyline.kernel.organisation.operations import change_person, take_back
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.duties.trial import blame, tried
from dutyline.shell.setup.people.forms import Departure, Details, Return
from dutyline.shell.setup.people.legacy import legacy_of
from dutyline.shell.setup.people.scope import organised_people, people_on_leave_lists
from dutyline.shell.setup.seen import mark_of
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Entry, Link

SHOWN = 50


@login_required
@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is known about a person, his posts and leave, and what may be changed."""
    actor, today = actor_of(request), timezone.localdate()
    found = _person(request, pk)
    held = (
        Appointment.objects.ever().filter(person=found).select_related("post__unit", "acting_for")
    )
    account = Account.objects.filter(person=found).first()
    where = reverse("setup_account", args=[pk]) if actor.can(Access.ACCOUNTS_MANAGE) else ""
    facts = [
        Entry(_("Personnel number"), found.number or "–"),
        Entry(_("E-mail"), found.email or "–"),
        Entry(_("Phone"), found.phone or "–"),
        Entry(_("Account"), account.username if account else _("none yet"), url=where),
    ]
    context = {
        "person": found,
        "facts": facts,
        "held": held.order_by("-valid_from", "acting", "id")[:SHOWN],
        "leaves": Leave.objects.filter(person=found).order_by("-valid_from", "id")[:SHOWN],
        "gone": found.left_on is not None and found.left_on <= today,
        "may_leave": people_on_leave_lists(actor, today).filter(pk=pk).exists(),
        "today": today,
        "crumbs": _crumbs(request),
    }
    return render(request, "shell/setup/people/person.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known about a person."""
    found = _person(request, pk)
    known = {name: getattr(found, name) or "" for name in Details.base_fields if name != "once"}
    form = Details(request.POST if request.method == "POST" else None, initial=known)
    if form.is_valid():

        def act() -> str:
            given = {name: form.cleaned_data[name] for name in Details.base_fields}
            given["number"] = given["number"] or None
            today = timezone.localdate()
            change_person(by=actor_of(request), person=found, on=today, at=timezone.now(), **given)
            return reverse("setup_person", args=[pk])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("Saved."))
            return done
    return _question(request, found, form, _("Details"), _("Save"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a person leaves behind and who takes it over; then let him go."""
    actor, now = actor_of(request), timezone.now()
    found, today = _person(request, pk), timezone.localdate()
    form = Departure(request.POST if request.method == "POST" else None, initial={"on": today})
    on, seen = today, False
    if form.is_valid():
        on, mark = form.cleaned_data["on"], mark_of(request)

        def go() -> Person:
            reason = form.cleaned_data["reason"]
            return let_go(by=actor, person=found, on=on, at=now, reason=reason)

        if form.cleaned_data["seen"] != mark:
            try:
                tried(go)
                seen = True
                form.data = request.POST.copy()
                form.data["seen"] = mark
            except Refusal as refusal:
                blame(form, refusal)
        else:

            def act() -> str:
                go()
                return reverse("setup_person", args=[pk])

            done = carry_out(request, form, act)
            if done:
                words = _("Recorded. What was owed until then stays on record.")
                messages.done(request, words)
                return done
    context = {
        "person": found,
        "form": form,
        "legacy": legacy_of(actor_of(request), found, on, now),
        "seen": seen,
        "day": on,
        "crumbs": _crumbs(request, found),
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/people/departure.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def homecoming(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody who left works here again."""
    found = _person(request, pk)
    initial = {"on": timezone.localdate()}
    form = Return(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():

        def act() -> str:
            on = form.cleaned_data["on"]
            take_back(by=actor_of(request), person=found, on=on, at=timezone.now())
            return reverse("setup_person", args=[pk])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("Back. Appoint the person and open the account again."))
            return done
    return _question(request, found, form, _("Works here again"), _("Take back"))


def _person(request: HttpRequest, pk: int) -> Person:
    people = organised_people(actor_of(request), timezone.localdate())
    found: Person = get_object_or_404(people, pk=pk)
    return found


def _question(
    request: HttpRequest, found: Person, form: Any, title: str, button: str
) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": found.name,
        "button": button,
        "kind": "main",
        "crumbs": _crumbs(request, found),
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/question.html", context, status=status)


def _crumbs(request: HttpRequest, found: Person | None = None) -> list[Link]:
    crumbs = [Link(_("Organisation"), reverse("setup_organisation"))]
    if found is not None:
        today = timezone.localdate()
        first = Appointment.objects.filter(as_of(today), person=found).select_related("post__unit")
        unit = first.order_by("acting", "id").first()
        if unit and actor_of(request).can(Access.ORGANISATION_MANAGE, unit.post.unit.path):
            where = reverse("setup_unit", args=[unit.post.unit_id])
            crumbs.append(Link(unit.post.unit.name, where))
        crumbs.append(Link(found.name, reverse("setup_person", args=[found.pk])))
    return crumbs
