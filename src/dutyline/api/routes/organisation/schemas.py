"""Units and posts as they look from outside: fields by name, nothing by accident."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field

from dutyline.kernel.organisation.models import Level, UnitKind
from dutyline.toolkit.rest.shapes import Day, Id, Reason, Strict

Headcount = Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=2)]


class UnitOut(Schema):
    """A unit as it is today."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None
    path: str
    time_zone: str
    merged_into_id: int | None
    valid_from: date
    valid_to: date | None


class UnitThen(Schema):
    """A unit as it was over one span of days."""

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
    parent_id: Id
    on: Day
    code: str = Field("", max_length=100)
    time_zone: str = Field("", max_length=64)


class UnitName(Strict):
    """A new name, and where given another kind, from a day on."""

    name: str = Field(min_length=1, max_length=200)
    kind: UnitKind | None = None
    on: Day
    reason: Reason = ""


class UnitZone(Strict):
    """The time zone a unit lives in; empty for that of the unit above."""

    time_zone: str = Field(max_length=64, description="IANA name, for example Asia/Shanghai")


class UnitMove(Strict):
    """A new place in the tree from a day on."""

    parent_id: Id
    on: Day
    reason: Reason = ""


class UnitMerge(Strict):
    """The unit that takes this one over from a day on."""

    into_id: Id
    on: Day
    reappoint: bool = False
    reason: Reason = ""


class Ending(Strict):
    """The first day something is no longer true."""

    on: Day
    reason: Reason = ""


class UnitEnding(Ending):
    """The closing of a unit, with what is in it or only when it is empty."""

    with_contents: bool = False


class ShiftOut(Schema):
    """A shift of a unit's calendar."""

    id: int
    unit_id: int
    name: str
    starts_at: time
    ends_at: time
    anchor: date
    cycle_days: int
    cycle_on: list[int]
    valid_from: date
    valid_to: date | None


class ShiftNew(Strict):
    """A shift: it runs when the days since `anchor`, modulo `cycle_days`, are in `cycle_on`."""

    name: str = Field(min_length=1, max_length=60)
    starts_at: time
    ends_at: time
    anchor: Day
    cycle_days: int = Field(7, ge=1, le=366)
    cycle_on: list[Annotated[int, Field(ge=0, le=365)]] = Field(min_length=1, max_length=366)
    on: Day


class OnDay(Strict):
    """The day something takes effect."""

    on: Day


class PostOut(Schema):
    """A post as it is today; without `superior_id` it reports up the line."""

    id: int
    code: str
    title: str
    unit_id: int
    superior_id: int | None
    heads_unit: bool
    level: int
    headcount: Decimal
    standard: str
    valid_from: date
    valid_to: date | None


class PostThen(Schema):
    """A post as it was over one span of days."""

    post_id: int
    title: str
    unit_id: int
    superior_id: int | None
    heads_unit: bool
    level: int
    headcount: Decimal
    valid_from: date
    valid_to: date | None


class PostFacts(Strict):
    """What a post is from a day on: all facts, the unchanged ones too."""

    title: str = Field(min_length=1, max_length=300)
    superior_id: Id | None
    heads_unit: bool
    level: Level
    headcount: Headcount
    standard: str = Field(max_length=60)
    on: Day
    reason: Reason = ""


class PostNew(Strict):
    """A post to create."""

    title: str = Field(min_length=1, max_length=300)
    unit_id: Id
    on: Day
    code: str = Field("", max_length=100)
    superior_id: Id | None = None
    heads_unit: bool = False
    level: Level = Level.FRONT_LINE
    headcount: Headcount = Decimal(1)
    standard: str = Field("", max_length=60)


class PostMove(Strict):
    """The unit a post, with its holders, belongs to from a day on."""

    unit_id: Id
    superior_id: Id | None = None
    heads_unit: bool = False
    on: Day
    reason: Reason = ""
