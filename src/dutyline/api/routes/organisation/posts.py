"""Posts, today and as of any day."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Status
from pydantic import Field

from dutyline.api.routes.organisation.schemas import (
    Ending,
    PostFacts,
    PostMove,
    PostNew,
    PostOut,
    PostThen,
)
from dutyline.api.scope import posts_for, units_for
from dutyline.kernel.access.callers import actor_of, named, named_or_none, to_change
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.line import chain_of, posts_on
from dutyline.kernel.organisation.models import PostVersion
from dutyline.kernel.organisation.operations import (
    change_post,
    close_post,
    create_post,
    move_post,
)
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.receipts.per_key import once_per_key
from dutyline.toolkit.rest.listing import Asked, Listing, listing, whole
from dutyline.toolkit.rest.shapes import Day, Id, Strict, Words, as_json
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class PostsAsked(Asked):
    """Which posts."""

    q: Words = Field("", description="a part of the title, or the code")
    unit: Id | None = None
    under: Id | None = Field(None, description="only in this unit's subtree")
    superior: Id | None = Field(None, description="only posts that name this one as superior")
    vacant: bool = False


class PostsThenAsked(Asked):
    """Which day."""

    on: Day


class ChainAsked(Strict):
    """Which day; today without."""

    on: Day | None = None


@router.get("/posts", response=Listing[PostOut], summary="Posts of today")
def list_posts(request: HttpRequest, asked: Query[PostsAsked]) -> dict[str, Any]:
    """List the posts in scope, by title."""
    today, actor = timezone.localdate(), actor_of(request)
    found = posts_for(actor).on(today)
    if asked.q:
        found = found.filter(Q(title__icontains=asked.q) | Q(code__iexact=asked.q))
    if asked.unit is not None:
        found = found.filter(unit=named(units_for(actor), "unit", asked.unit))
    if asked.under is not None:
        top = named(units_for(actor), "under", asked.under)
        found = found.filter(subtree(top.path, "unit__path"))
    if asked.superior is not None:
        found = found.filter(superior=named(posts_for(actor), "superior", asked.superior))
    if asked.vacant:
        found = found.vacant(today)
    return listing(found, ("title", "id"), asked)


@router.get("/posts/as-of", response=Listing[PostThen], summary="Posts as they were on a day")
def list_posts_then(request: HttpRequest, asked: Query[PostsThenAsked]) -> dict[str, Any]:
    """List the posts that existed on `on` in units that lay in scope that day."""
    paths = actor_of(request).paths(Access.ORGANISATION_VIEW)
    return listing(posts_on(asked.on, paths), ("title", "id"), asked)


@router.get("/posts/{post_id}", response=PostOut, summary="One post")
def read_post(request: HttpRequest, response: HttpResponse, post_id: Id) -> PostOut:
    """Return a post in scope."""
    post = get_object_or_404(posts_for(actor_of(request)), pk=post_id)
    return with_etag(response, PostOut.from_orm(post))


@router.get("/posts/{post_id}/versions", response=Listing[PostThen], summary="A post through time")
def list_versions(request: HttpRequest, post_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List what a post was, is and will be, the latest first."""
    post = get_object_or_404(posts_for(actor_of(request)), pk=post_id)
    return listing(PostVersion.objects.filter(post=post), ("-valid_from", "-id"), asked)


@router.get("/posts/{post_id}/chain", response=Listing[PostOut], summary="Superiors of a post")
def read_chain(request: HttpRequest, post_id: Id, asked: Query[ChainAsked]) -> dict[str, Any]:
    """Return the superiors of a post on a day, the nearest first, as far as they are in scope."""
    actor = actor_of(request)
    post = get_object_or_404(posts_for(actor), pk=post_id)
    chain = chain_of(post, asked.on or timezone.localdate())
    in_scope = posts_for(actor).filter(pk__in=[each.pk for each in chain])
    seen = set(in_scope.values_list("pk", flat=True))
    return whole([each for each in chain if each.pk in seen])


@router.post("/posts", response={201: PostOut}, summary="Create a post")
def new_post(request: HttpRequest, body: PostNew) -> Status[dict[str, Any]]:
    """Create a post in a unit from a day on."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = named(units_for(actor), "unit_id", body.unit_id)
        superior = named_or_none(posts_for(actor), "superior_id", body.superior_id)
        facts = body.model_dump(exclude={"unit_id", "superior_id"})
        post = create_post(by=actor, unit=unit, superior=superior, at=timezone.now(), **facts)
        return as_json(PostOut, post)

    return Status(201, once_per_key(request, act))


@router.put("/posts/{post_id}/facts", response=PostOut, summary="Change a post from a day on")
def new_facts(request: HttpRequest, post_id: Id, body: PostFacts) -> dict[str, Any]:
    """Say what a post is from a day on; days before keep what they had."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = to_change(request, posts_for(actor), post_id, PostOut)
        superior = named_or_none(posts_for(actor), "superior_id", body.superior_id)
        facts = body.model_dump(exclude={"superior_id"})
        changed = change_post(by=actor, post=post, superior=superior, at=timezone.now(), **facts)
        return as_json(PostOut, changed)

    return once_per_key(request, act)


@router.put("/posts/{post_id}/unit", response=PostOut, summary="Move a post from a day on")
def new_unit(request: HttpRequest, post_id: Id, body: PostMove) -> dict[str, Any]:
    """Put a post, with its holders, into another unit."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = to_change(request, posts_for(actor), post_id, PostOut)
        unit = named(units_for(actor), "unit_id", body.unit_id)
        superior = named_or_none(posts_for(actor), "superior_id", body.superior_id)
        facts = body.model_dump(exclude={"unit_id", "superior_id"})
        moved = move_post(
            by=actor, post=post, unit=unit, superior=superior, at=timezone.now(), **facts
        )
        return as_json(PostOut, moved)

    return once_per_key(request, act)


@router.post("/posts/{post_id}/closure", response=PostOut, summary="Close a post")
def new_closure(request: HttpRequest, post_id: Id, body: Ending) -> dict[str, Any]:
    """End a post on a day; its appointments end with it."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        post = to_change(request, posts_for(actor), post_id, PostOut)
        closed = close_post(by=actor, post=post, at=timezone.now(), **body.model_dump())
        return as_json(PostOut, closed)

    return once_per_key(request, act)
