"""One's own letters with that of one's superior; the letters of those one leads."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.modules.responsibility.models import Letter, LetterState, ShownBelow
from dutyline.modules.responsibility.queries.letters import STATES, UNSIGNED, LetterQuerySet
from dutyline.modules.responsibility.views.letters.letter import above
from dutyline.modules.responsibility.views.letters.scope import SIGNING
from dutyline.modules.responsibility.views.letters.words import shown
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.numbers import count
from dutyline.toolkit.ui.parts import Stat

SIZE = 50
MOST = 50
NEWEST = ("-round__year", "post__unit__path", "id")
BY_PLACE = ("-round__year", "post__unit__path", "post__title", "person__name", "id")


@login_required
@require_safe
def my_letters(request: HttpRequest) -> HttpResponse:
    """List the letters of the reader's posts, and what his superiors show of theirs."""
    actor, today = actor_of(request), timezone.localdate()
    rows: list[Letter] = []
    if actor.person is not None:
        own = Letter.objects.filter(person=actor.person).select_related(*SIGNING)
        rows = list(own.order_by("ended_at", *NEWEST)[:MOST])
    running = [row for row in rows if row.ended_at is None]
    context = {
        "rows": [shown(row, today) for row in running],
        "ended": [row for row in rows if row.ended_at is not None],
        "above": [_of_superior(row) for row in running if row.superior_id is not None],
        "leads": Letter.objects.running().signed_with(actor).exists(),
    }
    return render(request, "responsibility/my_letters.html", context)


@login_required
@require_safe
def letters_of_my_people(request: HttpRequest) -> HttpResponse:
    """List the letters the reader signs as the superior; those that wait for him can be signed."""
    actor, today = actor_of(request), timezone.localdate()
    everything = Letter.objects.running().signed_with(actor).filter(round__year__gte=today.year)
    page = page_of(request, everything.select_related(*SIGNING), BY_PLACE, SIZE)
    context = {
        "page": page,
        "rows": [shown(row, today) for row in page.rows],
        "waiting": everything.in_state(LetterState.HELD).count(),
        "open": everything.filter(UNSIGNED, opened_at__isnull=False).count(),
        "refused": [
            shown(row, today)
            for row in everything.in_state(LetterState.REFUSED).select_related(*SIGNING)[:MOST]
        ],
        "stats": _stats(everything),
    }
    return render(request, "responsibility/letters_of_my_people.html", context)


def _stats(everything: LetterQuerySet) -> list[Stat]:
    states = (LetterState.SIGNED, LetterState.HELD, LetterState.OPEN, LetterState.REFUSED)
    found = everything.aggregate(
        **{each.value: Count("pk", filter=STATES[each.value]) for each in states}
    )
    return [Stat(each.label, count(found[each.value])) for each in states]


def _of_superior(own: Letter) -> dict[str, Any]:
    found = above(own).select_related("person").first()
    told: dict[str, Any] = {"own": own, "letter": found}
    if found is not None and found.shown_below != ShownBelow.NOTHING:
        told["signed_at"] = found.signed_at
        told["told"] = True
        told["whole"] = found.shown_below == ShownBelow.TEXT
    return told
