"""One obligation: what was owed, what was shown for it, and how it ended."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.lookup import clause_words
from dutyline.kernel.duties.models import Discharge, Obligation
from dutyline.kernel.duties.operations import waive
from dutyline.kernel.duties.reading import Item, items
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import evidence_kind
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.ui.parts import Entry


class WaiverForm(forms.Form):
    """Why an obligation is set aside."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=forms.Textarea)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def obligation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an obligation with its evidence; let who is entitled waive it with a reason."""
    actor, now = actor_of(request), timezone.now()
    found = get_object_or_404(
        Obligation.objects.visible_to(actor).select_related(
            "version__duty", "person", "post__unit", "unit"
        ),
        pk=pk,
    )
    form = WaiverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            waive(by=actor, obligation=found, reason=form.cleaned_data["reason"], at=now)
            return reverse("obligation", args=[pk])

        done = carry_out(request, form, act)
        if done:
            return done
    item = items([found], now)[0]
    context = {
        "item": item,
        "basis": clause_words(found.version.basis),
        "facts": _facts(item),
        "pieces": _pieces(found),
        "corrections": found.corrections.order_by("-at", "-id"),
        "waiver": getattr(found, "waiver", None),
        "form": form,
        "may_waive": actor.can(Access.OBLIGATION_WAIVE, found.unit_path)
        and not actor.is_person(found.person_id)
        and found.closed_at is None,
    }
    return render(
        request, "shell/duties/obligation.html", context, status=422 if form.errors else 200
    )


def _facts(item: Item) -> list[Entry]:
    answers = item.person_name or _("the holders together")
    facts = [
        Entry(_("Who answers"), answers, note=f"{item.post_title}, {item.unit_name}"),
        Entry(_("Period"), item.period),
    ]
    if item.days_of_period:
        held = _("held %(held)s of %(days)s days") % {
            "held": item.days_held,
            "days": item.days_of_period,
        }
        facts.append(
            Entry(pgettext("evidence", "Amount"), f"{item.amount.normalize():f}", note=held)
        )
    else:
        facts.append(Entry(pgettext("evidence", "Amount"), f"{item.amount.normalize():f}"))
    return facts


def _pieces(found: Obligation) -> list[tuple[Discharge, str, str]]:
    counted = Discharge.objects.filter(obligation=found, dropped_at=None).select_related("evidence")
    return [
        (each, str(kind.label), kind.url_for(each.evidence.source))
        for each in counted.order_by("evidence__occurred_at", "id")[:200]
        if (kind := evidence_kind(each.evidence.kind))
    ]
