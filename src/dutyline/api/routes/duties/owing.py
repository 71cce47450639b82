"""Which duties a post owes."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status

from dutyline.api.routes.criteria.values import DayAsked
from dutyline.api.routes.duties.definitions import duties_for
from dutyline.api.routes.duties.schemas import (
    Applied,
    Key,
    MadeFrom,
    OwingOut,
    PostDutyOut,
    TakenUp,
)
from dutyline.api.routes.organisation.schemas import Ending, OnDay
from dutyline.api.scope import posts_for
from dutyline.kernel.access.callers import NotThere, actor_of, named
from dutyline.kernel.duties.operations import (
    apply_standard_duties,
    give_up_duty,
    make_from_standard,
    take_up_duty,
)
from dutyline.kernel.duties.reading import duties_of
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Listing, whole
from dutyline.toolkit.rest.shapes import Id, as_json

router = Router()


@router.get("/posts/{post_id}/duties", response=Listing[OwingOut], summary="Duties of a post")
def list_owing(request: HttpRequest, post_id: Id, asked: Query[DayAsked]) -> dict[str, Any]:
    """Return the duties a post owes on a day, the weightiest first."""
    post = get_object_or_404(posts_for(actor_of(request)), pk=post_id)
    return whole(duties_of(post.pk, asked.on or timezone.localdate()))


@router.post("/posts/{post_id}/duties", response={201: PostDutyOut}, summary="Take a duty up")
def new_owing(request: HttpRequest, post_id: Id, body: TakenUp) -> Status[dict[str, Any]]:
    """Let a post owe a duty from a day on; the running period is owed in part."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = get_object_or_404(posts_for(actor).select_related("unit"), pk=post_id)
        duty = named(duties_for(actor), "duty_id", body.duty_id)
        owing = take_up_duty(by=actor, post=post, duty=duty, on=body.on, at=timezone.now())
        return as_json(PostDutyOut, owing)

    return Status(201, once_per_key(request, act))


@router.post(
    "/posts/{post_id}/duties/{duty_id}/end", response=PostDutyOut, summary="Give a duty up"
)
def new_end(request: HttpRequest, post_id: Id, duty_id: Id, body: Ending) -> dict[str, Any]:
    """End a post's owing a duty; `on` is the first day it is no longer owed."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = get_object_or_404(posts_for(actor).select_related("unit"), pk=post_id)
        duty = get_object_or_404(duties_for(actor), pk=duty_id)
        ended = give_up_duty(by=actor, post=post, duty=duty, at=timezone.now(), **body.model_dump())
        return as_json(PostDutyOut, ended)

    return once_per_key(request, act)


@router.post(
    "/posts/{post_id}/standard-duties", response=Applied, summary="Take up the standard duties"
)
def new_standard(request: HttpRequest, post_id: Id, body: OnDay) -> dict[str, Any]:
    """Let a post owe what its standard post owes, except what it once gave up."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = get_object_or_404(posts_for(actor).select_related("unit"), pk=post_id)
        new = apply_standard_duties(by=actor, posts=[post], on=body.on, at=timezone.now())
        return {"taken_up": new}

    return once_per_key(request, act)


@router.post(
    "/standard-posts/{standard}/posts", response=Applied, summary="Make posts from a standard post"
)
def new_making(request: HttpRequest, standard: Key, body: MadeFrom) -> dict[str, Any]:
    """Make posts from a standard post: its level, its duties and, where wanted, its roles."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        found = posts_for(actor).filter(pk__in=body.post_ids).order_by("id")
        posts = {each.pk: each for each in found.select_related("unit__parent", "superior")}
        for post_id in body.post_ids:
            if post_id not in posts:
                raise NotThere("post_ids", post_id)
        given = make_from_standard(
            by=actor,
            posts=list(posts.values()),
            standard=standard,
            on=body.on,
            at=timezone.now(),
            roles=body.roles,
        )
        return {"taken_up": given}

    return once_per_key(request, act)
