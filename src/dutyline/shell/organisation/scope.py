"""What of the organisation the person asking may open."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Place, Post, Unit
from dutyline.kernel.organisation.queries import PlaceQuerySet, PostQuerySet, UnitQuerySet


def actor_of(request: HttpRequest) -> Actor:
    """Return who asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def units_for(actor: Actor) -> UnitQuerySet:
    """Return the units the actor may open."""
    return visible_to(Unit.objects.all(), actor, Access.ORGANISATION_VIEW, path_field="path")


def posts_for(actor: Actor) -> PostQuerySet:
    """Return the posts the actor may open."""
    return visible_to(Post.objects.all(), actor, Access.ORGANISATION_VIEW, path_field="unit__path")


def places_for(actor: Actor) -> PlaceQuerySet:
    """Return the places the actor may open."""
    return visible_to(Place.objects.all(), actor, Access.ORGANISATION_VIEW)


def unit_or_404(actor: Actor, pk: int) -> Unit:
    """Return a unit in scope; 404 for every other, whether it exists or not."""
    return get_object_or_404(units_for(actor), pk=pk)


def top_unit(actor: Actor) -> Unit:
    """Return the highest unit the actor may open: where his pages begin."""
    unit = units_for(actor).order_by("depth", "name", "id").first()
    if unit is None:
        raise Http404
    return unit
