"""One obligation: what was owed, what was shown for it, and how it ended."""

from datetime import datetime

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Obligation, Ruling, State
from dutyline.kernel.duties.operations import rule_out, waive
from dutyline.kernel.duties.reading import items
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.duties.obligation_facts import (
    about_link,
    excuse_of,
    facts_of,
    pieces_of,
    reading_of,
    withdrawn_from,
)
from dutyline.shell.duties.rows import due_rows
from dutyline.shell.organisation.crumbs import crumbs_to
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.duties.words import proof_of
from dutyline.toolkit.ui.parts import Link


class WaiverForm(forms.Form):
    """How an obligation is set aside, and why."""

    ruling = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=Ruling.choices, required=False, initial="waived"
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an obligation with its evidence; let who is entitled set it aside with a reason."""
    actor, now = actor_of(request), timezone.now()
    found = get_object_or_404(
        Obligation.objects.visible_to(actor).select_related(
            "version__duty", "person", "post__unit", "unit", "covered_by"
        ),
        pk=pk,
    )
    form = WaiverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            ruled_out = form.cleaned_data["ruling"] == Ruling.NOT_APPLICABLE
            decide = rule_out if ruled_out else waive
            decide(by=actor, obligation=found, reason=form.cleaned_data["reason"], at=now)
            return reverse("obligation", args=[pk])

        done = carry_out(request, form, act)
        if done:
            return done
    item = items([found], now)[0]
    context = {
        "item": item,
        "obligation": found,
        "crumbs": _crumbs(actor, found),
        "wanted": proof_of(found.version),
        "facts": facts_of(found, item),
        "excuse": excuse_of(found),
        "about": about_link(found),
        "pieces": pieces_of(found),
        "withdrawn": withdrawn_from(found),
        "reading": reading_of(found, item, now),
        "corrections": found.corrections.order_by("-at", "-id"),
        "waiver": getattr(found, "waiver", None),
        "cancellation": getattr(found, "cancellation", None),
        "tap": _tap(actor, found, now),
        "form": form,
        "may_waive": _may_waive(actor, found),
    }
    return render(
        request, "shell/duties/obligation.html", context, status=422 if form.errors else 200
    )


def _crumbs(actor: Actor, found: Obligation) -> list[Link]:
    """Return the units above, then whoever answers."""
    links = crumbs_to(actor, found.unit_path, found.starts_on, own=True)
    if found.person is not None:
        return [*links, Link(found.person.name, reverse("person", args=[found.person_id]))]
    return [*links, Link(found.post.title, reverse("post", args=[found.post_id]))]


def _tap(actor: Actor, found: Obligation, now: datetime) -> Link | None:
    """Return where the obligation is met, for whoever answers for it and may still do it."""
    own = actor.is_person(found.person_id) or (
        found.person_id is None and actor.holds([found.post_id, found.covered_by_id])
    )
    if not own or found.state != State.OPEN or found.starts_at > now:
        return None
    due = due_rows(items([found], now))[0]
    here = reverse("obligation", args=[found.pk])
    return Link(due.tap, due.url) if due.url != here else None


def _may_waive(actor: Actor, found: Obligation) -> bool:
    return (
        found.state in {State.OPEN, State.MISSED}
        and found.closed_at is None
        and not actor.is_person(found.person_id)
        and not actor.holds([found.post_id, found.covered_by_id])
        and actor.can(Access.OBLIGATION_WAIVE, found.unit_path)
    )
