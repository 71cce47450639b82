"""Which clauses are carried by whom, what is missing, and who leads where several owe one duty."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, seen_by
from dutyline.kernel.duties.models import Duty
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.responsibility.api.scope import posts_with, units_with
from dutyline.modules.responsibility.api.shown import Named, PostNamed
from dutyline.modules.responsibility.operations import name_lead
from dutyline.modules.responsibility.operations.carrying import posts_carrying
from dutyline.modules.responsibility.operations.coverage import clause_rows, gaps_in
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.listing import Asked, Listing, listing, whole
from dutyline.toolkit.rest.shapes import Id, Strict, as_json

router = Router()
ROOT = "/coverage-of-duties"


class CarriedOut(Schema):
    """Posts of one title that carry a clause: by a measured duty, else by words of their cards."""

    title: str
    posts: int
    measured: bool


class ClauseOut(Schema):
    """A clause that must be carried, in words, and who carries it."""

    key: str
    words: str
    says: str
    posts: int
    carried_by: list[CarriedOut]


class PostLine(Schema):
    """A post and its unit."""

    id: int
    title: str
    unit: Named


class SharedOut(Schema):
    """A duty several posts of a unit owe for it, while nobody leads."""

    unit: Named
    duty_id: int
    text: str
    posts: list[PostNamed]


class GapsOut(Schema):
    """What the responsibility system lacks; each list ends at fifty."""

    clauses: list[ClauseOut]
    shared: list[SharedOut]
    without_duties: list[PostLine]
    without_head: list[Named]


class CoverageAsked(Strict):
    """Where."""

    unit: Id | None = Field(None, description="this unit with everything under it")


class CarryingAsked(Asked):
    """Where."""

    unit: Id | None = Field(None, description="this unit with everything under it")


class LeadNew(Strict):
    """Which post leads in which duty."""

    post_id: Id
    duty_id: Id


class LeadOut(Schema):
    """That a post leads in a duty of its unit; `duty` is its key."""

    id: int
    unit_id: int
    post_id: int
    duty: str
    named_at: datetime
    named_by_name: str


@router.get(ROOT, response=Listing[ClauseOut], summary="Which posts carry which clause")
def list_clauses(request: HttpRequest, asked: Query[CoverageAsked]) -> dict[str, Any]:
    """List every clause that must be carried, with the posts in scope that carry it."""
    return whole(clause_rows(_paths(actor_of(request), asked.unit), timezone.localdate()))


@router.get(f"{ROOT}/gaps", response=GapsOut, summary="What the responsibility system lacks")
def read_gaps(request: HttpRequest, asked: Query[CoverageAsked]) -> Any:
    """Return clauses nobody carries, duties nobody leads in, posts and units without."""
    paths, today = _paths(actor_of(request), asked.unit), timezone.localdate()
    return gaps_in(paths, today, clause_rows(paths, today))


@router.get(
    f"{ROOT}/clauses/{{key}}/posts", response=Listing[PostLine], summary="Posts that carry a clause"
)
def list_carrying(request: HttpRequest, key: str, asked: Query[CarryingAsked]) -> dict[str, Any]:
    """List the posts in scope that owe a duty resting on a clause, by title."""
    paths = _paths(actor_of(request), asked.unit)
    rows = posts_carrying(key, paths, timezone.localdate()).select_related("unit")
    return listing(rows, ("title", "id"), asked)


@router.post(f"{ROOT}/leads", response={201: LeadOut}, summary="Let a post lead in a duty")
def lead(request: HttpRequest, body: LeadNew) -> HttpResponse:
    """Let a post lead in a duty others of its unit owe as well; who led before does no more."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = named(posts_with(actor, Responsibility.CARD_WRITE), "post_id", body.post_id)
        duty = named(Duty.objects.all(), "duty_id", body.duty_id)
        today, now = timezone.localdate(), timezone.now()
        return as_json(LeadOut, name_lead(by=actor, post=post, duty=duty, on=today, at=now))

    return carried_out(request, act, status=201)


def _paths(actor: Actor, unit_id: int | None) -> list[str]:
    seen_by(actor, Responsibility.CARD_VIEW)
    if unit_id is None:
        return list(actor.paths(Responsibility.CARD_VIEW))
    return [named(units_with(actor, Responsibility.CARD_VIEW), "unit", unit_id).path]
