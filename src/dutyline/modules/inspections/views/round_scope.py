"""What of rounds, checklists, plans and places the person asking may open."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Place, Unit
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.organisation.queries import PlaceQuerySet, UnitQuerySet
from dutyline.modules.inspections.models import Checklist, Plan, Round
from dutyline.modules.inspections.permissions import Inspections


def round_or_404(actor: Actor, pk: int) -> Round:
    """Return a round in scope; 404 for every other."""
    rows = Round.objects.visible_to(actor).select_related(
        "unit", "place", "post", "plan", "version__checklist"
    )
    return get_object_or_404(rows, pk=pk)


def checklist_or_404(actor: Actor, pk: int) -> Checklist:
    """Return a checklist in scope; 404 for every other."""
    return get_object_or_404(Checklist.objects.visible_to(actor).select_related("unit"), pk=pk)


def plan_or_404(actor: Actor, pk: int) -> Plan:
    """Return a plan in scope; 404 for every other."""
    rows = Plan.objects.visible_to(actor).select_related("unit", "checklist", "post__unit")
    return get_object_or_404(rows, pk=pk)


def places_for(actor: Actor) -> PlaceQuerySet:
    """Return the places in use of the units the actor may open."""
    rows = Place.objects.on(timezone.localdate()).select_related("unit")
    return visible_to(rows, actor, Access.ORGANISATION_VIEW)


def units_with(actor: Actor, permission: str) -> UnitQuerySet:
    """Return the units of today in which the actor holds a permission."""
    rows = Unit.objects.on(timezone.localdate())
    return visible_to(rows, actor, permission, path_field="path")


def unit_asked(actor: Actor, asked: str, permission: str = Inspections.ROUND_VIEW) -> Unit | None:
    """Return the unit a query names by its path, None without one; 404 out of scope."""
    if not asked:
        return None
    unit = Unit.objects.filter(path=asked).first()
    if unit is None or not actor.can(permission, unit.path):
        raise Http404
    return unit


def require(actor: Actor, permission: str) -> None:
    """Answer 404 to whoever holds a permission nowhere."""
    if not actor.can(permission):
        raise Http404


def in_unit(unit: Unit | None, field: str = "unit_path") -> dict[str, object]:
    """Return the condition "under this unit" as filter arguments; none for no unit."""
    if unit is None:
        return {}
    condition = subtree(unit.path, field)
    return dict(condition.children)
