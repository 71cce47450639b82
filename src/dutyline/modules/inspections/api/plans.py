"""Plans: rounds that fall due by themselves."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, seen_by, to_change
from dutyline.kernel.organisation.models import Place, Post, Unit
from dutyline.kernel.organisation.paths import subtree
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.inspections.api.rounds.shown import PostNamed
from dutyline.modules.inspections.api.scope import all_named, plans_for, units_with
from dutyline.modules.inspections.api.values import Line, Named, Reason, Why
from dutyline.modules.inspections.models import Cadence, Checklist, Plan
from dutyline.modules.inspections.operations import (
    change_plan,
    end_plan,
    make_plan,
    pause_plan,
    resume_plan,
)
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, Strict
from dutyline.toolkit.rest.versions import with_etag

router = Router()


class Target(Schema):
    """Where a plan leads: a place, or a unit as a whole."""

    place: Named | None
    unit: Named | None


class PlanOut(Schema):
    """A plan from a day to a day; `valid_to` is the first day without it."""

    id: int
    name: str
    checklist: Named
    kind: str
    unit: Named
    post: PostNamed
    cadence: str
    targets: list[Target]
    valid_from: date
    valid_to: date | None


class PlansAsked(Asked):
    """Which plans: those that run or will, or those that have ended."""

    unit: Id | None = Field(None, description="this unit with everything under it")
    ended: bool = False


class PlanTerms(Strict):
    """Where, by which post, how often, from which day."""

    place_ids: list[Id] = Field(default_factory=list, max_length=300)
    whole_unit: bool = Field(False, description="the unit as a whole is one of its targets")
    post_id: Id
    cadence: Cadence
    on: Day


class PlanNew(PlanTerms):
    """A plan that was not there yet."""

    name: Line = Field("", description="empty: like its checklist")
    checklist_id: Id
    unit_id: Id


class PlanChange(PlanTerms):
    """Other terms from a day on; what was walked before stays with the plan as it was."""

    reason: Why = ""


class PlanEnd(Strict):
    """The first day without the plan."""

    on: Day
    reason: Reason


class PlanPause(Strict):
    """The first day without the plan, and the first with it again, where that is known."""

    on: Day
    back_on: Day | None = None
    reason: Reason


class PlanResumption(Strict):
    """The first day with the plan again."""

    on: Day


class PlanPaused(PlanOut):
    """A plan that rests; `resumed_as` is the one that goes on for it, where a day was named."""

    resumed_as: int | None


@router.get("/plans", response=Listing[PlanOut], summary="Inspection plans")
def list_plans(request: HttpRequest, asked: Query[PlansAsked]) -> dict[str, Any]:
    """List the plans in scope, by name."""
    actor, today = actor_of(request), timezone.localdate()
    seen_by(actor, Inspections.ROUND_VIEW)
    rows = plans_for(actor)
    if asked.unit is not None:
        unit = named(units_with(actor, Inspections.ROUND_VIEW), "unit", asked.unit)
        rows = rows.filter(subtree(unit.path, "unit_path"))
    over = {"valid_to__lte": today}
    rows = rows.filter(**over) if asked.ended else rows.exclude(**over)
    return listing(rows, ("name", "id"), asked)


@router.get("/plans/{plan_id}", response=PlanOut, summary="One plan")
def read(request: HttpRequest, response: HttpResponse, plan_id: Id) -> PlanOut:
    """Return a plan in scope."""
    row = get_object_or_404(plans_for(actor_of(request)), pk=plan_id)
    return with_etag(response, PlanOut.from_orm(row))


@router.post("/plans", response={201: PlanOut}, summary="Plan rounds")
def make(request: HttpRequest, body: PlanNew) -> HttpResponse:
    """Plan rounds of a checklist from a day on; the holders of the post walk them."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        unit = named(units_with(actor, Inspections.PLAN_MANAGE), "unit_id", body.unit_id)
        usable = Checklist.objects.usable_in(unit.path)
        plan = make_plan(
            by=actor,
            name=body.name,
            checklist=named(usable, "checklist_id", body.checklist_id),
            unit=unit,
            at=timezone.now(),
            **_terms(unit, body),
        )
        return _plain(actor, plan)

    return carried_out(request, act, status=201)


@router.post("/plans/{plan_id}/change", response={201: PlanOut}, summary="Change a plan")
def change(request: HttpRequest, plan_id: Id, body: PlanChange) -> HttpResponse:
    """Let the plan end on a day and a changed one begin."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        plan = to_change(request, plans_for(actor), plan_id, PlanOut)
        actor.require(Inspections.PLAN_MANAGE, plan.unit_path)
        terms = _terms(plan.unit, body)
        at = timezone.now()
        return _plain(actor, change_plan(by=actor, plan=plan, reason=body.reason, at=at, **terms))

    return carried_out(request, act, status=201)


@router.post("/plans/{plan_id}/end", response=PlanOut, summary="End a plan")
def end(request: HttpRequest, plan_id: Id, body: PlanEnd) -> HttpResponse:
    """Let a plan end on a day; its rounds of later days go."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        plan = to_change(request, plans_for(actor), plan_id, PlanOut)
        at = timezone.now()
        return _plain(actor, end_plan(by=actor, plan=plan, on=body.on, reason=body.reason, at=at))

    return carried_out(request, act)


@router.post("/plans/{plan_id}/pause", response=PlanPaused, summary="Let a plan rest")
def pause(request: HttpRequest, plan_id: Id, body: PlanPause) -> HttpResponse:
    """Let a plan rest from a day on; rounds of the days between do not fall due."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        plan = to_change(request, plans_for(actor), plan_id, PlanOut)
        again = pause_plan(by=actor, plan=plan, at=timezone.now(), **body.model_dump())
        return _plain(actor, plan) | {"resumed_as": again.pk if again else None}

    return carried_out(request, act)


@router.post(
    "/plans/{plan_id}/resumption", response={201: PlanOut}, summary="Let a plan that rests go on"
)
def resumption(request: HttpRequest, plan_id: Id, body: PlanResumption) -> HttpResponse:
    """Let a plan that rests or has ended go on: one like it begins, and is returned."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        plan = to_change(request, plans_for(actor), plan_id, PlanOut)
        again = resume_plan(by=actor, plan=plan, on=body.on, at=timezone.now())
        return _plain(actor, again)

    return carried_out(request, act, status=201)


def _terms(unit: Unit, body: PlanTerms) -> dict[str, Any]:
    today = timezone.localdate()
    places = Place.objects.on(today).within([unit.path])
    posts = Post.objects.on(today).within([unit.path])
    targets: list[Place | Unit] = all_named(places, "place_ids", body.place_ids)
    return {
        "targets": [*([unit] if body.whole_unit else []), *targets],
        "post": named(posts, "post_id", body.post_id),
        "cadence": body.cadence,
        "on": body.on,
    }


def _plain(actor: Actor, plan: Plan) -> dict[str, Any]:
    shown = plans_for(actor).get(pk=plan.pk)
    return PlanOut.from_orm(shown).model_dump(mode="json")
