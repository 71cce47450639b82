"""A group signs on one device: it is handed round, and each proves who he is for his own letter.

The session stays that of whoever leads the meeting and opens nothing but these pages meanwhile;
nothing of what another proved is kept in it.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.guests import prove, ways_of
from dutyline.kernel.access.lending import lend, lent_since, take_back
from dutyline.kernel.access.models import Account
from dutyline.kernel.access.rights import actor_at, actor_for
from dutyline.kernel.access.step_up import require_proof
from dutyline.kernel.receipts.asking import Question, ask
from dutyline.modules.responsibility.forms.letter import GuestSignForm
from dutyline.modules.responsibility.models import Letter, LetterSignature, Party
from dutyline.modules.responsibility.operations.letters import follow_text, sign_letter
from dutyline.modules.responsibility.operations.letters.parties import hold_back
from dutyline.modules.responsibility.operations.letters.refusals import TextChanged
from dutyline.modules.responsibility.operations.letters.shared import standing_of
from dutyline.modules.responsibility.operations.letters.signing import meaning_of
from dutyline.modules.responsibility.queries.letters import UNSIGNED
from dutyline.modules.responsibility.rules.letters import may_sign
from dutyline.modules.responsibility.views.letters.noting import Guest, note_held_back, noted
from dutyline.modules.responsibility.views.letters.scope import SIGNING
from dutyline.modules.responsibility.views.letters.words import news_of, pages_of
from dutyline.toolkit.ui.messages import done

MOST = 200
"""Letters on the list: more than anybody leads directly."""
ROOMS = ("letters_together", "letter_together", "letters_together_end")
HOME = "responsibility:letters_together"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def letters_together(request: HttpRequest) -> HttpResponse:
    """List whose letters are open; hand the device round, once its owner says so."""
    actor, now = actor_of(request), timezone.now()
    since = lent_since(request)
    rows = list(_open_letters(actor)[:MOST])
    if request.method == "POST" and since is None and rows:
        rooms = [f"responsibility:{each}" for each in ROOMS]
        lend(request, home=reverse(HOME), rooms=rooms, at=now)
        return redirect(HOME)
    context: dict[str, Any] = {"rows": rows}
    if since is None:
        return render(request, "responsibility/letters_together_begin.html", context)
    signed = LetterSignature.objects.filter(
        letter__in=Letter.objects.running().signed_with(actor), party=Party.HOLDER, at__gte=since
    )
    context["signed"] = signed.order_by("-at", "-id")[:MOST]
    return render(request, "responsibility/letters_together.html", context)


@login_required
@sensitive_post_parameters("password", "one_time_code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def letter_together(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one letter whole to whose it is; he proves who he is and signs it in one form."""
    host, now = actor_of(request), timezone.now()
    today = timezone.localdate(now)
    rows = Letter.objects.running().signed_with(host).select_related(*SIGNING)
    letter = get_object_or_404(rows, pk=pk)
    if lent_since(request) is None or not may_sign(standing_of(letter)):
        return redirect(HOME)
    account = Account.objects.filter(person=letter.person, is_active=True).first()
    guest = actor_for(account, now) if account else actor_at(letter.person, now)
    if request.method == "POST" and follow_text(letter=letter, on=today, at=now):
        done(request, str(TextChanged.message))
        return redirect(request.path)
    context = {"letter": letter, "pages": pages_of(letter.text.content), "news": news_of(letter)}
    ways, why = ways_of(request, account), hold_back(guest, today, now)
    if why is not None or not ways.any:
        if why is not None:
            note_held_back(request, guest, [letter], Guest(account))
        return render(request, "responsibility/letter_together_not.html", context | {"why": why})
    form = GuestSignForm(
        request.POST or None,
        initial={"text": letter.text.number},
        drawn=letter.round.drawn,
        ways=ways,
        prove=lambda said: prove(request, account, said),
    )

    def act(at: datetime) -> str:
        said = form.cleaned_data
        sign_letter(
            by=guest,
            letter=letter,
            text=said["text"],
            name=said["name"],
            confirmed_at=now,
            confirmed_by=" ".join(form.proved),
            host=host.person,
            drawing=form.strokes,
            on=today,
            at=at,
        )
        return reverse(HOME)

    question = Question(
        letter.person.name,
        pgettext_lazy("letter", "I sign"),
        reverse(HOME),
        lead=letter.post.with_unit,
        done=gettext_lazy("Signed. Hand the device to the next."),
        aside=meaning_of(Party.HOLDER, letter),
        extra={**context, "ways": ways, "host": host.name},
        template="responsibility/letter_together.html",
    )
    response = ask(request, form, question, act)
    return noted(request, [letter], response, Guest(account, form.proved))


@login_required
@require_http_methods(["GET", "HEAD"])
def letters_together_end(request: HttpRequest) -> HttpResponse:
    """Give the device back to its owner, who proves that it is he."""
    if lent_since(request) is None:
        return redirect(HOME)
    if take_back(request):
        done(request, _("The device is yours again."))
        return redirect("responsibility:letters_of_my_people")
    # What he proved before he handed it round does not count.
    return require_proof(request, back=request.path)


def _open_letters(actor: Actor) -> Any:
    rows = Letter.objects.running().signed_with(actor).filter(UNSIGNED, opened_at__isnull=False)
    return rows.select_related("person", "post__unit", "round").order_by("person__name", "id")
