"""Posts."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.schemas import Ending, PostNew, PostOut
from dutyline.api.scope import posts_for, units_for
from dutyline.kernel.access.callers import actor_of, named
from dutyline.kernel.organisation.models import Post
from dutyline.kernel.organisation.operations import close_post, create_post
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing

router = Router()


class PostsAsked(Asked):
    """Which posts."""

    q: str = Field("", max_length=100, description="a part of the title")
    unit: int | None = None
    vacant: bool = False


@router.get("/posts", response=Listing[PostOut], summary="Posts of today")
def list_posts(request: HttpRequest, asked: Query[PostsAsked]) -> dict[str, Any]:
    """List the posts in scope, by title."""
    today = timezone.localdate()
    found = posts_for(actor_of(request)).on(today)
    if asked.q:
        found = found.filter(title__icontains=asked.q)
    if asked.unit is not None:
        found = found.filter(unit=asked.unit)
    if asked.vacant:
        found = found.vacant(today)
    return listing(found, ("title", "id"), asked)


@router.get("/posts/{post_id}", response=PostOut, summary="One post")
def read_post(request: HttpRequest, post_id: int) -> Post:
    """Return a post in scope."""
    return get_object_or_404(posts_for(actor_of(request)), pk=post_id)


@router.post("/posts", response={201: PostOut}, summary="Create a post")
def new_post(request: HttpRequest, body: PostNew) -> Status[dict[str, Any]]:
    """Create a post in a unit from a day on."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        superior = body.superior_id and named(posts_for(actor), "superior_id", body.superior_id)
        post = create_post(
            by=actor,
            title=body.title,
            unit=named(units_for(actor), "unit_id", body.unit_id),
            on=body.on,
            at=timezone.now(),
            code=body.code,
            superior=superior or None,
            heads_unit=body.heads_unit,
            level=body.level,
            standard=body.standard,
        )
        return PostOut.from_orm(post).model_dump(mode="json")

    return Status(201, once_per_key(request, act))


@router.post("/posts/{post_id}/closure", response=PostOut, summary="Close a post")
def new_closure(request: HttpRequest, post_id: int, body: Ending) -> Post:
    """End a post on a day; its appointments end with it."""
    actor = actor_of(request)
    post = get_object_or_404(posts_for(actor), pk=post_id)
    return close_post(by=actor, post=post, on=body.on, at=timezone.now(), reason=body.reason)
