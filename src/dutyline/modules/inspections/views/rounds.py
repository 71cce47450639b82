"""Rounds: what I owe, what my units owe, what was done and what was missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.modules.inspections.models import Oddity, Round, RoundOddity, RoundState
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.rounds import ROUND_ORDER, RoundQuerySet
from dutyline.modules.inspections.showing import ROUND_NAMES
from dutyline.modules.inspections.views.finding_scope import actor_of
from dutyline.modules.inspections.views.round_scope import in_unit, unit_asked
from dutyline.toolkit.pages import page_of
from dutyline.toolkit.search.columns import in_columns
from dutyline.toolkit.ui.filters import FilterBar
from dutyline.toolkit.ui.parts import Column, Tab
from dutyline.toolkit.wording import in_a_row

SIZE = 50
SOONEST = ("due_at", "id")
MARKS = {
    RoundState.FINISHED: "on_time",
    RoundState.VOID: "not_applicable",
    RoundState.ABANDONED: "missed",
}


@dataclass(frozen=True)
class RoundRow:
    """A round as a line of the list shows it."""

    walk: Round
    mark: str
    word: str
    odd: str
    may_walk: bool


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """List rounds: one's own first; the tab, the unit and the days stand in the address."""
    actor, now = actor_of(request), timezone.localtime()
    which = asked_tab(request, actor)
    unit = unit_asked(actor, request.GET.get("unit", "")[:255])
    found = Round.objects.visible_to(actor).filter(**in_unit(unit))
    found = _narrowed(_of_days(found, request), request)
    rows, order = _of_tab(found, which, actor, now)
    rows = rows.select_related("unit", "place", "post")
    page = page_of(request, rows, order, SIZE)
    context = {
        "page": page,
        "rows": list(rows_of(page.rows, actor, now)),
        "columns": (
            Column(pgettext("column", "Round"), css="cell-title"),
            Column(pgettext("column", "State")),
            Column(pgettext("column", "Post"), css="cell-end"),
            Column(pgettext("column", "Due"), css="cell-end"),
            Column(pgettext("column", "Do it"), unseen=True),
        ),
        "tabs": _tabs(request, which),
        "bar": _bar(request),
        "which": which,
        "unit": unit,
        "now": now,
        "may_walk": actor.can(Inspections.ROUND_WALK),
        "everything": f"{reverse('inspections:rounds')}?which=due",
    }
    return render(request, "inspections/rounds.html", context)


def asked_tab(request: HttpRequest, actor: Actor) -> str:
    """Return the tab an address asks for: mine, unless days are named or nobody is behind it."""
    which = request.GET.get("which", "")
    if which in {"mine", "due", "missed", "done", "all"}:
        return which
    if request.GET.get("due_from") or request.GET.get("due_to"):
        return "all"
    return "mine" if actor.person is not None else "due"


def mine_now(rows: RoundQuerySet, actor: Actor, now: datetime) -> RoundQuerySet:
    """Keep what the actor owes or has begun, as long as it may still be walked."""
    hours = float(criterion("inspections.round_grace_hours", now.date()))
    return rows.owed_now_by(actor, now, grace_hours=hours)


def _of_tab(
    rows: RoundQuerySet, which: str, actor: Actor, now: datetime
) -> tuple[RoundQuerySet, tuple[str, ...]]:
    if which == "mine":
        return mine_now(rows, actor, now), SOONEST
    if which == "due":
        return rows.waiting(now).filter(due_at__gt=now), SOONEST
    if which == "missed":
        return rows.missed(now), ROUND_ORDER
    if which == "done":
        return rows.done(), ROUND_ORDER
    return rows, ROUND_ORDER


def _of_days(rows: RoundQuerySet, request: HttpRequest) -> RoundQuerySet:
    first, end = _day(request, "due_from"), _day(request, "due_to")
    if first:
        rows = rows.filter(due_on__gte=first)
    return rows.filter(due_on__lt=end) if end else rows


def _narrowed(rows: RoundQuerySet, request: HttpRequest) -> RoundQuerySet:
    """Keep what the search and the pages of people and places lead to."""
    words = request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(in_columns(words, *ROUND_NAMES))
    for name, column in (("place", "place"), ("person", "inspectors__person")):
        asked = request.GET.get(name, "")
        if asked:
            rows = rows.filter(**{column: asked}) if _is_id(asked) else rows.none()
    return rows


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 18


def _day(request: HttpRequest, name: str) -> date | None:
    try:
        return parse_date(request.GET.get(name, "")[:10])
    except ValueError:
        return None


def _bar(request: HttpRequest) -> FilterBar:
    kept = [
        (name, value)
        for name, value in request.GET.items()
        if name in {"which", "unit", "due_from", "due_to", "place", "person"}
    ]
    return FilterBar(
        search=request.GET.get("q", ""), placeholder=_("Search rounds and places"), keep=kept
    )


def _tabs(request: HttpRequest, which: str) -> list[Tab]:
    words = (
        ("mine", pgettext("rounds", "Mine")),
        ("due", pgettext("rounds", "Due now")),
        ("missed", pgettext("rounds", "Missed")),
        ("done", pgettext("rounds", "Done")),
        ("all", pgettext("rounds", "All")),
    )
    kept = request.GET.copy()
    kept.pop("at", None)
    tabs = []
    for key, label in words:
        kept["which"] = key
        tabs.append(Tab(label, f"?{kept.urlencode()}", current=key == which))
    return tabs


def rows_of(found: list[Round], actor: Actor, now: datetime) -> Iterator[RoundRow]:
    """Yield rounds as lines; one statement for what is odd about them."""
    odd = dict[int, list[str]]()
    for round_id, kind in RoundOddity.objects.filter(round__in=found).values_list("round", "kind"):
        odd.setdefault(round_id, []).append(str(Oddity(kind).label))
    for walk in found:
        state = RoundState(walk.state)
        missed = state in (RoundState.DUE, RoundState.STARTED) and walk.due_at <= now
        yield RoundRow(
            walk=walk,
            mark=_mark(walk, missed),
            word=_word(walk, missed),
            odd=in_a_row(odd.get(walk.pk, ())),
            may_walk=state in (RoundState.DUE, RoundState.STARTED)
            and walk.opens_at <= now
            and actor.holds([walk.post_id]),
        )


def _late(walk: Round) -> bool:
    return walk.finished_at is not None and walk.finished_at > walk.due_at


def _mark(walk: Round, missed: bool) -> str:
    if missed:
        return "missed"
    if walk.state == RoundState.FINISHED and _late(walk):
        return "late"
    return MARKS.get(RoundState(walk.state), "due")


def _word(walk: Round, missed: bool) -> str:
    if walk.state == RoundState.STARTED:
        return _("{done} of {items} items").format(done=walk.answered, items=walk.items)
    if missed:
        return pgettext("round", "Missed")
    if walk.state == RoundState.FINISHED and _late(walk):
        return pgettext("round", "Done late")
    return str(walk.get_state_display())
