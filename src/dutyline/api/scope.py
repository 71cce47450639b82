"""The rows of the organisation a caller may see."""

from django.db.models import Q, QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.models import Appointment, Leave, Person, Place, Post, Shift, Unit
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.queries import (
    AppointmentQuerySet,
    LeaveQuerySet,
    PersonQuerySet,
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


def shifts_for(actor: Actor) -> QuerySet[Shift]:
    """Return the shifts of units in scope, past and coming ones too."""
    return visible_to(Shift.objects.all(), actor, Access.ORGANISATION_VIEW, path_field="unit__path")


def people_for(actor: Actor) -> PersonQuerySet:
    """Return the people who hold or held a post in scope, and the caller himself.

    Whoever manages the organisation also sees the people who hold no post yet.
    """
    return _people(actor, Access.ORGANISATION_VIEW)


def people_kept_by(actor: Actor) -> PersonQuerySet:
    """Return the people whose data the caller keeps, and himself."""
    return _people(actor, Access.ORGANISATION_MANAGE)


def leave_for(actor: Actor) -> LeaveQuerySet:
    """Return the leave of the caller, and of those whose leave he may approve."""
    there = within(actor.paths(Access.LEAVE_APPROVE), "post__unit__path")
    approved = Q(person__in=Appointment.objects.filter(there).values("person"))
    given = actor.given(Access.LEAVE_APPROVE, Access.ORGANISATION_VIEW)
    own = Q(person=actor.person.pk) if actor.person and given else Q(pk__in=[])
    return Leave.objects.filter(approved | own)


def _people(actor: Actor, permission: str) -> PersonQuerySet:
    there = within(actor.paths(permission), "post__unit__path")
    seen = Q(pk__in=Appointment.objects.filter(there).values("person"))
    if actor.person is not None and actor.given(permission, Access.ORGANISATION_VIEW):
        seen |= Q(pk=actor.person.pk)
    if actor.can(Access.ORGANISATION_MANAGE):
        seen |= ~Q(pk__in=Appointment.objects.values("person"))
    return Person.objects.filter(seen)
