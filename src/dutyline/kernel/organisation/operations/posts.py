"""Posts come to be, change, move and end."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from dutyline.kernel.organisation.calendar import day_at
from dutyline.kernel.organisation.line import nearest_head
from dutyline.kernel.organisation.models import Level, Post, PostVersion, Unit
from dutyline.kernel.organisation.operations.effect import POST_FACTS
from dutyline.kernel.organisation.operations.endings import end_posts
from dutyline.kernel.organisation.operations.guards import (
    free_code,
    provisional,
    require_free_code,
    require_no_circle,
    require_no_own_gain,
    require_one_head,
    require_open,
    require_running,
)
from dutyline.kernel.organisation.operations.versions import amend
from dutyline.kernel.organisation.permissions import Organisation
from dutyline.kernel.organisation.ports import By, record, require_takeable
from dutyline.kernel.organisation.refusals import BeforeHistory


@transaction.atomic
def create_post(
    *,
    by: By,
    title: str,
    unit: Unit,
    on: date,
    at: datetime,
    code: str = "",
    superior: Post | None = None,
    heads_unit: bool = False,
    level: int = Level.FRONT_LINE,
    headcount: Decimal | int = 1,
    standard: str = "",
) -> Post:
    """Create a post in `unit` from the day `on`; without a superior it reports up the line.

    Refuses a code already taken, a unit or superior that does not exist from that day on, a
    second head, and a circle of superiors.
    """
    by.require(Organisation.MANAGE, unit.path)
    require_free_code(Post, code)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_running(unit, on)
    if superior is not None:
        require_running(superior, on)
    if heads_unit:
        require_one_head(unit, None, on)
    facts = {
        "title": title,
        "unit": unit,
        "superior": superior,
        "heads_unit": heads_unit,
        "level": level,
        "headcount": headcount,
    }
    post = Post.objects.create(
        code=code or provisional(), standard=standard, valid_from=on, **facts
    )
    if not code:
        post.code = free_code(Post, "P", post.pk)
        post.save(update_fields=["code"])
    PostVersion.objects.create(post=post, valid_from=on, **facts)
    require_no_circle(post, on)
    _tell(by, "organisation.post_created", post, on, at)
    return post


@transaction.atomic
def change_post(
    *,
    by: By,
    post: Post,
    on: date,
    at: datetime,
    title: str,
    superior: Post | None,
    heads_unit: bool,
    level: int,
    headcount: Decimal | int = 1,
    standard: str = "",
    reason: str = "",
) -> Post:
    """Say what a post is from the day `on`: all facts, the unchanged ones too.

    `standard`, the post's link to a pack, holds at once. Refuses what `create_post` refuses, a
    day before the latest change, and to make one's own post a head for rights one does not hold.
    """
    facts = {
        "title": title,
        "superior": superior,
        "heads_unit": heads_unit,
        "level": level,
        "headcount": headcount,
    }
    by.require(Organisation.MANAGE, post.unit.path)
    post = _amend(by, post, post.unit, facts, on=on, at=at)
    if post.standard != standard:
        post.standard = standard
        post.save(update_fields=["standard"])
    _tell(by, "organisation.post_changed", post, on, at, reason=reason)
    return post


@transaction.atomic
def move_post(
    *,
    by: By,
    post: Post,
    unit: Unit,
    on: date,
    at: datetime,
    superior: Post | None = None,
    heads_unit: bool = False,
    reason: str = "",
) -> Post:
    """Put a post, with its holders, into another unit from the day `on`.

    Refuses what `change_post` refuses, and a unit where the actor would gain rights over it.
    """
    by.require(Organisation.MANAGE, post.unit.path)
    by.require(Organisation.MANAGE, unit.path)
    here, there = Unit.objects.get(pk=post.unit_id), Unit.objects.get(pk=unit.pk)
    require_takeable(
        by=by, unit=here.name, path=here.path, under=there.path, on=on, post=post.title
    )
    facts = {"unit": unit, "superior": superior, "heads_unit": heads_unit}
    post = _amend(by, post, unit, facts, on=on, at=at)
    _tell(by, "organisation.post_moved", post, on, at, reason=reason, to=unit.name)
    return post


@transaction.atomic
def close_post(*, by: By, post: Post, on: date, at: datetime, reason: str = "") -> Post:
    """Close a post and end the appointments to it; `on` is the first day it no longer exists.

    Posts that named it as their superior report up the line from that day.
    """
    by.require(Organisation.MANAGE, post.unit.path)
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    require_open(post)
    if on <= post.valid_from:
        raise BeforeHistory(name=post, since=post.valid_from)
    end_posts(by, [post.pk], on, at, reason)
    if post.heads_unit:
        require_no_circle(nearest_head(post.unit, on), on)
    post.refresh_from_db()
    _tell(by, "organisation.post_closed", post, on, at, reason=reason)
    return post


def _amend(
    by: By, post: Post, unit: Unit, facts: Mapping[str, object], *, on: date, at: datetime
) -> Post:
    """Write a version of a post, and today's row when its day has come."""
    post = Post.objects.select_for_update(of=("self",)).select_related("unit").get(pk=post.pk)
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require_running(unit, on)
    if isinstance(superior := facts["superior"], Post):
        require_running(superior, on)
    if facts["heads_unit"]:
        require_one_head(unit, post, on)
        latest = PostVersion.objects.filter(post=post, valid_to=None)
        if not latest.filter(unit=unit, heads_unit=True).exists():
            require_no_own_gain(by, post, unit, on)
    version = amend(post, on, **facts)
    require_no_circle(post, on)
    require_no_circle(nearest_head(post.unit, on), on)
    if on <= day_at(at, unit):
        for fact in POST_FACTS:
            setattr(post, fact, getattr(version, fact))
        post.save(update_fields=POST_FACTS)
    return post


def _tell(
    by: By, verb: str, post: Post, on: date, at: datetime, *, reason: str = "", **data: str
) -> None:
    record(
        by=by,
        verb=verb,
        subject=("organisation.post", post.pk, post.title),
        unit_path=post.unit.path,
        at=at,
        reason=reason,
        unit=post.unit.name,
        day=on.isoformat(),
        **data,
    )
