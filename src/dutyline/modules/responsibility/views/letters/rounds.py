"""Letters of years: which there are, and the map of one, level by level."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.organisation.naming import units_apart
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.responsibility.letter_errands import underway
from dutyline.modules.responsibility.models import LetterRound, LetterState
from dutyline.modules.responsibility.operations.letters.tree import (
    branches,
    by_level,
    letters_in,
    narrowed,
    totals,
    vacant_posts,
    without_letter,
)
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.modules.responsibility.views.letters.scope import (
    SIGNING,
    round_and_unit_or_404,
    rounds_of,
    units_to_manage,
)
from dutyline.modules.responsibility.views.letters.words import shown
from dutyline.modules.responsibility.views.scope import require
from dutyline.modules.responsibility.views.tabs import tabs
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.ui.numbers import count, percent
from dutyline.toolkit.ui.parts import Link, Stat

SIZE = 50
IN_UNIT = ("post__level", "post__title", "person__name", "id")
MOST_TEMPLATES = 12
ALL = ("post__unit__path", *IN_UNIT)
WITH_DAY = ("overdue", "arrived")
DUE = ("due_on", "id")
"""Who has a day to sign by stands in the order of these days."""


@login_required
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters of years in reach."""
    actor = actor_of(request)
    require(actor, Responsibility.LETTER_VIEW)
    units, rounds = units_to_manage(actor), rounds_of(actor)
    names = units_apart(list({row.unit_id: row.unit for row in rounds}.values()))
    named = units_apart(units)
    context = {
        "rounds": [(row, names[row.unit_id]) for row in rounds],
        "units": [(unit, named[unit.pk]) for unit in units[:MOST_TEMPLATES]],
        "may_manage": bool(units),
        "tabs": tabs("letters"),
    }
    return render(request, "responsibility/letters.html", context)


@login_required
@require_safe
def letter_round(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the map of letters of a year: a unit, the units under it, what to do next."""
    actor, today = actor_of(request), timezone.localdate()
    row, unit = round_and_unit_or_404(actor, pk, request.GET.get("unit", ""))
    state = request.GET.get("state", "")
    if state not in {*LetterState.values, *WITH_DAY}:
        state = ""
    everything = letters_in(row, unit.path)
    found = totals(everything, today)
    here = narrowed(everything, state, today) if state else everything.filter(post__unit=unit)
    order = IN_UNIT if not state else DUE if state in WITH_DAY else ALL
    page = page_of(request, here.select_related(*SIGNING), order, SIZE)
    context = {
        "round": row,
        "unit": unit,
        "line": _line(actor, row, unit),
        "state": _state_word(state),
        "page": page,
        "rows": [shown(each, today) for each in page.rows],
        "stats": _stats(row, unit, found),
        "more": _more(row, unit, found),
        "levels": by_level(everything),
        "offers": _offers(actor, row, bool(found["letters"])),
    }
    if row.opened_at is None and (errand := underway(row)) is not None:
        own = Errand.objects.visible_to(actor).filter(pk=errand.pk).exists()
        context |= {"underway": errand, "own_errand": own, "offers": []}
    if not state:
        context |= {
            "branches": branches(row, unit, today),
            "vacant": vacant_posts(unit, today),
            "without": without_letter(row, unit, today) if row.generated_at else [],
        }
    return render(request, "responsibility/letter_round.html", context)


def _line(actor: Actor, row: LetterRound, unit: Unit) -> list[Link]:
    """Return the units from that of the round down to the one looked at, as far as seen."""
    above = ancestors(unit.path)[:-1]
    units = Unit.objects.filter(pk__in=above, depth__gte=row.unit.depth).order_by("depth")
    return [
        Link(each.name, address(row, each))
        for each in units
        if actor.can(Responsibility.LETTER_VIEW, each.path)
    ]


def address(row: LetterRound, unit: Unit, state: str = "") -> str:
    """Return the page of the map at a unit."""
    asked = {"unit": unit.path} | ({"state": state} if state else {})
    return f"{reverse('responsibility:letter_round', args=[row.pk])}?{urlencode(asked)}"


def _stats(row: LetterRound, unit: Unit, found: Mapping[str, int]) -> list[Stat]:
    signed, letters = found["signed"], found["letters"]
    rate = percent(signed / letters if letters else None)
    told = [Stat(_("Signing rate"), rate, note=f"{count(signed)}/{count(letters)}")]
    first = (LetterState.OPEN, LetterState.HELD, LetterState.WAITING)
    told += [
        Stat(each.label, count(found[each.value]), url=address(row, unit, each.value))
        for each in first
    ]
    late = pgettext("letters", "Overdue")
    return [*told, Stat(late, count(found["overdue"]), url=address(row, unit, "overdue"))]


def _more(row: LetterRound, unit: Unit, found: Mapping[str, int]) -> list[Link]:
    """Return what else is listed: changed, refused, new people."""
    told = [
        (each.value, str(each.label), found[each.value])
        for each in (LetterState.STALE, LetterState.REFUSED, LetterState.SIGNED)
    ]
    told.append(("arrived", _state_word("arrived"), found["arrived"]))
    return [
        Link(f"{word}: {number}", address(row, unit, key)) for key, word, number in told if number
    ]


def _state_word(state: str) -> str:
    if state == "overdue":
        return pgettext("letters", "Overdue")
    if state == "arrived":
        return _("New or moved, not signed yet")
    return str(LetterState(state).label) if state else ""


def _offers(actor: Actor, row: LetterRound, has_letters: bool) -> list[Link]:
    if row.opened_at is not None or not actor.can(Responsibility.LETTER_MANAGE, row.unit.path):
        return []
    offers = []
    if row.generated_at is not None and has_letters:
        offers.append(_offer(row, "opening", pgettext("letters", "Open for signing")))
    offers.append(_offer(row, "generation", pgettext("letters", "Generate the letters")))
    offers.append(_offer(row, "preview", _("Look at one letter")))
    offers.append(_offer(row, "change", pgettext("letters", "Change what was set up")))
    return offers


def _offer(row: LetterRound, verb: str, word: str) -> Link:
    return Link(word, reverse(f"responsibility:letter_{verb}", args=[row.pk]))
