"""Packs: which there are, which were loaded, and what a newer one would change."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dutyline.kernel.access.permissions import Access
from dutyline.kernel.criteria.models import LoadedPack, in_language
from dutyline.kernel.criteria.operations import check_pack, load_pack
from dutyline.kernel.criteria.shipped import ShippedPack, shipped
from dutyline.kernel.receipts.forms import OnceForm
from dutyline.kernel.receipts.submission import carry_out
from dutyline.kernel.registry import Refusal
from dutyline.shell.organisation.scope import actor_of
from dutyline.shell.setup.criteria.rights import may_change
from dutyline.shell.setup.criteria.sections import section_counts
from dutyline.toolkit.ui import messages
from dutyline.toolkit.ui.parts import Column


@dataclass(frozen=True)
class PackRow:
    """A pack as the list shows it; `newer` is the shipped version where it is not the loaded."""

    name: str
    title: str
    shipped: str
    loaded: LoadedPack | None
    newer: bool


@login_required
@require_safe
def packs(request: HttpRequest) -> HttpResponse:
    """List the packs that come with Dutyline and those that were loaded."""
    rows = pack_rows()
    loads = LoadedPack.objects.order_by("-loaded_at", "-id")[:50]
    context = {
        "rows": rows,
        "may_look": actor_of(request).can(Access.ORGANISATION_VIEW),
        "loads": [(row, section_counts(row.report)) for row in loads],
        "may_change": may_change(actor_of(request)),
        "columns": [Column(_("Pack")), Column(_("Comes with Dutyline")), Column(_("Loaded"))],
    }
    return render(request, "shell/setup/criteria/packs.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, name: str) -> HttpResponse:
    """Show what loading a pack would change; load it."""
    actor, shipped = actor_of(request), _shipped(name)
    if shipped is None or not may_change(actor):
        raise Http404
    form = OnceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():

        def act() -> str:
            load_pack(path=name, by=actor, at=timezone.now())
            return reverse("setup_packs")

        done = carry_out(request, form, act)
        if done:
            messages.done(request, _("The pack is loaded."))
            return done
    context: dict[str, Any] = {"pack": shipped, "title": in_language(shipped.title), "form": form}
    try:
        report = check_pack(path=name, by=actor, at=timezone.now())
    except Refusal as refusal:
        context["trouble"] = str(refusal)
    else:
        context |= {
            "report": report,
            "sections": section_counts(report.as_data()),
            "kept": report.kept[:200],
        }
    status = 422 if form.errors else 200
    return render(request, "shell/setup/criteria/pack.html", context, status=status)


def pack_rows() -> list[PackRow]:
    """Return shipped packs with what of them is loaded, then loaded ones that are not shipped."""
    loaded = {row.name: row for row in LoadedPack.objects.order_by("loaded_at", "id")}
    rows = []
    for each in shipped():
        row = loaded.pop(each.name, None)
        newer = row is not None and row.digest != each.digest
        rows.append(PackRow(each.name, in_language(each.title), each.version, row, newer))
    rows += [PackRow(name, name, "", row, newer=False) for name, row in loaded.items()]
    return rows


def _shipped(name: str) -> ShippedPack | None:
    return next((each for each in shipped() if each.name == name), None)
