"""The register of post cards: every post with how far its card has come."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.modules.responsibility.models import CardState
from dutyline.modules.responsibility.operations.register import (
    NONE,
    UNACCEPTED,
    in_state,
    posts_with_cards,
)
from dutyline.modules.responsibility.operations.standing import standings
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.scope import (
    require,
    unit_asked,
    units_with,
)
from dutyline.modules.responsibility.views.tabs import tabs
from dutyline.modules.responsibility.views.together import acts_for
from dutyline.toolkit.counting import capped_count, numbers
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.search.columns import in_columns
from dutyline.toolkit.ui.filters import Choice, Dimension, FilterBar
from dutyline.toolkit.ui.parts import Column, Stat

SIZE = 50
BY_TITLE = ("title", "id")
MOST_UNITS = 300
CAP = 999

STATES = (
    (NONE, gettext_lazy("No card yet")),
    (CardState.DRAFT.value, CardState.DRAFT.label),
    (CardState.REVIEW.value, CardState.REVIEW.label),
    (CardState.APPROVED.value, CardState.APPROVED.label),
    (CardState.PUBLISHED.value, CardState.PUBLISHED.label),
    (UNACCEPTED, gettext_lazy("Not accepted yet")),
)
COUNTED = (NONE, CardState.REVIEW.value, CardState.PUBLISHED.value, UNACCEPTED)


@login_required
@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    """List the posts in reach with the state of their cards."""
    actor, today = actor_of(request), timezone.localdate()
    require(actor, Responsibility.CARD_VIEW)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255])
    state = request.GET.get("state", "")
    words = request.GET.get("q", "").strip()[:100]
    everything = posts_with_cards(actor, today)
    if unit is not None:
        everything = everything.within([unit.path])
    rows = in_state(everything, state, today)
    if words:
        rows = rows.filter(in_columns(words, "title", "code"))
    page = page_of(request, rows.select_related("unit"), BY_TITLE, SIZE)
    context = {
        "page": page,
        "rows": standings(page.rows, today),
        "stats": _stats(everything, today),
        "tabs": tabs("cards"),
        "bar": _bar(actor, words, state, unit.path if unit else ""),
        "columns": (
            Column(_("Post")),
            Column(pgettext("column", "Card")),
            Column(pgettext("column", "Accepted"), number=True),
        ),
        "asked": bool(words or state or unit),
        "acts": acts_for(actor),
        "may_write": actor.can(Responsibility.CARD_WRITE),
    }
    return render(request, "responsibility/cards.html", context)


def _stats(everything: object, today: date) -> list[Stat]:
    names = dict(STATES)
    found = numbers([capped_count(in_state(everything, each, today), CAP) for each in COUNTED])
    return [
        Stat(names[each], f"{CAP}+" if n > CAP else str(n), url=f"?state={each}")
        for each, n in zip(COUNTED, found, strict=True)
    ]


def _bar(actor: Actor, words: str, state: str, unit: str) -> FilterBar:
    units = units_with(actor, Responsibility.CARD_VIEW)[:MOST_UNITS]
    return FilterBar(
        [
            Dimension(
                "state",
                _("State"),
                [Choice(key, label, key == state) for key, label in STATES],
                many=False,
            ),
            Dimension(
                "unit",
                _("Unit"),
                [Choice(each.path, each.name, each.path == unit) for each in units],
                many=False,
            ),
        ],
        search=words,
        placeholder=_("Search title or code"),
    )
