"""The safety budget: lines planned, money used and taken back, sums by purpose and month."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Form, Query, Router, Schema
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import actor_of, named, named_or_none, seen_by
from dutyline.kernel.receipts.per_key import carried_out
from dutyline.modules.responsibility.api.scope import units_with
from dutyline.modules.responsibility.api.shown import Named
from dutyline.modules.responsibility.api.values import Cents, Files, Fine, Text
from dutyline.modules.responsibility.models import BudgetLine, BudgetUse
from dutyline.modules.responsibility.operations.budget import plan_budget, record_use, take_back
from dutyline.modules.responsibility.operations.budget.sums import Money, by_month, by_purpose
from dutyline.modules.responsibility.permissions import Responsibility
from dutyline.toolkit.rest.listing import Asked, Listing, listing
from dutyline.toolkit.rest.shapes import Day, Id, Strict, as_json

router = Router()
LINES = "/safety-budget/lines"
LINE = f"{LINES}/{{line_id}}"
Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Purpose = Annotated[str, Field(max_length=100)]


class LineOut(Schema):
    """What a unit plans for a purpose of the catalogue `budget_purpose`, and what it used."""

    id: int
    year: int
    unit: Named
    purpose: str
    planned: Cents
    used: Cents


class UseOut(Schema):
    """Money used; `corrects_id` is what a row below zero takes back."""

    id: int
    line_id: int
    amount: Cents
    spent_on: date
    what: str
    corrects_id: int | None
    by_name: str
    at: datetime


class PurposeSum(Schema):
    """A purpose with its plan, its use, and the rate of use; null where nothing is planned."""

    purpose: str
    planned: Cents
    used: Cents
    rate: Fine | None


class SumsOut(Schema):
    """Plan and use of a year: by purpose, and what was used in each of the twelve months."""

    year: int
    purposes: list[PurposeSum]
    months: list[Cents]


class LinesAsked(Asked):
    """Which lines."""

    year: Year | None = Field(None, description="this year without one")
    unit: Id | None = Field(None, description="this unit with everything under it")


class SumsAsked(Strict):
    """Of which year and unit."""

    year: Year | None = Field(None, description="this year without one")
    unit: Id | None = Field(None, description="this unit with everything under it")


class Plan(Strict):
    """What a unit may spend on a purpose; a plan that stands changes with a reason."""

    unit_id: Id
    year: Year
    purpose: Purpose
    planned: Amount
    reason: Text = ""


class UseNew(Strict):
    """Money used on a day."""

    amount: Amount
    spent_on: Day
    what: Annotated[str, Field(max_length=500)]


class Correction(Strict):
    """How much is taken back, and why."""

    amount: Amount
    reason: Annotated[str, Field(max_length=500)]


@router.get(LINES, response=Listing[LineOut], summary="Lines of the safety budget")
def list_lines(request: HttpRequest, asked: Query[LinesAsked]) -> dict[str, Any]:
    """List the lines of a year in scope with what was used of each."""
    actor = actor_of(request)
    rows = _lines(actor).filter(year=asked.year or timezone.localdate().year)
    path = _path(actor, asked.unit)
    if path:
        rows = rows.within(path)  # type: ignore[attr-defined]
    return listing(rows, ("id",), asked)


@router.post(LINES, response=LineOut, summary="Plan the safety budget")
def plan(request: HttpRequest, body: Plan) -> HttpResponse:
    """Plan what a unit may spend on a purpose in a year, or change the plan."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        units = units_with(actor, Responsibility.BUDGET_PLAN)
        line = plan_budget(
            by=actor,
            unit=named(units, "unit_id", body.unit_id),
            year=body.year,
            purpose=body.purpose,
            planned=body.planned,
            reason=body.reason,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        shown = BudgetLine.objects.with_used().select_related("unit").get(pk=line.pk)
        return as_json(LineOut, shown)

    return carried_out(request, act)


@router.get("/safety-budget/sums", response=SumsOut, summary="Plan and use of the safety budget")
def read_sums(request: HttpRequest, asked: Query[SumsAsked]) -> dict[str, Any]:
    """Return plan and use by purpose, and use by month, summed over what is in scope."""
    actor = actor_of(request)
    path = _path(actor, asked.unit)
    paths = [path] if path else list(actor.paths(Responsibility.BUDGET_VIEW))
    year = asked.year or timezone.localdate().year
    purposes = [_sum(key, money) for key, money in by_purpose(paths, year).items()]
    return {"year": year, "purposes": purposes, "months": by_month(paths, year)}


@router.get(LINE, response=LineOut, summary="One line of the safety budget")
def read(request: HttpRequest, line_id: Id) -> BudgetLine:
    """Return a line in scope."""
    return get_object_or_404(_lines(actor_of(request)), pk=line_id)


@router.get(f"{LINE}/uses", response=Listing[UseOut], summary="What a line was used for")
def list_uses(request: HttpRequest, line_id: Id, asked: Query[Asked]) -> dict[str, Any]:
    """List the uses of a line, the newest first, with what was taken back."""
    line = get_object_or_404(_lines(actor_of(request)), pk=line_id)
    return listing(line.uses.all(), ("-spent_on", "-id"), asked)


@router.post(f"{LINE}/uses", response={201: UseOut}, summary="Record a use of the budget")
def use(request: HttpRequest, line_id: Id, said: Form[UseNew], files: Files) -> HttpResponse:
    """Record money used on a day, with the files that prove it."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        made = record_use(
            by=actor,
            line=get_object_or_404(_lines(actor), pk=line_id),
            amount=said.amount,
            spent_on=said.spent_on,
            what=said.what,
            files=files,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        return as_json(UseOut, made)

    return carried_out(request, act, status=201)


@router.post(
    "/safety-budget/uses/{use_id}/corrections",
    response={201: UseOut},
    summary="Take back a use of the budget",
)
def correct(request: HttpRequest, use_id: Id, body: Correction) -> HttpResponse:
    """Take back a use, as a whole or in part, by a row below zero."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        rows: QuerySet[BudgetUse] = BudgetUse.objects.visible_to(actor)
        made = take_back(
            by=actor,
            use=get_object_or_404(rows, pk=use_id),
            amount=body.amount,
            reason=body.reason,
            at=timezone.now(),
        )
        return as_json(UseOut, made)

    return carried_out(request, act, status=201)


def _lines(actor: Actor) -> QuerySet[BudgetLine]:
    rows: QuerySet[BudgetLine] = BudgetLine.objects.visible_to(actor).with_used()
    return rows.select_related("unit")


def _path(actor: Actor, unit_id: int | None) -> str:
    seen_by(actor, Responsibility.BUDGET_VIEW)
    unit = named_or_none(units_with(actor, Responsibility.BUDGET_VIEW), "unit", unit_id)
    return unit.path if unit else ""


def _sum(purpose: str, money: Money) -> dict[str, Any]:
    return {
        "purpose": purpose,
        "planned": money.planned,
        "used": money.used,
        "rate": money.rate,
    }
