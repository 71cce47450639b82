"""What a weighty change would do, before it is done: it is done, looked at, and taken back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from dutyline.api.routes.organisation.schemas import (
    Ending,
    OnDay,
    PostMove,
    ShiftNew,
    ShiftOut,
    UnitEnding,
    UnitMerge,
    UnitMove,
)
from dutyline.api.scope import appointments_for, posts_for, shifts_for, units_for
from dutyline.kernel.access.callers import actor_of, named, named_or_none
from dutyline.kernel.history.foresight import foresee
from dutyline.kernel.organisation import operations
from dutyline.kernel.organisation.models import Unit
from dutyline.toolkit.rest.shapes import Id

router = Router()


class CountOut(Schema):
    """How many of a kind there are before and after."""

    name: str
    before: int
    after: int


class WorkDayOut(Schema):
    """A day with the shifts that begin on it."""

    day: date
    shifts: list[ShiftOut]


class ForesightOut(Schema):
    """What would come of a change: nothing of it has happened.

    `sentences` are what history would say, `more` how many more of them there are; `calendar` are
    the two weeks from the day on, where shifts change.
    """

    concerned: list[str]
    sentences: list[str]
    more: int
    counts: list[CountOut]
    calendar: list[WorkDayOut]


@router.post(
    "/units/{unit_id}/parent/foresight", response=ForesightOut, summary="If a unit moved …"
)
def unit_moved(request: HttpRequest, unit_id: Id, body: UnitMove) -> dict[str, Any]:
    """Return what would come of putting a unit below another one."""
    actor = actor_of(request)
    unit = get_object_or_404(units_for(actor), pk=unit_id)
    parent = named(units_for(actor), "parent_id", body.parent_id)
    facts = body.model_dump(exclude={"parent_id"})
    return _foreseen(operations.move_unit, facts, unit, by=actor, unit=unit, parent=parent)


@router.post(
    "/units/{unit_id}/merger/foresight", response=ForesightOut, summary="If a unit merged …"
)
def unit_merged(request: HttpRequest, unit_id: Id, body: UnitMerge) -> dict[str, Any]:
    """Return what would come of merging a unit into another."""
    actor = actor_of(request)
    unit = get_object_or_404(units_for(actor), pk=unit_id)
    into = named(units_for(actor), "into_id", body.into_id)
    facts = body.model_dump(exclude={"into_id"})
    return _foreseen(operations.merge_unit, facts, unit, by=actor, unit=unit, into=into)


@router.post(
    "/units/{unit_id}/closure/foresight", response=ForesightOut, summary="If a unit closed …"
)
def unit_closed(request: HttpRequest, unit_id: Id, body: UnitEnding) -> dict[str, Any]:
    """Return what would come of closing a unit."""
    actor = actor_of(request)
    unit = get_object_or_404(units_for(actor), pk=unit_id)
    return _foreseen(operations.close_unit, body.model_dump(), unit, by=actor, unit=unit)


@router.post(
    "/units/{unit_id}/shifts/foresight", response=ForesightOut, summary="If a unit had a shift …"
)
def shift_added(request: HttpRequest, unit_id: Id, body: ShiftNew) -> dict[str, Any]:
    """Return what would come of a new shift, with the two weeks from its day on."""
    actor = actor_of(request)
    unit = get_object_or_404(units_for(actor), pk=unit_id)
    facts = body.model_dump()
    return _foreseen(operations.create_shift, facts, unit, in_unit=unit, by=actor, unit=unit)


@router.post(
    "/shifts/{shift_id}/end/foresight", response=ForesightOut, summary="If a shift ended …"
)
def shift_ended(request: HttpRequest, shift_id: Id, body: OnDay) -> dict[str, Any]:
    """Return what would come of ending a shift, with the two weeks from that day on."""
    actor = actor_of(request)
    shift = get_object_or_404(shifts_for(actor).select_related("unit"), pk=shift_id)
    facts = body.model_dump()
    return _foreseen(operations.end_shift, facts, shift, in_unit=shift.unit, by=actor, shift=shift)


@router.post("/posts/{post_id}/unit/foresight", response=ForesightOut, summary="If a post moved …")
def post_moved(request: HttpRequest, post_id: Id, body: PostMove) -> dict[str, Any]:
    """Return what would come of putting a post into another unit."""
    actor = actor_of(request)
    post = get_object_or_404(posts_for(actor).select_related("unit"), pk=post_id)
    unit = named(units_for(actor), "unit_id", body.unit_id)
    superior = named_or_none(posts_for(actor), "superior_id", body.superior_id)
    facts = body.model_dump(exclude={"unit_id", "superior_id"})
    return _foreseen(
        operations.move_post, facts, post, by=actor, post=post, unit=unit, superior=superior
    )


@router.post(
    "/posts/{post_id}/closure/foresight", response=ForesightOut, summary="If a post closed …"
)
def post_closed(request: HttpRequest, post_id: Id, body: Ending) -> dict[str, Any]:
    """Return what would come of closing a post."""
    actor = actor_of(request)
    post = get_object_or_404(posts_for(actor).select_related("unit"), pk=post_id)
    return _foreseen(operations.close_post, body.model_dump(), post, by=actor, post=post)


@router.post(
    "/appointments/{appointment_id}/end/foresight",
    response=ForesightOut,
    summary="If an appointment ended …",
)
def appointment_ended(request: HttpRequest, appointment_id: Id, body: Ending) -> dict[str, Any]:
    """Return what would come of ending an appointment."""
    actor = actor_of(request)
    rows = appointments_for(actor).select_related("post__unit", "person")
    found = get_object_or_404(rows, pk=appointment_id)
    facts = body.model_dump()
    return _foreseen(operations.end_appointment, facts, found, by=actor, appointment=found)


def _foreseen(
    verb: Callable[..., object],
    facts: dict[str, Any],
    thing: object,
    *,
    in_unit: Unit | None = None,
    **about: object,
) -> dict[str, Any]:
    """Do a verb and take it back; the calendar is that of `in_unit`, where one is given."""

    def act() -> object:
        return verb(**about, **facts, at=timezone.now())

    found = foresee(act, facts["on"], thing, calendar_of_unit=in_unit)
    return {
        "concerned": found.concerned,
        "sentences": found.sentences,
        "more": found.more,
        "counts": [
            {"name": name, "before": before, "after": after} for name, before, after in found.counts
        ],
        "calendar": found.calendar,
    }
