"""The rows of the organisation a caller may see."""

from django.db.models import QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Appointment, Person, Place, Post, Unit
from dutyline.kernel.organisation.queries import (
    AppointmentQuerySet,
    PlaceQuerySet,
    PostQuerySet,
    UnitQuerySet,
)


def units_for(actor: Actor) -> UnitQuerySet:
    """Return the units in scope."""
    return visible_to(Unit.objects.all(), actor, Access.ORGANISATION_VIEW, path_field="path")


def posts_for(actor: Actor) -> PostQuerySet:
    """Return the posts in scope."""
    return visible_to(Post.objects.all(), actor, Access.ORGANISATION_VIEW, path_field="unit__path")


def places_for(actor: Actor) -> PlaceQuerySet:
    """Return the places in scope."""
    return visible_to(Place.objects.all(), actor, Access.ORGANISATION_VIEW)


def appointments_for(actor: Actor) -> AppointmentQuerySet:
    """Return the appointments to posts in scope, whenever they ran."""
    return visible_to(
        Appointment.objects.all(), actor, Access.ORGANISATION_VIEW, path_field="post__unit__path"
    )


def people_for(actor: Actor) -> QuerySet[Person]:
    """Return the people who hold or held a post in scope, and the caller himself.

    Whoever manages the organisation also sees the people who hold no post yet.
    """
    held = appointments_for(actor).values("person")
    people = Person.objects.filter(pk__in=held)
    if actor.person is not None:
        people |= Person.objects.filter(pk=actor.person.pk)
    if actor.can(Access.ORGANISATION_MANAGE):
        people |= Person.objects.filter(appointments__isnull=True)
    return people.distinct()
