"""Leave: who is away, entered by whoever may approve it, and cut short."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Leave
from dutyline.kernel.organisation.operations import cut_leave_short, record_leave
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.organisation.choosing import begins_with, chosen_from
from dutyline.shell.setup.people.forms import Away, Back
from dutyline.shell.setup.people.scope import people_on_leave_lists
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Column, Link

SIZE = 50


@login_required
@require_safe
def leaves(request: HttpRequest) -> HttpResponse:
    """List who is away now or soon, or who was, where the person may approve leave."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.LEAVE_APPROVE)
    past = request.GET.get("past") == "1"
    rows = Leave.objects.filter(person__in=people_on_leave_lists(actor, today))
    rows = rows.filter(Q(valid_to__lte=today) if past else Q(valid_to__gt=today))
    page = page_of(
        request,
        rows.select_related("person", "approved_by"),
        ("-valid_from", "-id") if past else ("valid_from", "id"),
        SIZE,
    )
    context = {
        "page": page,
        "past": past,
        "today": today,
        "columns": [
            Column(pgettext("person", "Name")),
            Column(_("First day away")),
            Column(_("First day back")),
            Column(_("Approved by")),
            Column(_("Back early"), unseen=True),
        ],
    }
    return render(request, "shell/setup/people/leaves.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_new(request: HttpRequest) -> HttpResponse:
    """Enter approved leave of one's people."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.LEAVE_APPROVE)
    people = people_on_leave_lists(actor, today).order_by("name", "id")
    who = chosen_from(people, pgettext("leave", "Who"), name="name", code="number", beside="number")
    asked = request.GET.get("person", "")
    known = people.filter(pk=asked).first() if asked.isdecimal() and len(asked) < 18 else None
    form = Away(
        request.POST if request.method == "POST" else None,
        person=who,
        initial={"person": begins_with(who, known) if known else "", "since": today},
    )
    if form.is_valid():

        def act() -> str:
            record_leave(
                by=actor,
                person=form.cleaned_data["person"],
                since=form.cleaned_data["since"],
                until=form.cleaned_data["until"],
                reason=form.cleaned_data["reason"],
                at=timezone.now(),
            )
            return reverse("setup_leaves")

        done = carry_out(request, form, act)
        if done:
            words = _("Entered. What falls due meanwhile is excused; let somebody act if needed.")
            messages.done(request, words)
            return done
    return _question(request, form, _("Enter leave"), "", _("Enter the leave"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leave_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that somebody is back early, or did not go at all."""
    actor, today = actor_of(request), timezone.localdate()
    actor.require(Access.LEAVE_APPROVE)
    rows = Leave.objects.filter(person__in=people_on_leave_lists(actor, today))
    found = get_object_or_404(rows.select_related("person"), pk=pk)
    form = Back(request.POST if request.method == "POST" else None, initial={"back_on": today})
    if form.is_valid():

        def act() -> str:
            back_on = form.cleaned_data["back_on"]
            cut_leave_short(by=actor, leave=found, back_on=back_on, at=timezone.now())
            return reverse("setup_leaves")

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("Recorded."))
            return done
    return _question(request, form, _("Back early"), found.person.name, _("Record it"))


def _question(request: HttpRequest, form: Any, title: str, lead: str, button: str) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "button": button,
        "kind": "main",
        "crumbs": [Link(pgettext("days away", "Leave"), reverse("setup_leaves"))],
    }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/question.html", context, status=status)
