"""Pages of errands: what a person asked for and how far it is."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.errands.models import Errand
from dutyline.kernel.registry import errand_kind

NEWEST = 50


@login_required
@require_safe
def errands(request: HttpRequest) -> HttpResponse:
    """List what the account asked for, the newest first."""
    rows = Errand.objects.visible_to(actor_of(request)).select_related("result").newest_first()
    listed = [(row, errand_kind(row.kind).label) for row in rows[:NEWEST]]
    return render(request, "errands/errands.html", {"errands": listed})


@login_required
@require_safe
def errand(request: HttpRequest, errand_id: int) -> HttpResponse:
    """Show one errand; the part that moves is asked for again each second while it runs."""
    rows = Errand.objects.visible_to(actor_of(request)).select_related("result")
    row = get_object_or_404(rows, pk=errand_id)
    kind = errand_kind(row.kind)
    context = {
        "errand": row,
        "label": kind.label,
        "counts": [(kind.counted.get(name, name), n) for name, n in row.counts.items()],
        "tap": kind.tap,
        "onward": kind.url_for(row.parameters) if kind.url_for else "",
    }
    template = "errands/errand.html"
    if request.headers.get("HX-Request") == "true":
        # 286 is htmx's word for "polled enough".
        status = 286 if row.is_finished else 200
        return render(request, f"{template}#state", context, status=status)
    return render(request, template, context)
