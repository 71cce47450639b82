"""What a person owes and shows: for himself, and for those above him."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema

from dutyline.api.routes.duties.schemas import ObligationOut
from dutyline.api.routes.duties.spans import SpanAsked
from dutyline.api.scope import people_for
from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.callers import actor_of, whole_token
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.reading import my_duties, person_duties
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of
from dutyline.toolkit.rest.listing import Listing, whole
from dutyline.toolkit.rest.shapes import Id

router = Router()


class TickOut(Schema):
    """One obligation on a line."""

    on: date | None
    state: str


class DutyLineOut(Schema):
    """A duty with its line; `on_time` of `decided` were kept."""

    duty_id: int
    text: str
    basis: str
    cadence: str
    ticks: list[TickOut]
    on_time: int
    decided: int


class DoneOut(Schema):
    """A fact somebody left, with when it happened and when that was written down."""

    kind: str
    source: str
    label: str
    occurred_at: datetime
    recorded_at: datetime
    back_filled: bool


class MineOut(Schema):
    """What a person has to do, and what he did lately."""

    over: list[ObligationOut]
    today: list[ObligationOut]
    later: list[ObligationOut]
    done: list[DoneOut]


@router.get("/people/{person_id}/duties", response=MineOut, summary="What a person has to do")
def read_duties(request: HttpRequest, person_id: Id) -> Any:
    """Return what a person owes now, by when, and what he did lately."""
    person = _person(request, person_id)
    return my_duties(person.pk, today=timezone.localdate(), now=timezone.now())


@router.get("/people/{person_id}/line", response=Listing[DutyLineOut], summary="A person's line")
def read_line(request: HttpRequest, person_id: Id, asked: Query[SpanAsked]) -> dict[str, Any]:
    """Return a person's line, duty by duty, for what fell due over some days."""
    person = _person(request, person_id)
    first, last = asked.days(timezone.localdate())
    return whole(person_duties(person.pk, first, last, timezone.now()))


def _person(request: HttpRequest, person_id: int) -> Person:
    actor = actor_of(request)
    person = get_object_or_404(people_for(actor), pk=person_id)
    whole_token(actor, Access.LINE_VIEW)
    if not (actor.is_person(person.pk) or _stands_above(actor, person)):
        raise NotPermitted(Access.LINE_VIEW)
    return person


def _stands_above(actor: Actor, person: Person) -> bool:
    there = within(actor.paths(Access.LINE_VIEW), "post__unit__path")
    today = as_of(timezone.localdate())
    return Appointment.objects.filter(today, there, person=person).exists()
