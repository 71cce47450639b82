"""How far the demonstration is told, for the bar that asks again and again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dutyline.shell.demo.going_on import progress
from dutyline.shell.sign_in.installation import is_demo


@require_safe
@never_cache
def told(request: HttpRequest) -> HttpResponse:
    """Answer with the bar, with nothing once all is told; no such page outside a demonstration."""
    if not is_demo():
        raise Http404
    return render(request, "demo/progress.html", {"progress": progress()})
