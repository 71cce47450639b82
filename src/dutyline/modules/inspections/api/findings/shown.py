"""What a finding looks like from outside: fields by name, nothing by accident."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from dutyline.modules.inspections.api.values import Named
from dutyline.modules.inspections.models import Finding
from dutyline.toolkit.rest.shapes import Plain


class FindingLine(Plain):
    """A finding as the ledger lists it."""

    id: int
    number: str
    title: str
    unit: Named
    place: Named | None
    spot: str
    thing: str
    category: str
    grade: str
    risk: str
    state: str
    finder: Named | None
    owner: Named | None
    verifier: Named | None
    due_on: date | None
    closed_on: date | None
    repeat: bool
    back_filled: bool
    found_at: datetime
    recorded_at: datetime


class FindingOut(FindingLine):
    """A finding with everything that was written down about it."""

    company: Named
    description: str
    kind: str
    origin: str
    round_id: int | None
    answer_id: int | None
    second_finder: Named | None
    finder_names: str
    found_on: date
    nature: str
    basis: str
    clause: str
    major_item: str
    risk_note: str
    accident_type: str
    proposed_measures: str
    interim_control: str
    owner_unit: Named | None
    first_due_on: date | None
    repaired_on: date | None
    verified_on: date | None
    repeat_of_id: int | None = Field(validation_alias="seen_repeat_of")
    merged_into_id: int | None = Field(validation_alias="seen_merged_into")


class SimilarOut(Plain):
    """A finding that looks the same, with how alike its words are (0 to 1)."""

    id: int
    number: str
    title: str
    state: str
    owner: Named | None
    found_at: datetime
    alike: float
    same_category: bool


class SimilarFound(Schema):
    """What looks the same, likest first."""

    items: list[SimilarOut]


class FindingRecorded(FindingOut):
    """A finding just recorded, with what looked the same before it."""

    similar: list[SimilarOut]


class CountOut(Schema):
    """How many there are; with `more`, at least that many."""

    count: int
    more: bool


def plain(finding: Finding) -> dict[str, Any]:
    """Return a finding, loaded as it is shown, as JSON."""
    return FindingOut.from_orm(finding).model_dump(mode="json")
