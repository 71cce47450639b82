"""Pages on which a card is written: begun, drafted, thrown away, handed over for review."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.receipts.asking import Question, Text, ask
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.modules.responsibility.forms.card import DraftForm
from dutyline.modules.responsibility.models import CardState, PostCard
from dutyline.modules.responsibility.operations import (
    ask_review,
    discard_draft,
    draft_card,
    draft_next,
    write_draft,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.scope import (
    at_work_or_404,
    card_or_404,
    post_or_404,
)
from dutyline.toolkit.ui.parts import Link


@login_required
def card_new(request: HttpRequest, post: int) -> HttpResponse:
    """Begin the card of a post; where it has one already, lead to it."""
    actor, today = actor_of(request), timezone.localdate()
    found = post_or_404(actor, post, Responsibility.CARD_WRITE)

    def act(at: datetime) -> str:
        draft = draft_card(by=actor, post=found, on=today, at=at)
        return reverse("responsibility:card_draft", args=[draft.card_id])

    question = Question(
        _("Draft the card of %(post)s") % {"post": found.title},
        pgettext_lazy("post card", "Draft it"),
        reverse("responsibility:cards"),
        lead=_(
            "It starts with the words of the standard post and the duties this post owes. "
            "You can change everything before it goes to review."
        ),
        crumbs=_crumbs(),
    )
    return ask(request, OnceForm(request.POST or None), question, act)


@login_required
def card_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the next version of a card."""
    actor, today = actor_of(request), timezone.localdate()
    card = card_or_404(actor, pk)
    if not actor.can(Responsibility.CARD_WRITE, card.post.unit.path):
        raise Http404

    def act(at: datetime) -> str:
        draft_next(by=actor, card=card, on=today, at=at)
        return reverse("responsibility:card_draft", args=[card.pk])

    question = question_about(
        card,
        _("Write the next version"),
        pgettext_lazy("post card", "Begin"),
        lead=_(
            "The words of the version in force, with the duties and the place of today. What is "
            "in force stays so until the new version is published."
        ),
    )
    return ask(request, OnceForm(request.POST or None), question, act)


@login_required
def card_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a draft, part by part, in one language or both."""
    actor, today = actor_of(request), timezone.localdate()
    card = card_or_404(actor, pk)
    version = at_work_or_404(actor, card, Responsibility.CARD_WRITE)
    if request.method != "POST" and version.state != CardState.DRAFT:
        raise Http404
    language = "zh" if (get_language() or "").startswith("zh") else "en"
    form = DraftForm(request.POST or None, version=version, language=language, by=actor, on=today)

    def act(at: datetime) -> str:
        write_draft(
            by=actor,
            version=version,
            words=form.words,
            deputies=form.cleaned_data["deputies"],
            deputy_posts=form.posts,
            on=today,
            at=at,
        )
        return reverse("responsibility:card_version", args=[card.pk, version.pk])

    question = question_about(
        card,
        card.post.title,
        gettext_lazy("Save the draft"),
        done=gettext_lazy("Saved."),
        lead=_("One sentence a line. Scope and assessment standard must be filled in."),
        extra={"post": card.post},
        template="responsibility/card_draft.html",
    )
    return ask(request, form, question, act)


@login_required
def card_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    actor = actor_of(request)
    card = card_or_404(actor, pk)
    version = at_work_or_404(actor, card, Responsibility.CARD_WRITE)

    def act(at: datetime) -> str:
        discard_draft(by=actor, version=version, at=at)
        return reverse("responsibility:cards")

    question = question_about(
        card,
        _("Throw this draft away?"),
        pgettext_lazy("post card", "Throw away"),
        kind="refuse",
        lead=_("What is in force stays in force."),
        done=gettext_lazy("Thrown away."),
    )
    return ask(request, OnceForm(request.POST or None), question, act)


@login_required
def card_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a draft over for review."""
    actor = actor_of(request)
    card = card_or_404(actor, pk)
    version = at_work_or_404(actor, card, Responsibility.CARD_WRITE)

    def act(at: datetime) -> str:
        ask_review(by=actor, version=version, at=at)
        return reverse("responsibility:card_version", args=[card.pk, version.pk])

    question = question_about(
        card,
        _("Ask for review"),
        pgettext_lazy("post card", "Ask for review"),
        lead=_("The head of the unit, or of the unit above, finds it in his list and decides."),
        done=gettext_lazy("Handed over for review."),
    )
    return ask(request, OnceForm(request.POST or None), question, act)


def question_about(card: PostCard, title: str, button: Text, **more: Any) -> Question:
    """Return a question about a card; `more` as of Question."""
    back = reverse("responsibility:card", args=[card.pk])
    more.setdefault("crumbs", [*_crumbs(), Link(card.post.title, back)])
    return Question(title, button, back, **more)


def _crumbs() -> list[Link]:
    return [Link(_("Post cards"), reverse("responsibility:cards"))]
