"""Whose accounts somebody may manage."""

from datetime import date

from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.organisation.queries import PersonQuerySet


def managed_people(actor: Actor, on: date) -> PersonQuerySet:
    """Return the people whose posts lie where the actor manages accounts, and those without one."""
    paths = actor.paths(Access.ACCOUNTS_MANAGE)
    if not paths:
        return Person.objects.none()
    held = Appointment.objects.filter(as_of(on))
    there = held.filter(within(paths, "post__unit__path")).values("person")
    return Person.objects.filter(Q(pk__in=there) | ~Q(pk__in=held.values("person")))
