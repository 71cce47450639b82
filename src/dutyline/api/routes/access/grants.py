"""Roles given to people and posts."""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from dutyline.api.routes.organisation.schemas import Ending
from dutyline.api.scope import people_for, posts_for, units_for
from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, named_or_none, seen_by, to_change
from dutyline.kernel.access.models import Grant
from dutyline.kernel.access.operations import grant_role, withdraw_role
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.paths import within
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, Strict, as_json

router = Router()


class GrantOut(Schema):
    """A role for a person, or for whoever holds a post, in a unit and everything under it."""

    id: int
    role: str
    person_id: int | None
    post_id: int | None
    unit_id: int
    valid_from: date
    valid_to: date | None


class GrantsAsked(Asked):
    """Which grants."""

    person: Id | None = None
    post: Id | None = None
    role: str = Field("", max_length=60)
    ever: bool = Field(False, description="past and coming ones too")


class GrantNew(Strict):
    """A role to give, to a person or to a post."""

    role: str = Field(min_length=1, max_length=60)
    unit_id: Id
    person_id: Id | None = None
    post_id: Id | None = None
    on: Day
    until: Day | None = None


@router.get("/grants", response=Listing[GrantOut], summary="Roles given")
def list_grants(request: HttpRequest, asked: Query[GrantsAsked]) -> dict[str, Any]:
    """List the caller's own grants, and those in units where he gives roles; the latest first."""
    actor = actor_of(request)
    found = Grant.objects.filter(_in_scope(actor))
    if not asked.ever:
        found = found.on(timezone.localdate())
    if asked.person is not None:
        found = found.filter(person=named(people_for(actor), "person", asked.person))
    if asked.post is not None:
        found = found.filter(post=named(posts_for(actor), "post", asked.post))
    if asked.role:
        found = found.filter(role=asked.role)
    return listing(found, ("-valid_from", "-id"), asked)


@router.post("/grants", response={201: GrantOut}, summary="Give a role")
def new_grant(request: HttpRequest, body: GrantNew) -> Status[dict[str, Any]]:
    """Give a role; nobody gives one to himself."""
    actor = actor_of(request)
    seen_by(actor, Access.ROLES_MANAGE)

    def act() -> dict[str, Any]:
        grant = grant_role(
            by=actor,
            role=body.role,
            unit=named(units_for(actor), "unit_id", body.unit_id),
            person=named_or_none(people_for(actor), "person_id", body.person_id),
            post=named_or_none(posts_for(actor), "post_id", body.post_id),
            on=body.on,
            until=body.until,
            at=timezone.now(),
        )
        return as_json(GrantOut, grant)

    return Status(201, once_per_key(request, act))


@router.post("/grants/{grant_id}/withdrawal", response=GrantOut, summary="Take a role away")
def new_withdrawal(request: HttpRequest, grant_id: Id, body: Ending) -> dict[str, Any]:
    """Take a role away; `on` is the first day without it."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        grant = to_change(request, Grant.objects.filter(_in_scope(actor)), grant_id, GrantOut)
        ended = withdraw_role(by=actor, grant=grant, at=timezone.now(), **body.model_dump())
        return as_json(GrantOut, ended)

    return once_per_key(request, act)


def _in_scope(actor: Actor) -> Q:
    managed = within(actor.paths(Access.ROLES_MANAGE), "unit__path")
    if actor.person is None or not actor.given(Access.ROLES_MANAGE, Access.ORGANISATION_VIEW):
        return managed
    posts = [each.post_id for each in actor.appointments]
    return managed | Q(post__in=posts) | Q(person=actor.person.pk)
