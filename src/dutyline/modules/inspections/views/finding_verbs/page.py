"""The page every verb of a finding has: its form, sent once, answered with 422 or 409."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.views.came_late import leads_back
from dutyline.modules.inspections.views.finding_done import came_late, is_his_step
from dutyline.modules.inspections.views.finding_offers import offer_of
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.toolkit.ui.messages import done as say_done

Text = str | Promise


@dataclass(frozen=True)
class Verb:
    """A verb as its page shows it: title, the word on the button, what is said when it is done."""

    key: str
    title: Text
    button: Text
    done: Text
    lead: Text = ""
    kind: str = "main"
    extra: dict[str, Any] = field(default_factory=dict)
    """What the page shows beside the form."""


@leads_back
def answer(
    request: HttpRequest,
    finding: Finding,
    verb: Verb,
    form: Form,
    act: Callable[[datetime], object],
) -> HttpResponse:
    """Carry a sent form out and lead back to the finding; else show it, with what was refused.

    Whoever may never do this gets 404; whoever may not do it yet sees why; who comes after it
    was done is led to the finding and told by whom.
    """
    status, conflict = 200, False
    reason: Text = ""
    if request.method == "POST":
        # Whether he may is the operation's to say: an offer gone a second ago must keep his text.
        refused: list[Refusal] = []
        if form.is_valid() and (sent := carry_out(request, form, _act(act, finding, refused))):
            say_done(request, verb.done)
            return sent
        conflict = any(each.conflict for each in refused)
        status = 409 if conflict else 422
    else:
        actor = actor_of(request)
        offer = offer_of(actor, finding, verb.key)
        if offer is None and is_his_step(actor, finding, verb.key):
            raise came_late(finding, verb.key)
        if offer is None:
            raise Http404
        reason = offer.reason
    context = {
        "finding": finding,
        "verb": verb,
        "form": form,
        "conflict": conflict,
        "reason": reason,
        **verb.extra,
    }
    return render(request, "inspections/finding_verb.html", context, status=status)


def _act(
    act: Callable[[datetime], object], finding: Finding, refused: list[Refusal]
) -> Callable[[], str]:
    def run() -> str:
        try:
            # A photo refused takes back what it was to prove.
            with transaction.atomic():
                act(timezone.now())
        except Refusal as refusal:
            refused.append(refusal)
            raise
        return reverse("inspections:finding", args=[finding.pk])

    return run
