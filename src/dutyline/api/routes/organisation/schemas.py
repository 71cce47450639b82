"""What the organisation looks like from outside: fields by name, nothing by accident."""

from datetime import date
from decimal import Decimal

from ninja import Schema
from pydantic import ConfigDict, Field

from dutyline.kernel.organisation.models import Level, PlaceKind, UnitKind


class Strict(Schema):
    """A body in which a field nobody knows is refused."""

    model_config = ConfigDict(extra="forbid")


class UnitOut(Schema):
    """A unit as it is today."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    path: str
    time_zone: str
    valid_from: date
    valid_to: date | None


class UnitThen(Schema):
    """A unit as it was on the day asked for."""

    unit_id: int
    name: str
    kind: str
    parent_id: int | None
    path: str
    valid_from: date
    valid_to: date | None


class UnitNew(Strict):
    """A unit to create."""

    name: str = Field(min_length=1, max_length=200)
    kind: UnitKind
    parent_id: int
    on: date
    code: str = Field("", max_length=100)
    time_zone: str = Field("", max_length=64)


class UnitName(Strict):
    """A new name from a day on."""

    name: str = Field(min_length=1, max_length=200)
    on: date
    reason: str = Field("", max_length=500)


class UnitMove(Strict):
    """A new place in the tree from a day on."""

    parent_id: int
    on: date
    reason: str = Field("", max_length=500)


class UnitMerge(Strict):
    """The unit that takes this one over from a day on."""

    into_id: int
    on: date
    reappoint: bool = False
    reason: str = Field("", max_length=500)


class Ending(Strict):
    """The first day something is no longer true."""

    on: date
    reason: str = Field("", max_length=500)


class UnitEnding(Ending):
    """The closing of a unit, with what is in it or only when it is empty."""

    with_contents: bool = False


class PostOut(Schema):
    """A post as it is today."""

    id: int
    code: str
    title: str
    unit_id: int
    superior_id: int | None
    heads_unit: bool
    level: int
    standard: str
    valid_from: date
    valid_to: date | None


class PostNew(Strict):
    """A post to create."""

    title: str = Field(min_length=1, max_length=300)
    unit_id: int
    on: date
    code: str = Field("", max_length=100)
    superior_id: int | None = None
    heads_unit: bool = False
    level: Level = Level.FRONT_LINE
    standard: str = Field("", max_length=60)


class PersonOut(Schema):
    """A person."""

    id: int
    number: str | None
    name: str
    joined_on: date | None
    left_on: date | None


class PersonNew(Strict):
    """A person to enter."""

    name: str = Field(min_length=1, max_length=200)
    number: str | None = Field(None, max_length=60)
    email: str = Field("", max_length=254)
    phone: str = Field("", max_length=40)
    joined_on: date | None = None
    unit_id: int


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

    person_id: int
    post_id: int
    on: date
    until: date | None = None
    share: Decimal = Field(Decimal(1), gt=0, le=1)
    acting: bool = False
    acting_for_id: int | None = None


class LeaveOut(Schema):
    """Days away; `valid_to` is the first day back."""

    id: int
    person_id: int
    reason: str
    valid_from: date
    valid_to: date


class LeaveNew(Strict):
    """Leave to record."""

    since: date
    until: date = Field(description="first day back")
    reason: str = Field(min_length=1, max_length=200)


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
    unit_id: int
    on: date
    code: str = Field("", max_length=60)
    within_id: int | None = None
