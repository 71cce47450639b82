"""The page of the site's search."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.registry import Lead, SearchSource, Text, manifests
from dutyline.shell.organisation.scope import actor_of
from dutyline.toolkit.search.words import MAX_LENGTH

SHOWN = 6
"""Hits a group shows; the list behind it shows the rest."""


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more` is the whole list where there is more."""

    key: str
    label: Text
    leads: list[Lead]
    is_cut: bool
    more: str


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Look for words in everything the person may see, each kind bounded."""
    words = " ".join(request.GET.get("q", "")[:MAX_LENGTH].replace("\0", " ").split())
    groups = groups_of(actor_of(request), words) if words else []
    return render(request, "shell/search.html", {"words": words, "groups": groups})


def groups_of(actor: Actor, words: str) -> list[Group]:
    """Return what is found in each kind the actor may look for, a few hits of each."""
    found = []
    for source in sources(actor):
        leads = list(source.find(actor, words, SHOWN + 1))
        if leads:
            is_cut = len(leads) > SHOWN
            more = source.url_for(words) if is_cut else ""
            found.append(Group(source.key, source.label, leads[:SHOWN], is_cut, more))
    return found


def sources(actor: Actor) -> list[SearchSource]:
    """Return the kinds of record the actor may look for, in their order."""
    found = [
        source
        for manifest in manifests()
        for source in manifest.search
        if not source.permission or actor.can(source.permission)
    ]
    return sorted(found, key=lambda source: (source.order, source.key))
