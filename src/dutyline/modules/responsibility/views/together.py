"""Many cards at once: drafted, handed over, approved, published."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.modules.responsibility.forms.card import TogetherForm
from dutyline.modules.responsibility.operations import draft_missing_cards
from dutyline.modules.responsibility.operations.together import (
    Together,
    approve_all,
    ask_review_of_all,
    publish_all,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.scope import (
    require,
    units_with,
)
from dutyline.toolkit.ui.messages import done as say_done
from dutyline.toolkit.ui.parts import Link

Text = str | Promise


@dataclass(frozen=True)
class Act:
    """One act on many cards, as its page shows it."""

    title: Text
    lead: Text
    permission: str
    run: Callable[[Actor, Unit, date, datetime], Together]
    dated: bool = False


def _draft(actor: Actor, unit: Unit, day: date, at: datetime) -> Together:
    return Together(draft_missing_cards(by=actor, unit=unit, on=day, at=at))


def _ask(actor: Actor, unit: Unit, day: date, at: datetime) -> Together:
    return ask_review_of_all(by=actor, path=unit.path, at=at)


def _approve(actor: Actor, unit: Unit, day: date, at: datetime) -> Together:
    return approve_all(by=actor, path=unit.path, at=at)


def _publish(actor: Actor, unit: Unit, day: date, at: datetime) -> Together:
    return publish_all(by=actor, path=unit.path, valid_from=day, at=at)


ACTS = {
    "drafts": Act(
        gettext_lazy("Draft every missing card"),
        gettext_lazy("From the standard posts and the duties as they are; nothing is overwritten."),
        Responsibility.CARD_WRITE,
        _draft,
    ),
    "reviews": Act(
        gettext_lazy("Ask for review of every draft"),
        gettext_lazy("What still lacks scope or assessment standard stays a draft and is named."),
        Responsibility.CARD_WRITE,
        _ask,
    ),
    "approvals": Act(
        gettext_lazy("Approve everything in review"),
        gettext_lazy("What you drafted yourself, or your own card, stays for somebody else."),
        Responsibility.CARD_REVIEW,
        _approve,
    ),
    "publications": Act(
        gettext_lazy("Publish everything approved"),
        gettext_lazy("Every holder is asked to read and accept his card."),
        Responsibility.CARD_PUBLISH,
        _publish,
        dated=True,
    ),
}


def acts_for(actor: Actor) -> list[Link]:
    """Return what the actor may do with many cards at once."""
    return [
        Link(str(act.title), reverse("responsibility:cards_together", args=[key]))
        for key, act in ACTS.items()
        if actor.can(act.permission)
    ]


@login_required
def cards_together(request: HttpRequest, act: str) -> HttpResponse:
    """Carry one act out on every card of a unit; name those it could not be done with."""
    actor, today = actor_of(request), timezone.localdate()
    wanted = ACTS.get(act)
    if wanted is None:
        raise Http404
    require(actor, wanted.permission)
    units = units_with(actor, wanted.permission)
    first: dict[str, Any] = {"unit": units.first(), "valid_from": today}
    form = TogetherForm(request.POST or None, units=units, dated=wanted.dated, initial=first)
    left: list[Together] = []

    def run(at: datetime) -> str:
        said = form.cleaned_data
        together = wanted.run(actor, said["unit"], said.get("valid_from", today), at)
        left.append(together)
        return f"{reverse('responsibility:cards')}?unit={said['unit'].path}"

    question = Question(
        wanted.title,
        wanted.title,
        reverse("responsibility:cards"),
        lead=wanted.lead,
        crumbs=[Link(_("Post cards"), reverse("responsibility:cards"))],
    )
    sent = ask(request, form, question, run)
    if not left:
        return sent
    words = ngettext("%(n)d card went on.", "%(n)d cards went on.", left[0].done)
    say_done(request, words % {"n": left[0].done})
    if not left[0].refused:
        return sent
    context = {"question": question, "together": left[0], "next": sent["Location"]}
    return render(request, "responsibility/together.html", context)
