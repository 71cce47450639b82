"""Pages on which a change is picked, and what it touches is shown with the step that mends it."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.changes import clauses_like, newest_clauses
from dutyline.kernel.registry import Fate, Lead, Refusal
from dutyline.shell.changes.found import Group, group_of, groups_of, sources_for
from dutyline.shell.changes.picked import (
    Picked,
    clause_picked,
    pack_picked,
    post_picked,
    unit_picked,
)
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.search.sources import posts_like, units_like
from dutyline.shell.setup.criteria.packs import pack_rows
from dutyline.toolkit.paging import BadCursor
from dutyline.toolkit.search.words import MAX_LENGTH
from dutyline.toolkit.ui.parts import Link

FOUND = 8
SIZE = 50
FATES = {
    Fate.NEW: pgettext_lazy("what a change touches", "New"),
    Fate.CHANGED: pgettext_lazy("what a change touches", "Changes"),
    Fate.ENDS: pgettext_lazy("what a change touches", "Ends"),
    Fate.LOOK: pgettext_lazy("what a change touches", "Look at it"),
}


@login_required
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """Pick a clause, a pack, a post or a unit."""
    actor = actor_of(request)
    if not actor.can(Access.ORGANISATION_VIEW):
        raise Http404
    words = " ".join(request.GET.get("q", "")[:MAX_LENGTH].replace("\0", " ").split())
    context = {
        "words": words,
        "packs": [] if words else [row for row in pack_rows() if row.loaded],
        "newest": [] if words else _newest(),
        "groups": _found(actor, words) if words else [],
    }
    return render(request, "shell/changes/pick.html", context)


@login_required
@require_safe
def of_clause(request: HttpRequest, key: str) -> HttpResponse:
    """Show what rests on a clause."""
    actor, today = actor_of(request), timezone.localdate()
    return _show(request, clause_picked(actor, key, today=today, on=_day(request)))


@login_required
@require_safe
def of_pack(request: HttpRequest, name: str) -> HttpResponse:
    """Show what a version of a pack brings, changes and ends."""
    actor, today = actor_of(request), timezone.localdate()
    load = request.GET.get("load", "")[:20]
    return _show(request, pack_picked(actor, name, today=today, load=load))


@login_required
@require_safe
def of_post(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a post owes, is described by, signs and walks."""
    actor, today = actor_of(request), timezone.localdate()
    return _show(request, post_picked(actor, pk, today=today, on=_day(request)))


@login_required
@require_safe
def of_unit(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the same of a unit and everything under it."""
    actor, today = actor_of(request), timezone.localdate()
    return _show(request, unit_picked(actor, pk, today=today, on=_day(request)))


def _show(request: HttpRequest, picked: Picked) -> HttpResponse:
    actor, only = actor_of(request), request.GET.get("of", "")
    context: dict[str, Any] = {
        "picked": picked,
        "change": picked.change,
        "only": only,
        "whole": _address(request, of="", after=""),
        "crumbs": [Link(_("What a change touches"), reverse("changes"))],
    }
    try:
        groups = _only(request, actor, picked, only) if only else groups_of(actor, picked.change)
    except Refusal as refusal:
        # A pack on the shelf may be one a module cannot read.
        context["trouble"] = str(refusal)
        groups = []
    context["groups"] = [
        (group, _more(request, group, only), [(each, FATES[each.fate]) for each in group.things])
        for group in groups
    ]
    context["total"] = sum(group.total for group in groups)
    return render(request, "shell/changes/change.html", context)


def _only(request: HttpRequest, actor: Actor, picked: Picked, only: str) -> list[Group]:
    source = next((each for each in sources_for(actor) if each.key == only), None)
    if source is None:
        raise Http404
    after = request.GET.get("after", "")[:300]
    try:
        return [group_of(actor, picked.change, source, after=after, limit=SIZE)]
    except BadCursor as error:
        raise Http404 from error


def _more(request: HttpRequest, group: Group, only: str) -> str:
    """Return where the things not shown are: the whole kind, or its next page."""
    if not group.following:
        return ""
    return _address(request, of=group.key, after=group.following if only else "")


def _address(request: HttpRequest, **changed: str) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query.pop(name, None)
        if value:
            query[name] = value
    return f"?{query.urlencode()}"


def _day(request: HttpRequest) -> date | None:
    try:
        return parse_date(request.GET.get("on", ""))
    except ValueError:
        return None


def _newest() -> list[Lead]:
    return [
        Lead(row.label, reverse("changes_clause", args=[row.key]), _basis(row), at=day)
        for row, day in newest_clauses(FOUND)
    ]


def _found(actor: Actor, words: str) -> list[tuple[Any, list[Lead], bool]]:
    """Return clauses, posts and units that hold every word: a few of each, and whether of many."""
    most = FOUND + 1
    clauses = [
        Lead(row.label, reverse("changes_clause", args=[row.key]), _basis(row))
        for row in clauses_like(words, most, timezone.localdate())
    ]
    posts = [
        Lead(post.title, reverse("changes_post", args=[post.pk]), post.unit.name)
        for post in posts_like(actor, words).select_related("unit").order_by("title", "id")[:most]
    ]
    units = [
        Lead(unit.name, reverse("changes_unit", args=[unit.pk]), unit.kind_beside_name)
        for unit in units_like(actor, words).order_by("depth", "name", "id")[:most]
    ]
    groups = [(_("Clauses"), clauses), (_("Posts"), posts), (_("Units"), units)]
    return [(label, leads[:FOUND], len(leads) > FOUND) for label, leads in groups if leads]


def _basis(row: Any) -> str:
    return f"{row.instrument} {row.clause}".strip()
