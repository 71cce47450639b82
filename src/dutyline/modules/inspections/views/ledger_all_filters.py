"""The page with every filter of the ledger there is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dutyline.modules.inspections.forms.finding_filters import FilterForm
from dutyline.modules.inspections.views.finding_scope import actor_of, require_ledger


@login_required
@require_safe
def all_filters(request: HttpRequest) -> HttpResponse:
    """Ask for anything the ledger can be narrowed to; the answer is the ledger itself."""
    actor = actor_of(request)
    require_ledger(actor)
    form = FilterForm(actor=actor, on=timezone.localdate(), asked=request.GET)
    return render(request, "inspections/ledger_filters.html", {"form": form})
