"""Whose details somebody may change, and whose leave he may enter."""

from datetime import date

from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.organisation.queries import PersonQuerySet


def organised_people(actor: Actor, on: date) -> PersonQuerySet:
    """Return the people with a post where the actor organises, and those without any post."""
    paths = actor.paths(Access.ORGANISATION_MANAGE)
    if not paths:
        return Person.objects.none()
    held = Appointment.objects.filter(as_of(on))
    there = held.filter(within(paths, "post__unit__path")).values("person")
    return Person.objects.filter(Q(pk__in=there) | ~Q(pk__in=held.values("person")))


def people_on_leave_lists(actor: Actor, on: date) -> PersonQuerySet:
    """Return the people whose leave the actor may enter: never his own."""
    found: PersonQuerySet = Person.objects.appointed_within(
        actor.paths(Access.LEAVE_APPROVE), on
    ).employed(on)
    return found.exclude(pk=actor.person.pk) if actor.person else found
