"""What a person owes and shows: for himself, and for those above him."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.api.routes.duties.obligations import with_readings
from dutyline.api.routes.duties.schemas import Key, ObligationOut
from dutyline.api.routes.duties.spans import SpanAsked
from dutyline.api.scope import people_for
from dutyline.kernel.access.actor import Actor, NotPermitted
from dutyline.kernel.access.callers import actor_of
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.duties.models import Evidence
from dutyline.kernel.duties.reading import my_duties, person_duties
from dutyline.kernel.organisation.models import Appointment, Person
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of
from dutyline.toolkit.rest.listing import Asked, Listing, listing, whole
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
    measured: list[ObligationOut] = Field(
        description="indicators read after this month, whose periods run"
    )
    done: list[DoneOut]


class EvidenceAsked(SpanAsked, Asked):
    """Which days, and only of these kinds."""

    kind: list[Key] = Field(default_factory=list, max_length=20)


class EvidenceOut(Schema):
    """A fact that may discharge duties, with the names of its day and both its times."""

    id: int
    kind: str
    source: str
    label: str = Field(description="what its source called it then; empty where it said nothing")
    about: str
    post_id: int | None
    post_title: str
    unit_id: int | None
    unit_name: str
    place_id: int | None
    amount: Decimal
    occurred_at: datetime
    recorded_at: datetime
    back_filled: bool

    @staticmethod
    def resolve_label(piece: Evidence) -> str:
        """Return the words its source left."""
        return str(piece.snapshot.get("label", ""))


@router.get("/people/{person_id}/duties", response=MineOut, summary="What a person has to do")
def read_duties(request: HttpRequest, person_id: Id) -> dict[str, Any]:
    """Return what a person owes now, by when, and what he did lately."""
    person = _person(request, person_id)
    now = timezone.now()
    mine = my_duties(person.pk, today=timezone.localdate(), now=now)
    return {
        "over": with_readings(mine.over, now),
        "today": with_readings(mine.today, now),
        "later": with_readings(mine.later, now),
        "measured": with_readings(mine.measured, now),
        "done": mine.done,
    }


@router.get("/people/{person_id}/line", response=Listing[DutyLineOut], summary="A person's line")
def read_line(request: HttpRequest, person_id: Id, asked: Query[SpanAsked]) -> dict[str, Any]:
    """Return a person's line, duty by duty, for what fell due over some days."""
    person = _person(request, person_id)
    first, last = asked.days(timezone.localdate())
    return whole(person_duties(person.pk, first, last, timezone.now()))


@router.get(
    "/people/{person_id}/evidence", response=Listing[EvidenceOut], summary="What a person showed"
)
def list_evidence(
    request: HttpRequest, person_id: Id, asked: Query[EvidenceAsked]
) -> dict[str, Any]:
    """List what a person did on some days and what still counts of it, the latest first."""
    person = _person(request, person_id)
    first, last = asked.days(timezone.localdate())
    found = Evidence.objects.filter(
        person_id=person.pk, withdrawal=None, occurred_on__gte=first, occurred_on__lte=last
    )
    if asked.kind:
        found = found.filter(kind__in=asked.kind)
    return listing(found, ("-occurred_at", "-id"), asked)


def _person(request: HttpRequest, person_id: int) -> Person:
    actor = actor_of(request)
    person = get_object_or_404(people_for(actor), pk=person_id)
    own = actor.is_person(person.pk) and actor.given(Access.LINE_VIEW, Access.ORGANISATION_VIEW)
    if not (own or _stands_above(actor, person)):
        raise NotPermitted(Access.LINE_VIEW)
    return person


def _stands_above(actor: Actor, person: Person) -> bool:
    there = within(actor.paths(Access.LINE_VIEW), "post__unit__path")
    today = as_of(timezone.localdate())
    return Appointment.objects.filter(today, there, person=person).exists()
