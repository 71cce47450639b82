"""Recording a finding, with what looks the same; reading one."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query
from pydantic import Field

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import NotThere, actor_of, named
from dutyline.kernel.access.permissions import Access
from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.kernel.receipts.per_key import carried_out

# What has one address stands in one router.
from dutyline.modules.inspections.api.findings.ledger import router
from dutyline.modules.inspections.api.findings.shown import (
    FindingOut,
    FindingRecorded,
    SimilarFound,
    SimilarOut,
    plain,
)
from dutyline.modules.inspections.api.scope import (
    CATEGORY,
    KIND,
    MAJOR_ITEM,
    findings_for,
    places_with,
    require_listed,
)
from dutyline.modules.inspections.api.values import Key, Line, Moment, RiskLevel, Text, Title, Why
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.operations.details import Details
from dutyline.modules.inspections.operations.recording import record_finding
from dutyline.modules.inspections.operations.similar import similar_to
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.units import unit_within
from dutyline.toolkit.rest.shapes import Id, Strict
from dutyline.toolkit.rest.versions import with_etag


class Ground(Strict):
    """What is wrong, and where: a place, or a unit with no place in particular."""

    title: Title
    unit_id: Id | None = None
    place_id: Id | None = None
    category: Key = ""


class FindingNew(Ground):
    """A finding to record; the criteria decide the grade, a wish for major needs its reason."""

    spot: Line = ""
    thing: Line = ""
    description: Text = ""
    kind: Key = ""
    nature: Literal["", "people", "things", "environment", "management"] = ""
    basis: Literal["", "management", "site"] = ""
    clause: Line = ""
    grade: Literal["", "major"] = ""
    grade_reason: Why = ""
    ticked: list[Key] = Field(
        default_factory=list, max_length=50, description="entries of the catalogue major_danger"
    )
    risk: RiskLevel = ""
    risk_note: str = Field("", max_length=300)
    accident_type: Line = ""
    proposed_measures: Text = ""
    interim_control: Text = ""
    found_at: Moment | None = Field(None, description="only if not just now")
    second_finder_id: Id | None = None


GROUND = {"title", "unit_id", "place_id", "ticked", "second_finder_id"}


@router.post("/findings", response={201: FindingRecorded}, summary="Record a hidden danger")
def record(request: HttpRequest, body: FindingNew) -> HttpResponse:
    """Enter a finding in the ledger; what looks the same comes back with it."""
    actor = actor_of(request)

    def act() -> dict[str, Any]:
        now, today = timezone.now(), timezone.localdate()
        require_listed("category", CATEGORY, [body.category], today)
        require_listed("kind", KIND, [body.kind], today)
        require_listed("ticked", MAJOR_ITEM, body.ticked, today)
        unit, place = _ground(actor, body)
        similar = similar_to(
            by=actor,
            on=today,
            at=now,
            title=body.title,
            unit=unit,
            place=place,
            category=body.category,
        )
        finding = record_finding(
            by=actor,
            details=Details(
                title=body.title,
                unit=unit,
                place=place,
                ticked=tuple(body.ticked),
                second_finder=_second(actor, body, unit, today),
                **body.model_dump(exclude=GROUND),
            ),
            at=now,
        )
        return {**plain(_linked(actor, finding)), "similar": _plain_similar(similar)}

    return carried_out(request, act, status=201)


@router.get("/findings/similar", response=SimilarFound, summary="What looks the same here")
def similar(request: HttpRequest, asked: Query[Ground]) -> dict[str, Any]:
    """Return what looks the same as a sentence not yet recorded, likest first."""
    actor = actor_of(request)
    unit, place = _ground(actor, asked)
    found = similar_to(
        by=actor,
        on=timezone.localdate(),
        at=timezone.now(),
        title=asked.title,
        unit=unit,
        place=place,
        category=asked.category,
    )
    return {"items": _plain_similar(found)}


@router.get("/findings/{finding_id}", response=FindingOut, summary="One hidden danger")
def read(request: HttpRequest, response: HttpResponse, finding_id: Id) -> FindingOut:
    """Return a finding in scope."""
    finding = get_object_or_404(findings_for(actor_of(request)), pk=finding_id)
    return with_etag(response, FindingOut.from_orm(finding))


def _ground(actor: Actor, said: Ground) -> tuple[Unit, Place | None]:
    may = Inspections.FINDING_RECORD
    place = None
    if said.place_id is not None:
        place = named(places_with(actor, may), "place_id", said.place_id)
        if said.unit_id in (None, place.unit_id):
            return place.unit, place
    unit_id = said.unit_id or 0
    unit = unit_within(actor.paths(may), unit_id, timezone.localdate())
    if unit is None:
        raise NotThere("unit_id", unit_id)
    return unit, place


def _second(actor: Actor, body: FindingNew, unit: Unit, on: date) -> Person | None:
    if body.second_finder_id is None:
        return None
    paths = [unit.path, *actor.paths(Access.ORGANISATION_VIEW)]
    people = Person.objects.appointed_within(paths, on)
    return named(people, "second_finder_id", body.second_finder_id)


def _linked(actor: Actor, finding: Finding) -> Any:
    """Add where its links may lead, without asking: what it repeats lies at the same place."""
    sees = actor.can(Inspections.FINDING_VIEW, finding.unit_path)
    linked: Any = finding
    linked.seen_repeat_of = finding.repeat_of_id if sees else None
    linked.seen_merged_into = None
    return linked


def _plain_similar(found: list[Any]) -> list[dict[str, Any]]:
    return [
        SimilarOut(
            **{
                name: getattr(each.finding, name)
                for name in ("id", "number", "title", "state", "found_at")
            },
            owner=each.finding.owner,
            alike=each.alike,
            same_category=each.same_category,
        ).model_dump(mode="json")
        for each in found
    ]
