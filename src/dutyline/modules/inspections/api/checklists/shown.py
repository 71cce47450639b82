"""What checklists look like from outside, and how a draft is written."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from ninja import Schema
from pydantic import Field

from dutyline.modules.inspections.api.values import (
    Key,
    Line,
    Named,
    Reading,
    RiskLevel,
    Text,
    Why,
)
from dutyline.modules.inspections.models import Checklist, ChecklistVersion
from dutyline.modules.inspections.operations import ItemDraft
from dutyline.toolkit.rest.shapes import Id, Strict

MOST_ITEMS = 500
STANDS = "left out, the words in Chinese stand here too"
KNOWN_BY = f"{STANDS}; one of the two is needed"


class ChecklistOut(Schema):
    """A checklist of a unit, usable in the unit and everything under it."""

    id: int
    key: str
    name_en: str
    name_zh: str
    kind: str
    unit: Named
    pack: str
    edited: bool
    retired_at: datetime | None


class ChecklistNamed(Strict):
    """Its name in one language or in both."""

    name: Line = Field("", description=KNOWN_BY)
    name_zh: Line = ""


class ChecklistNew(ChecklistNamed):
    """A checklist to begin, empty or with the items of another."""

    kind: Key = ""
    unit_id: Id
    like_id: Id | None = Field(None, description="a checklist whose newest items it begins with")


class ChecklistName(ChecklistNamed):
    """Another name or inspection kind."""

    kind: Key = ""


class VersionLine(Schema):
    """A version: published with a number, or the draft without one."""

    id: int
    number: int | None
    published_at: datetime | None
    published_by_name: str


class Choice(Strict):
    """One of several answers."""

    label: Line = Field("", description=KNOWN_BY)
    label_zh: Line = ""
    fault: bool = False


class ItemWritten(Strict):
    """One question as it is written, in one language or in both."""

    text: Why = Field("", description=KNOWN_BY)
    text_zh: Why = ""
    section: Line = Field("", description=STANDS)
    section_zh: Line = ""
    standard: Text = ""
    standard_zh: Text = ""
    clause: Line = ""
    category: Key = ""
    answer_kind: Literal["conforms", "number", "choice", "text"] = "conforms"
    photo_rule: Literal["never", "fault", "always"] = "never"
    lowest: Reading | None = None
    highest: Reading | None = None
    measured_in: str = Field("", max_length=40)
    choices: list[Choice] = Field(default_factory=list, max_length=20)
    opens_finding: bool = True
    finding_title: Line = ""
    finding_grade: Literal["general", "major"] = "general"
    finding_risk: RiskLevel = ""
    finding_measures: Text = ""
    finding_measures_zh: Text = ""

    def drafted(self) -> ItemDraft:
        """Return it as the operation takes it."""
        plain = self.model_dump(exclude={"choices"})
        return ItemDraft(choices=tuple(each.model_dump() for each in self.choices), **plain)


class DraftWritten(Strict):
    """Every item of a draft, in order; what stood there before goes."""

    items: list[ItemWritten] = Field(min_length=1, max_length=MOST_ITEMS)


class ItemOut(Schema):
    """One question of a version."""

    id: int
    position: int
    section: str
    section_zh: str
    text: str
    text_zh: str
    standard: str
    standard_zh: str
    clause: str
    category: str
    answer_kind: str
    photo_rule: str
    lowest: Decimal | None
    highest: Decimal | None
    measured_in: str
    choices: list[dict[str, Any]]
    opens_finding: bool
    finding_title: str
    finding_grade: str
    finding_risk: str
    finding_measures: str
    finding_measures_zh: str

    @staticmethod
    def resolve_section(obj: Any) -> str:
        """Return the title of its part."""
        return str(obj.section.title_en)

    @staticmethod
    def resolve_section_zh(obj: Any) -> str:
        """Return the title of its part in Chinese."""
        return str(obj.section.title_zh)

    @staticmethod
    def resolve_text(obj: Any) -> str:
        """Return the question as it was written first."""
        return str(obj.text_en)

    @staticmethod
    def resolve_standard(obj: Any) -> str:
        """Return the standard as it was written first."""
        return str(obj.standard_en)

    @staticmethod
    def resolve_finding_measures(obj: Any) -> str:
        """Return the measures as they were written first."""
        return str(obj.finding_measures_en)


def plain_checklist(row: Checklist) -> dict[str, Any]:
    """Return a checklist as JSON."""
    return ChecklistOut.from_orm(row).model_dump(mode="json")


def plain_version(row: ChecklistVersion) -> dict[str, Any]:
    """Return a version as JSON."""
    return VersionLine.from_orm(row).model_dump(mode="json")
