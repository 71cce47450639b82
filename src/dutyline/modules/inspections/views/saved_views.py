"""Saved views of the ledger: named filters, one's own or shared."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Unit
from dutyline.kernel.receipts.submission import carry_out
from dutyline.modules.inspections.forms.finding_views import SavedViewForm
from dutyline.modules.inspections.models import SavedView
from dutyline.modules.inspections.operations.saved_views import (
    change_view,
    drop_view,
    save_view,
    views_of,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter
from dutyline.modules.inspections.views.finding_scope import actor_of, posted, require_ledger
from dutyline.modules.inspections.views.ledger_filters import bar_of
from dutyline.toolkit.ui.messages import done


@login_required
def saved_views(request: HttpRequest) -> HttpResponse:
    """List the views one has, and save the filter of the address under a name."""
    actor = actor_of(request)
    require_ledger(actor)
    if actor.person is None:
        raise Http404
    wanted = _filter(request)
    form = SavedViewForm(posted(request), units=_units(actor))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            sent = carry_out(request, form, lambda: _save(actor, form, wanted))
            if sent:
                done(request, _("View saved"))
                return sent
    context = {
        "form": form,
        "wanted": wanted,
        "chips": bar_of(actor, wanted, request.GET).chips,
        "query": request.GET.urlencode(),
        "views": [
            (each, _address(each), actor.is_person(each.owner_id)) for each in views_of(actor)
        ],
    }
    return render(request, "inspections/saved_views.html", context, status=status)


@login_required
def saved_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Share one's own view otherwise, or forget it."""
    actor = actor_of(request)
    view = get_object_or_404(SavedView.objects.filter(owner=actor.person), pk=pk)
    form = SavedViewForm(
        posted(request), units=_units(actor), initial={"name": view.name, "unit": view.unit_id}
    )
    form.fields["name"].disabled = True
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            drop = "drop" in request.POST
            sent = carry_out(
                request, form, lambda: _drop(actor, view) if drop else _share(actor, form, view)
            )
            if sent:
                done(request, _("View forgotten") if drop else _("View saved"))
                return sent
    context = {"form": form, "view": view, "address": _address(view)}
    return render(request, "inspections/saved_view.html", context, status=status)


def _save(actor: Actor, form: SavedViewForm, wanted: LedgerFilter) -> str:
    said = form.cleaned_data
    view = save_view(
        by=actor, name=said["name"], wanted=wanted, at=timezone.now(), unit=said["unit"]
    )
    return _address(view)


def _share(actor: Actor, form: SavedViewForm, view: SavedView) -> str:
    wanted = LedgerFilter.read(view.query)
    change_view(
        by=actor, view=view, wanted=wanted, at=timezone.now(), unit=form.cleaned_data["unit"]
    )
    return _address(view)


def _drop(actor: Actor, view: SavedView) -> str:
    drop_view(by=actor, view=view)
    return reverse("inspections:findings")


def _filter(request: HttpRequest) -> LedgerFilter:
    try:
        return LedgerFilter.read(request.GET)
    except BadFilter as bad:
        raise Http404 from bad


def _address(view: SavedView) -> str:
    return f"{reverse('inspections:findings')}?{urlencode(view.query, doseq=True)}"


def _units(actor: Actor) -> list[Unit]:
    """Return the units the actor works in and may share with, and those above in his reach."""
    reach = actor.paths(Inspections.VIEW_SHARE)
    rows = Unit.objects.within(reach).filter(valid_to__isnull=True)
    return list(rows.order_by("depth", "path")[:40])
