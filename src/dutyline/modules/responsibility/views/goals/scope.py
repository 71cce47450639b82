"""Which goals the person asking may open, and the year a page is about."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.organisation.models import Unit
from dutyline.modules.responsibility.models import Goal

EARLIEST, LATEST = 2000, 2100


def goal_or_404(actor: Actor, pk: int) -> Goal:
    """Return a goal in scope with its post; 404 for every other."""
    rows = Goal.objects.visible_to(actor).select_related("post__unit", "parent__post__unit")
    return get_object_or_404(rows, pk=pk)


def year_asked(request: HttpRequest) -> int:
    """Return the year a query names, this one without; 404 for what is none."""
    asked = request.GET.get("year", "")
    if not asked:
        return timezone.localdate().year
    if not asked.isdecimal() or not EARLIEST <= int(asked[:6]) <= LATEST:
        raise Http404
    return int(asked)


def unit_with(actor: Actor, asked: str, permission: str) -> Unit | None:
    """Return the unit a query names by its path, None without one; 404 out of scope."""
    if not asked:
        return None
    unit = Unit.objects.filter(path=asked[:255]).first()
    if unit is None or not actor.can(permission, unit.path):
        raise Http404
    return unit
