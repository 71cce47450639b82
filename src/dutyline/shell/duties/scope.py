"""Who may see whose line."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import within

POSTS = 50
"""Appointments a page shows of one person; the newest."""


def people_for(actor: Actor) -> QuerySet[Person]:
    """Return the people whose page the actor may open: of his units, and himself.

    Whoever manages the organisation also opens those who never held a post: he gives them one.
    """
    seen = within(actor.paths(Access.ORGANISATION_VIEW), "post__unit__path")
    there = Appointment.objects.filter(seen).values("person")
    own = actor.person.pk if actor.person else None
    seen = Q(pk__in=there) | Q(pk=own)
    if actor.can(Access.ORGANISATION_MANAGE):
        seen |= never_appointed()
    return Person.objects.filter(seen)


def never_appointed() -> Q:
    """Return the condition that a person never held a post: he belongs to no unit yet."""
    return Q(~Exists(Appointment.objects.filter(person=OuterRef("pk"))))


def appointments_of(person: Person) -> list[Appointment]:
    """Return the posts a person holds and held, the newest first."""
    rows = Appointment.objects.ever().filter(person=person).select_related("post__unit")
    return list(rows.order_by("-valid_from", "id")[:POSTS])


def sees_line(actor: Actor, person: Person, held: Iterable[Appointment]) -> bool:
    """Say whether the actor may see what a person owes: he himself, and who stands above him."""
    if actor.is_person(person.pk):
        return True
    today = timezone.localdate()
    return any(
        actor.can(Access.LINE_VIEW, each.post.unit.path) for each in held if each.runs_on(today)
    )


def person_with_line_or_404(actor: Actor, pk: int) -> Person:
    """Return a person whose line the actor may see; 404 for every other."""
    found: Person = get_object_or_404(people_for(actor), pk=pk)
    if not sees_line(actor, found, appointments_of(found)):
        raise Http404
    return found
