"""People."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.people_schemas import (
    ComingBack,
    PersonCorrected,
    PersonFacts,
    PersonNew,
    PersonOut,
)
from dutyline.api.routes.organisation.schemas import Ending
from dutyline.api.scope import people_for, people_kept_by, posts_for, units_for
from dutyline.kernel.access.callers import actor_of, named, named_or_none, to_change
from dutyline.kernel.access.operations import let_go
from dutyline.kernel.organisation.models import Appointment
from dutyline.kernel.organisation.operations import (
    change_person,
    create_person,
    take_back,
)
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.organisation.periods import as_of
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Id, Words, as_json
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class PeopleAsked(Asked):
    """Which people."""

    q: Words = Field("", description="a part of the name, or the number")
    under: Id | None = Field(None, description="only who holds a post in this subtree today")


@router.get("/people", response=Listing[PersonOut], summary="People")
def list_people(request: HttpRequest, asked: Query[PeopleAsked]) -> dict[str, Any]:
    """List the people in scope, by name."""
    actor = actor_of(request)
    found = people_for(actor)
    if asked.q:
        found = found.filter(Q(name__icontains=asked.q) | Q(number__iexact=asked.q))
    if asked.under is not None:
        top = named(units_for(actor), "under", asked.under)
        there = within([top.path], "post__unit__path")
        held = Appointment.objects.filter(as_of(timezone.localdate()), there)
        found = found.filter(pk__in=held.values("person"))
    return listing(found, ("name", "id"), asked)


@router.get("/people/{person_id}", response=PersonOut, summary="One person")
def read_person(request: HttpRequest, person_id: Id) -> Any:
    """Return a person in scope."""
    return get_object_or_404(people_for(actor_of(request)), pk=person_id)


@router.get("/people/{person_id}/facts", response=PersonFacts, summary="All facts of a person")
def read_facts(request: HttpRequest, response: HttpResponse, person_id: Id) -> PersonFacts:
    """Return what is kept about a person: for himself and whoever keeps the organisation."""
    person = get_object_or_404(people_kept_by(actor_of(request)), pk=person_id)
    return with_etag(response, PersonFacts.from_orm(person))


@router.post("/people", response={201: PersonOut}, summary="Enter a person")
def new_person(request: HttpRequest, body: PersonNew) -> Status[dict[str, Any]]:
    """Enter a person, and appoint him to the post he begins in, or enter nobody."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = named(units_for(actor), "unit_id", body.unit_id)
        post = named_or_none(posts_for(actor), "post_id", body.post_id)
        facts = body.model_dump(exclude={"unit_id", "post_id", "on"})
        on = body.on or body.joined_on or timezone.localdate()
        begins = None if post is None else (post, on)
        person = create_person(by=actor, unit=unit, begins=begins, at=timezone.now(), **facts)
        return as_json(PersonOut, person)

    return Status(201, once_per_key(request, act))


@router.put("/people/{person_id}/facts", response=PersonFacts, summary="Correct a person's facts")
def new_facts(request: HttpRequest, person_id: Id, body: PersonCorrected) -> dict[str, Any]:
    """Correct what is known about a person."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        person = to_change(request, people_kept_by(actor), person_id, PersonFacts)
        changed = change_person(
            by=actor, person=person, on=timezone.localdate(), at=timezone.now(), **body.model_dump()
        )
        return as_json(PersonFacts, changed)

    return once_per_key(request, act)


@router.post("/people/{person_id}/departure", response=PersonOut, summary="A person leaves")
def new_departure(request: HttpRequest, person_id: Id, body: Ending) -> dict[str, Any]:
    """Record that a person left; `on` is the first day he no longer works here.

    His posts, leave and roles end with him, and his account closes.
    """
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        person = to_change(request, people_for(actor), person_id, PersonOut)
        return as_json(
            PersonOut, let_go(by=actor, person=person, at=timezone.now(), **body.model_dump())
        )

    return once_per_key(request, act)


@router.post("/people/{person_id}/return", response=PersonOut, summary="A person comes back")
def new_return(request: HttpRequest, person_id: Id, body: ComingBack) -> dict[str, Any]:
    """Record that a person who left works here again."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        person = to_change(request, people_for(actor), person_id, PersonOut)
        return as_json(PersonOut, take_back(by=actor, person=person, on=body.on, at=timezone.now()))

    return once_per_key(request, act)
