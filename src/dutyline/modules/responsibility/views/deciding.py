"""Pages on which a card is decided on: approved, sent back, published, accepted."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.receipts.asking import ask
from dutyline.modules.responsibility.forms.card import (
    AcceptForm,
    PublishForm,
    RemarkForm,
    SendBackForm,
)
from dutyline.modules.responsibility.models import CardVersion
from dutyline.modules.responsibility.operations import accept_card, approve, publish, send_back
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.card import duties_of, parts_of
from dutyline.modules.responsibility.views.scope import (
    at_work_or_404,
    card_or_404,
)
from dutyline.modules.responsibility.views.writing import question_about
from dutyline.toolkit.ui.parts import Link


@login_required
def card_approval(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what waits for a review."""
    actor = actor_of(request)
    card = card_or_404(actor, pk)
    version = at_work_or_404(actor, card, Responsibility.CARD_REVIEW)
    form = RemarkForm(request.POST or None)

    def act(at: datetime) -> str:
        remark = form.cleaned_data["remark"]
        approve(by=actor, version=version, at=at, remark=remark)
        return reverse("responsibility:card_version", args=[card.pk, version.pk])

    question = question_about(
        card,
        _("Approve this card"),
        pgettext_lazy("post card", "Approve"),
        done=gettext_lazy("Approved. It can be published now."),
        extra={"parts": parts_of(version, None), "duties": duties_of(version)},
        template="responsibility/card_whole.html",
    )
    return ask(request, form, question, act)


@login_required
def card_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a version back with what is to be changed."""
    actor = actor_of(request)
    card = card_or_404(actor, pk)
    version = at_work_or_404(actor, card, Responsibility.CARD_REVIEW)
    form = SendBackForm(request.POST or None)

    def act(at: datetime) -> str:
        send_back(by=actor, version=version, reason=form.cleaned_data["reason"], at=at)
        return reverse("responsibility:card_version", args=[card.pk, version.pk])

    question = question_about(
        card,
        _("Send this card back"),
        pgettext_lazy("post card", "Send back"),
        done=gettext_lazy("Sent back. Its writer has been told."),
    )
    return ask(request, form, question, act)


@login_required
def card_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an approved version in force from a day."""
    actor = actor_of(request)
    card = card_or_404(actor, pk)
    version = at_work_or_404(actor, card, Responsibility.CARD_PUBLISH)
    form = PublishForm(request.POST or None, initial={"valid_from": timezone.localdate()})

    def act(at: datetime) -> str:
        publish(by=actor, version=version, valid_from=form.cleaned_data["valid_from"], at=at)
        return reverse("responsibility:card_version", args=[card.pk, version.pk])

    question = question_about(
        card,
        _("Publish this card"),
        pgettext_lazy("post card", "Publish"),
        lead=_("A published version never changes. Its holders are asked to read and accept it."),
        done=gettext_lazy("Published. The holders have been told."),
    )
    return ask(request, form, question, act)


@login_required
def card_acceptance(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Read one's own card as a whole, and accept it in one's own words."""
    actor, today = actor_of(request), timezone.localdate()
    card = card_or_404(actor, pk)
    rows = CardVersion.objects.on(today).select_related("card__post__unit")
    found = get_object_or_404(rows, card=card, pk=version)
    if not actor.holds([card.post_id]):
        raise Http404
    form = AcceptForm(request.POST or None)

    def act(at: datetime) -> str:
        words = form.cleaned_data["words"]
        accept_card(by=actor, version=found, words=words, on=today, at=at, recorded_at=at)
        return reverse("responsibility:card_version", args=[card.pk, found.pk])

    question = question_about(
        card,
        card.post.title,
        pgettext_lazy("post card", "Accept my card"),
        lead=_("Read it to the end. You accept it for yourself; nobody can do it for you."),
        done=gettext_lazy("Accepted. Thank you."),
        crumbs=[Link(_("My post card"), reverse("responsibility:my_cards"))],
        extra={"parts": parts_of(found, None), "duties": duties_of(found)},
        template="responsibility/card_whole.html",
    )
    return ask(request, form, question, act)
