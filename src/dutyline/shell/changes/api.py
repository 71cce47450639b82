"""The same for programs: what a change touches, before and after."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, whole_token
from dutyline.kernel.access.permissions import Access
from dutyline.shell.changes.found import SHOWN, Group, group_of, groups_of, sources_for
from dutyline.shell.changes.picked import (
    Picked,
    clause_picked,
    pack_picked,
    post_picked,
    unit_picked,
)
from dutyline.toolkit.rest.listing import LARGEST_PAGE
from dutyline.toolkit.rest.shapes import Day, Id, Strict

router = Router()


class Narrowed(Strict):
    """Which kind of thing is asked for; without one the first of every kind."""

    of: str = Field("", max_length=60, description="`key` of a group")
    after: str = Field("", max_length=300, description="`next` of that group")
    limit: int = Field(SHOWN, ge=1, le=LARGEST_PAGE)


class Dated(Narrowed):
    """The same, with the day of the change; the next to come or the newest without one."""

    on: Day | None = None


class Loaded(Narrowed):
    """The same, with the load of the pack; the version not loaded yet, or the newest, without."""

    load: Id | None = None


class Step(Schema):
    """The page on which a mend begins; only for whoever may begin it."""

    label: str
    url: str


class Thing(Schema):
    """A thing the change touches; `fate` is `new`, `changed`, `ends` or `look`."""

    label: str
    fate: str
    url: str
    where: str
    note: str
    says: list[str]
    before: list[str]
    after: list[str]
    starts: list[Step]


class Kind(Schema):
    """The things of one kind: how many, and the first; `next` is null at the end."""

    key: str
    label: str
    total: int
    items: list[Thing]
    starts: list[Step]
    next: str | None


class ChangeOut(Schema):
    """What was picked, the day of its change, what it says before and after, what it touches.

    `known` is false where nothing is known to change: then it is what a change would touch.
    """

    name: str
    day: date
    known: bool
    coming: bool
    before: str
    after: str
    days: list[date]
    groups: list[Kind]


@router.get("/changes/clauses/{key}", response=ChangeOut, summary="What a clause touches")
def read_clause(request: HttpRequest, key: str, asked: Query[Dated]) -> dict[str, Any]:
    """Return what rests on a clause, before and after its change."""
    actor = _actor(request)
    picked = clause_picked(actor, key, today=timezone.localdate(), on=asked.on)
    return _shown(actor, picked, asked)


@router.get("/changes/packs/{name}", response=ChangeOut, summary="What a version of a pack touches")
def read_pack(request: HttpRequest, name: str, asked: Query[Loaded]) -> dict[str, Any]:
    """Return what a version of a pack brings, changes and ends."""
    actor = _actor(request)
    load = "" if asked.load is None else str(asked.load)
    return _shown(actor, pack_picked(actor, name, today=timezone.localdate(), load=load), asked)


@router.get("/changes/posts/{post_id}", response=ChangeOut, summary="What a post touches")
def read_post(request: HttpRequest, post_id: Id, asked: Query[Dated]) -> dict[str, Any]:
    """Return the duties, cards, letters, checklists and plans of a post."""
    actor = _actor(request)
    picked = post_picked(actor, post_id, today=timezone.localdate(), on=asked.on)
    return _shown(actor, picked, asked)


@router.get("/changes/units/{unit_id}", response=ChangeOut, summary="What a unit touches")
def read_unit(request: HttpRequest, unit_id: Id, asked: Query[Dated]) -> dict[str, Any]:
    """Return the same of a unit and everything under it."""
    actor = _actor(request)
    picked = unit_picked(actor, unit_id, today=timezone.localdate(), on=asked.on)
    return _shown(actor, picked, asked)


def _actor(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    whole_token(actor, Access.ORGANISATION_VIEW)
    return actor


def _shown(actor: Actor, picked: Picked, asked: Narrowed) -> dict[str, Any]:
    change = picked.change
    if asked.of:
        source = next((each for each in sources_for(actor) if each.key == asked.of), None)
        if source is None:
            raise Http404
        groups = [group_of(actor, change, source, after=asked.after, limit=asked.limit)]
    else:
        groups = groups_of(actor, change, limit=asked.limit)
    return {
        "name": picked.name,
        "day": change.day,
        "known": change.known,
        "coming": change.is_coming,
        "before": change.before,
        "after": change.after,
        "days": list(change.days),
        "groups": [_group(group) for group in groups],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "key": group.key,
        "label": str(group.label),
        "total": group.total,
        "items": group.things,
        "starts": group.starts,
        "next": group.following or None,
    }
