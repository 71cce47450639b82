"""Pages on which letters are signed, countersigned, refused, answered, and shown below."""

from datetime import datetime, timedelta

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.step_up import confirmed_at, confirmed_by, require_step_up
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.modules.responsibility.forms.letter import (
    AnswerForm,
    CountersignForm,
    RefuseForm,
    ShowForm,
    SignForm,
)
from dutyline.modules.responsibility.models import Letter, LetterState, Party, ShownBelow
from dutyline.modules.responsibility.operations.letters import (
    answer_refusal,
    countersign,
    follow_text,
    refuse_letter,
    show_below,
    sign_letter,
)
from dutyline.modules.responsibility.operations.letters.parties import hold_back, minutes
from dutyline.modules.responsibility.operations.letters.refusals import TextChanged
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.operations.letters.signing import MOST, meaning_of
from dutyline.modules.responsibility.rules.letters import may_sign
from dutyline.modules.responsibility.views.letters.noting import newcomers, not_yet, noted
from dutyline.modules.responsibility.views.letters.offers import is_superior
from dutyline.modules.responsibility.views.letters.scope import (
    SIGNING,
    letter_or_404,
    own_letter_or_404,
)
from dutyline.modules.responsibility.views.letters.words import news_of, pages_of
from dutyline.toolkit.ui.messages import done
from dutyline.toolkit.ui.parts import Link


@login_required
def letter_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign one's own letter: confirmed who one is, with the whole text, under one's own name."""
    actor, now = actor_of(request), timezone.now()
    today = timezone.localdate(now)
    letter = own_letter_or_404(actor, pk)
    if not may_sign(standing_of(letter)) and request.method != "POST":
        raise Http404
    held_back = hold_back(actor, today, now)
    if held_back is not None:
        return not_yet(request, held_back, [letter], _mine())
    within = timedelta(minutes=minutes(today))
    asked = require_step_up(request, within=within, at=now, back=request.path)
    if asked:
        return asked
    if request.method == "POST" and follow_text(letter=letter, on=today, at=now):
        done(request, str(TextChanged.message))
        return redirect(request.path)
    form = SignForm(
        request.POST or None, initial={"text": letter.text.number}, drawn=letter.round.drawn
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        sign_letter(
            by=actor,
            letter=letter,
            text=said["text"],
            name=said["name"],
            confirmed_at=confirmed_at(request),
            confirmed_by=confirmed_by(request),
            on=today,
            at=at,
            drawing=form.strokes,
        )
        return _page(letter)

    question = Question(
        _("Sign my letter of %(year)s") % {"year": letter.round.year},
        pgettext_lazy("letter", "I sign"),
        _page(letter),
        lead=letter.post.with_unit,
        done=gettext_lazy("Signed. Your superior signs it next."),
        crumbs=_mine(),
        aside=meaning_of(Party.HOLDER, letter),
        extra={"letter": letter, "pages": pages_of(letter.text.content), "news": news_of(letter)},
        template="responsibility/letter_signature.html",
    )
    return noted(request, [letter], ask(request, form, question, act))


@login_required
def letters_countersignature(request: HttpRequest) -> HttpResponse:
    """Sign the letters of one's people, all that wait or those chosen, under one name."""
    actor, now = actor_of(request), timezone.now()
    today = timezone.localdate(now)
    rows = Letter.objects.running().signed_with(actor).in_state(LetterState.HELD)
    asked_for = request.GET.get("letter", "")
    if asked_for.isdecimal():
        rows = rows.filter(pk=int(asked_for))
    waiting = list(
        rows.select_related(*SIGNING).order_by("post__unit__path", "post__title", "id")[:MOST]
    )
    if not waiting and request.method != "POST":
        raise Http404
    people = [Link(_("Letters of my people"), reverse("responsibility:letters_of_my_people"))]
    held_back = hold_back(actor, today, now)
    if held_back is not None:
        return not_yet(request, held_back, waiting, people)
    within = timedelta(minutes=minutes(today))
    asked = require_step_up(request, within=within, at=now, back=request.get_full_path())
    if asked:
        return asked
    drawn = any(row.round.drawn for row in waiting)
    form = CountersignForm(request.POST or None, waiting=waiting, drawn=drawn)

    def act(at: datetime) -> str:
        countersign(
            by=actor,
            letters=form.chosen,
            name=form.cleaned_data["name"],
            confirmed_at=confirmed_at(request),
            confirmed_by=confirmed_by(request),
            on=today,
            at=at,
            texts=form.texts,
            drawing=form.strokes,
        )
        return reverse("responsibility:letters_of_my_people")

    question = Question(
        _("Sign the letters of my people"),
        pgettext_lazy("letters", "I sign them"),
        reverse("responsibility:letters_of_my_people"),
        done=gettext_lazy("Signed. Both parties have signed these letters."),
        crumbs=people,
        aside=_("I have agreed these letters with their holders and will support and assess them."),
        extra={
            "texts": [(row, pages_of(row.text.content)) for row in waiting],
            "newcomers": newcomers(waiting, today),
        },
        template="responsibility/letters_countersignature.html",
    )
    response = ask(request, form, question, act)
    return noted(request, form.chosen if form.is_valid() else waiting, response)


@login_required
def letter_refusal(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one does not sign one's letter, and why."""
    actor, today = actor_of(request), timezone.localdate()
    letter = own_letter_or_404(actor, pk)
    if not may_sign(standing_of(letter)):
        raise Http404
    form = RefuseForm(request.POST or None)

    def act(at: datetime) -> str:
        reason = form.cleaned_data["reason"]
        refuse_letter(by=actor, letter=letter, reason=reason, on=today, at=at)
        return _page(letter)

    question = Question(
        _("I do not sign this letter"),
        pgettext_lazy("letter", "I do not sign"),
        _page(letter),
        lead=_("Your superior gets your reason and answers. You can still sign later."),
        done=gettext_lazy("Your superior has been told."),
        kind="refuse",
        crumbs=_mine(),
    )
    return ask(request, form, question, act)


@login_required
def letter_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a refusal as the superior."""
    actor, today = actor_of(request), timezone.localdate()
    letter = letter_or_404(actor, pk)
    refusal = letter.refusals.order_by("-id").first()
    if refusal is None or letter.refused_at is None or not is_superior(actor, letter, today):
        raise Http404
    form = AnswerForm(request.POST or None)

    def act(at: datetime) -> str:
        said = form.cleaned_data
        answer_refusal(
            by=actor, letter=letter, kind=said["kind"], words=said["words"], on=today, at=at
        )
        return _page(letter)

    told = {"name": refusal.by_name, "reason": refusal.reason}
    question = Question(
        _("Answer the refusal"),
        pgettext_lazy("letter", "Send the answer"),
        _page(letter),
        lead=_("%(name)s does not sign: %(reason)s") % told,
        done=gettext_lazy("Sent."),
        crumbs=[Link(_("Letters of my people"), reverse("responsibility:letters_of_my_people"))],
        aside=_("Where card, goals or terms are to change, change them: the letter follows."),
    )
    return ask(request, form, question, act)


@login_required
def letter_showing(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide what one's people see of one's own letter."""
    actor = actor_of(request)
    letter = own_letter_or_404(actor, pk)
    form = ShowForm(request.POST or None, initial={"shown": letter.shown_below})

    def act(at: datetime) -> str:
        shown = ShownBelow(form.cleaned_data["shown"])
        show_below(by=actor, letter=letter, shown=shown, at=at)
        return _page(letter)

    question = Question(
        _("What my people see of my letter"),
        pgettext_lazy("letter", "Save it"),
        _page(letter),
        done=gettext_lazy("Saved."),
        crumbs=_mine(),
    )
    return ask(request, form, question, act)


def _page(letter: Letter) -> str:
    return reverse("responsibility:letter", args=[letter.pk])


def _mine() -> list[Link]:
    return [Link(_("My letter"), reverse("responsibility:my_letters"))]
