"""Catalogues: lists people choose from, with our own entries."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.lookup import CITED
from dutyline.kernel.criteria.lookup import catalogue as entries_of
from dutyline.kernel.criteria.models import Catalogue, CatalogueItem
from dutyline.kernel.criteria.operations import retire_catalogue_item, save_catalogue_item
from dutyline.kernel.criteria.reworded import said_on
from dutyline.kernel.criteria.words import data_words
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.receipts.submission import carry_out
from dutyline.shell.organisation.days import day_of
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.criteria.forms import OwnEntry
from dutyline.shell.setup.criteria.rights import may_change
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Column

SHOWN = 500
DEEPEST = 5


@login_required
@require_safe
def catalogue(request: HttpRequest, kind: str) -> HttpResponse:
    """List the entries of a catalogue on a day, each under the one above it."""
    found, on = _catalogue(kind), day_of(request)
    words = request.GET.get("q", "").strip().lower()[:100]
    tree = in_tree(said_on(kind, entries_of(kind, on), on))
    shown = [
        (row, depth, data_words(found.fields, row.data))
        for row, depth in tree
        if words in f"{row.key} {row.label_en} {row.label_zh} {row.clause}".lower()
    ]
    context = {
        "catalogue": found,
        "rows": shown[:SHOWN],
        "all": len(shown),
        "words": words,
        "cited": kind in CITED and actor_of(request).can(Access.ORGANISATION_VIEW),
        "may_change": may_change(actor_of(request)),
        "columns": [Column(_("Entry")), Column(_("What it says")), Column(_("Basis"))],
    }
    return render(request, "shell/setup/criteria/catalogue.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, kind: str, key: str = "") -> HttpResponse:
    """Change an entry from a day on, or add one of our own."""
    found = _changeable(request, kind)
    today = timezone.localdate()
    entries = entries_of(kind, today)
    row = next((each for each in entries if each.key == key), None)
    if key and row is None:
        raise Http404
    form = _entry_form(request, found, row, entries)
    if form.is_valid():

        def act() -> str:
            given = form.cleaned_data
            save_catalogue_item(
                by=actor_of(request),
                kind=kind,
                key=key or f"own.{get_random_string(8).lower()}",
                label_en=given["label_en"],
                label_zh=given["label_zh"],
                parent=given.get("parent", ""),
                position=given["position"],
                data=form.entry_data(),
                valid_from=given["valid_from"],
                note=given["note"],
                at=timezone.now(),
            )
            return reverse("setup_catalogue", args=[kind])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("The entry is kept as our own."))
            return done
    context = {"catalogue": found, "row": row, "form": form, "ending": OnceForm()}
    status = 422 if form.errors else 200
    return render(request, "shell/setup/criteria/entry.html", context, status=status)


@login_required
@require_POST
def retirement(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take an entry off its list from today on; old records keep its name."""
    found = _changeable(request, kind)
    form = OnceForm(request.POST)
    if form.is_valid():

        def act() -> str:
            retire_catalogue_item(
                by=actor_of(request),
                kind=kind,
                key=key,
                on=timezone.localdate(),
                at=timezone.now(),
            )
            return reverse("setup_catalogue", args=[kind])

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("The entry is off the list from today."))
            return done
    context: dict[str, Any] = {"catalogue": found, "row": None, "form": form, "ending": form}
    return render(request, "shell/setup/criteria/entry.html", context, status=422)


def in_tree(entries: list[CatalogueItem]) -> list[tuple[CatalogueItem, int]]:
    """Return entries below the one they stand under, with how deep; none is lost in a circle."""
    below: dict[str, list[CatalogueItem]] = {}
    keys = {row.key for row in entries}
    for row in entries:
        below.setdefault(row.parent if row.parent in keys else "", []).append(row)
    found: list[tuple[CatalogueItem, int]] = []
    waiting = [(row, 0) for row in reversed(below.get("", []))]
    while waiting:
        row, depth = waiting.pop()
        found.append((row, depth))
        deeper = min(depth + 1, DEEPEST)
        waiting.extend((each, deeper) for each in reversed(below.pop(row.key, [])))
    return found


def _catalogue(kind: str) -> Catalogue:
    found = Catalogue.objects.filter(kind=kind).order_by("-rank", "id").first()
    if found is None:
        raise Http404
    return found


def _changeable(request: HttpRequest, kind: str) -> Catalogue:
    found = _catalogue(kind)
    if not may_change(actor_of(request)):
        raise Http404
    return found


def _entry_form(
    request: HttpRequest,
    found: Catalogue,
    row: CatalogueItem | None,
    entries: list[CatalogueItem],
) -> OwnEntry:
    initial: dict[str, Any] = {"valid_from": timezone.localdate()}
    if row:
        names = ("label_en", "label_zh", "parent", "position")
        initial |= {name: getattr(row, name) for name in names}
    nested = any(each.parent for each in entries)
    return OwnEntry(
        request.POST if request.method == "POST" else None,
        fields=found.fields,
        data=row.data if row else {},
        parents=[(each.key, each.label) for each in entries if each is not row] if nested else [],
        initial=initial,
    )
