"""People, appointments, leave and places as they look from outside."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Schema
from pydantic import Field, ValidationInfo, field_validator

from dutyline.kernel.organisation.models import PlaceKind
from dutyline.toolkit.rest.shapes import Day, Id, Reason, Strict


class PersonOut(Schema):
    """A person, as everybody who may see him does."""

    id: int
    number: str | None
    name: str
    joined_on: date | None
    left_on: date | None


class PersonFacts(PersonOut):
    """A person, as those do who keep his data."""

    email: str
    phone: str
    language: str


class PersonNew(Strict):
    """A person to enter."""

    name: str = Field(min_length=1, max_length=200)
    number: str | None = Field(None, min_length=1, max_length=60)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    joined_on: Day | None = None
    unit_id: Id = Field(description="where the act belongs")
    post_id: Id | None = Field(None, description="the post he takes in the same step")
    on: Day | None = Field(
        None, description="from when he holds that post; `joined_on` without, else today"
    )

    @field_validator("on")
    @classmethod
    def _of_a_post(cls, on: date | None, others: ValidationInfo) -> date | None:
        if on is not None and others.data.get("post_id") is None:
            raise ValueError("a day without a post")
        return on


class PersonCorrected(Strict):
    """What is known about a person: all of it, the unchanged too."""

    name: str = Field(min_length=1, max_length=200)
    number: str | None = Field(min_length=1, max_length=60)
    email: str = Field(max_length=254)
    phone: str = Field(max_length=40)
    language: str = Field(max_length=10)


class ComingBack(Strict):
    """The day from which a person who left works here again."""

    on: Day


class AppointmentOut(Schema):
    """Who holds which post from–to."""

    id: int
    person_id: int
    post_id: int
    acting: bool
    acting_for_id: int | None
    share: Decimal
    valid_from: date
    valid_to: date | None


class AppointmentNew(Strict):
    """A person to appoint."""

    person_id: Id
    post_id: Id
    on: Day
    until: Day | None = None
    share: Decimal = Field(Decimal(1), gt=0, le=1, max_digits=4, decimal_places=3)
    acting: bool = False
    acting_for_id: Id | None = None


class LeaveOut(Schema):
    """Days away; `valid_to` is the first day back."""

    id: int
    person_id: int
    reason: str
    approved_by_id: int
    approved_at: datetime
    valid_from: date
    valid_to: date


class LeaveNew(Strict):
    """Leave to record."""

    since: Day
    until: Day = Field(description="first day back")
    reason: Reason = Field(min_length=1, max_length=200)


class LeaveCut(Strict):
    """The day somebody is back already; on the first day of leave it is cancelled."""

    back_on: Day


class PlaceOut(Schema):
    """A place."""

    id: int
    code: str
    name: str
    kind: str
    unit_id: int
    within_id: int | None
    valid_from: date
    valid_to: date | None


class PlaceNew(Strict):
    """A place to create."""

    name: str = Field(min_length=1, max_length=200)
    kind: PlaceKind
    unit_id: Id
    on: Day
    code: str = Field("", max_length=60)
    within_id: Id | None = None


class PlaceFacts(Strict):
    """Name, kind and surroundings of a place: all of them."""

    name: str = Field(min_length=1, max_length=200)
    kind: PlaceKind
    within_id: Id | None


class PlaceMove(Strict):
    """The unit that answers for a place from a day on."""

    unit_id: Id
    on: Day
