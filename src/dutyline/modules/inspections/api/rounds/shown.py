"""What a round looks like from outside, and what it asks."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Schema

from dutyline.modules.inspections.api.photos import PhotoOut
from dutyline.modules.inspections.api.values import Named
from dutyline.modules.inspections.models import Item, Round


class PostNamed(Schema):
    """A post by its number and title."""

    id: int
    title: str


class RoundLine(Schema):
    """A round as lists show it: when it was due, walked and written down, and what is odd."""

    id: int
    title: str
    kind: str
    unit: Named
    place: Named | None
    post: PostNamed | None
    plan_id: int | None
    opens_at: datetime
    due_at: datetime
    due_on: date
    state: str
    started_at: datetime | None
    finished_at: datetime | None
    recorded_at: datetime | None
    items: int
    answered: int
    faults: int
    oddities: list[str]

    @staticmethod
    def resolve_oddities(obj: Any) -> list[str]:
        """Return what a superior may want to ask about; never guilt by itself."""
        return sorted(each.kind for each in obj.oddities.all())

    @staticmethod
    def resolve_items(obj: Any) -> int:
        """Return how many items it has."""
        count: int = obj.items
        return count


class RoundOut(RoundLine):
    """A round with its checklist and who walks it."""

    checklist_id: int
    version: int | None
    inspectors: list[Named]

    @staticmethod
    def resolve_checklist_id(obj: Any) -> int:
        """Return the checklist it is done with."""
        pk: int = obj.version.checklist_id
        return pk

    @staticmethod
    def resolve_version(obj: Any) -> int | None:
        """Return the number of the version it is done with."""
        number: int | None = obj.version.number
        return number

    @staticmethod
    def resolve_inspectors(obj: Any) -> list[dict[str, Any]]:
        """Return who walks it."""
        rows = sorted(obj.inspectors.all(), key=lambda each: each.pk)
        return [{"id": each.person_id, "name": each.person.name} for each in rows]


class AnswerOut(Schema):
    """What was found at an item, with its photos and the finding it opened."""

    id: int
    item_id: int
    verdict: str
    number: Decimal | None
    choice: str
    text: str
    wanted_grade: str
    grade_reason: str
    answered_at: datetime
    by: Named
    finding_id: int | None
    photos: list[PhotoOut]


class ItemAsked(Schema):
    """An item of the round with its answer; None before there is one."""

    id: int
    position: int
    section: str
    text: str
    standard: str
    clause: str
    category: str
    answer_kind: str
    photo_rule: str
    lowest: Decimal | None
    highest: Decimal | None
    measured_in: str
    choices: list[dict[str, Any]]
    answer: AnswerOut | None

    @staticmethod
    def resolve_section(obj: Item) -> str:
        """Return the title of the part of the checklist."""
        return str(obj.section.title)


def plain_round(walk: Round) -> dict[str, Any]:
    """Return a round, loaded as it is shown, as JSON."""
    return RoundOut.from_orm(walk).model_dump(mode="json")
