"""What the ledger may be asked for, as parameters of a list and as a body that is kept."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field, ValidationError

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.callers import named
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.api.scope import units_with
from dutyline.modules.inspections.api.values import Key, Line, RiskLevel
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import BadFilter, LedgerFilter
from dutyline.toolkit.rest.listing import Asked
from dutyline.toolkit.rest.shapes import Day, Id, Strict

State = Literal[
    "registered",
    "assigned",
    "in_work",
    "extension_asked",
    "reported",
    "verified",
    "closed",
    "merged",
    "void",
    "open",
    "repair",
    "over",
]
Sort = Literal["found", "-found", "due", "-due", "number", "-number", "risk", "-risk"]


class Filters(Schema):
    """Every filter of the ledger; what is left out asks for nothing. Days are inclusive."""

    words: Line = Field("", description="every word must occur, English or Chinese")
    unit: Id | None = Field(None, description="this unit with everything under it")
    unit_alone: bool = Field(False, description="the unit without those under it")
    category_alone: bool = Field(False, description="the category without those under it")
    place: Id | None = None
    state: list[State] = Field(
        default_factory=list,
        max_length=12,
        description="any of these; open, repair and over stand for several",
    )
    grade: Literal["", "general", "major"] = ""
    risk: RiskLevel = ""
    category: Key = ""
    nature: Literal["", "people", "things", "environment", "management"] = ""
    basis: Literal["", "management", "site"] = ""
    clause: Line = Field("", description="the clause begins with this")
    kind: Key = ""
    origin: Literal["", "direct", "round", "public", "import"] = ""
    finder: Id | None = None
    owner: Id | None = None
    verifier: Id | None = None
    person: Id | None = Field(None, description="found by, answered for or verified by him")
    round: Id | None = None
    overdue: bool = False
    repeat: bool = False
    unassigned: bool = False
    escalated: bool = False
    found_from: Day | None = None
    found_to: Day | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    first_due_from: Day | None = None
    first_due_to: Day | None = None
    assigned_from: Day | None = None
    assigned_to: Day | None = None
    closed_from: Day | None = None
    closed_to: Day | None = None


class FilterSaid(Filters, Strict):
    """A filter in a body: kept as a view, or exported."""


class CountAsked(Filters, Strict):
    """How many a filter finds."""


class LedgerAsked(Filters, Asked):
    """Which findings, in which order."""

    sort: Sort = "-found"


NOT_FILTERS = {"cursor", "limit", "sort", "unit", "state"}


def wanted_of(actor: Actor, said: Filters) -> LedgerFilter:
    """Return what was asked for as the ledger understands it; NotThere for a unit out of scope."""
    path = ""
    if said.unit is not None:
        path = named(units_with(actor, Inspections.FINDING_VIEW), "unit", said.unit).path
    plain = said.model_dump(exclude=NOT_FILTERS)
    return LedgerFilter(unit=path, state=tuple(said.state), **plain)


def said_of(query: dict[str, Any]) -> dict[str, Any] | None:
    """Return a filter that was kept, as a body; None where no reader understands it any more."""
    try:
        wanted = LedgerFilter.read(query)
    except BadFilter:
        return None
    said = {name: getattr(wanted, name) for name in Filters.model_fields}
    said["unit"] = ancestors(wanted.unit)[-1] if wanted.unit.strip("/") else None
    said["state"] = list(wanted.state)
    try:
        return Filters.model_validate(said).model_dump()
    except ValidationError:
        return None
