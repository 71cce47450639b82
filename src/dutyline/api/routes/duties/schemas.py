"""Duties as they look from outside."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from dutyline.kernel.duties.models import Area, Cadence, Comparison, Measure, Owed, SpanUnit
from dutyline.toolkit.rest.shapes import Day, Id, Reason, Strict

Amount = Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=2)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
ONE_IS_ENOUGH = "in one language at least"
Key = Annotated[str, Field(max_length=60)]


class DutyOut(Schema):
    """A duty with what it asks on the day asked for."""

    id: int = Field(validation_alias="duty_id")
    key: str = Field(validation_alias="duty.key")
    origin: str = Field(validation_alias="duty.origin")
    pack: str = Field(validation_alias="duty.pack")
    standard_post: str = Field(validation_alias="duty.standard_post")
    edited: bool = Field(validation_alias="duty.edited")
    number: int = Field(description="of the version")
    text_en: str
    text_zh: str
    basis: str
    basis_confirmed: bool
    measure: str
    cadence: str
    evidence_kind: str
    amount: Decimal
    owed: str
    area: str
    places: list[int]
    trigger: str
    within: int | None
    within_unit: str
    indicator: str
    comparison: str
    target: Decimal | None
    weight: Decimal
    grace_days: int
    at_once: bool
    valid_from: date
    valid_to: date | None


class DutyChanges(Strict):
    """What changes; whatever is left out stays as it is."""

    text_en: Words = Field("", description=ONE_IS_ENOUGH)
    text_zh: Words = Field("", description=ONE_IS_ENOUGH)
    basis: str = Field("", max_length=200)
    basis_confirmed: bool = True
    measure: Measure = Measure.COUNT
    cadence: Cadence = Cadence.MONTHLY
    evidence_kind: Key = ""
    amount: Amount = Decimal(1)
    owed: Owed = Owed.EACH
    area: Area = Area.OWN
    places: list[Id] = Field(default_factory=list, max_length=200)
    trigger: Key = ""
    within: int | None = Field(None, ge=1, le=10_000)
    within_unit: SpanUnit | None = None
    indicator: Key = ""
    comparison: Comparison | None = None
    target: Decimal | None = Field(None, max_digits=12, decimal_places=4)
    weight: Decimal = Field(Decimal(1), ge=0, max_digits=6, decimal_places=2)
    grace_days: int = Field(0, ge=0, le=1000)
    at_once: bool = Field(False, description="split the running period instead of the next one")
    on: Day
    reason: Reason = ""


class DutyNew(DutyChanges):
    """A duty of one's own."""

    key: str = Field(min_length=1, max_length=100)
    standard_post: Key = ""


class Retirement(Strict):
    """The day a duty ends."""

    on: Day
    at_once: bool = False
    reason: Reason = ""


class OwingOut(Schema):
    """A duty a post owes on the day asked for, and since when."""

    duty_id: int
    since: date
    duty: DutyOut = Field(validation_alias="version")


class TakenUp(Strict):
    """A duty a post owes from a day on."""

    duty_id: Id
    on: Day


class MadeFrom(Strict):
    """The posts; with `roles`, whoever holds them gets those that go with the standard post."""

    post_ids: list[Id] = Field(min_length=1, max_length=500)
    roles: bool = False
    on: Day


class PostDutyOut(Schema):
    """A post owing a duty from–to."""

    post_id: int
    duty_id: int
    valid_from: date
    valid_to: date | None


class Applied(Schema):
    """How many duties were taken up."""

    taken_up: int


class ReadingOut(Schema):
    """The value of an indicator: `final` where the period closed with it, else as of `at`."""

    value: Decimal | None = Field(description="a ratio; null where nothing was due")
    numerator: Decimal
    denominator: Decimal
    at: datetime
    final: bool
    comparison: str
    target: Decimal
    met: bool | None = Field(description="the target is reached; null where nothing was due")


class ObligationOut(Schema):
    """One duty falling due in one period, with the names of its day.

    `standing` is how it reads now, `corrected` what later truth says of a closed one. `reading` is
    that of an indicator whose period began; null for every other duty.
    """

    id: int
    duty_id: int
    text: str
    kind: str
    about: str
    measure: str
    period: str
    post_id: int
    post_title: str
    person_id: int | None
    person_name: str
    unit_id: int
    unit_name: str
    starts_at: datetime
    due_at: datetime
    grace_until: datetime
    due_on: date
    days_held: int | None
    days_of_period: int | None
    amount: Decimal
    done: Decimal
    standing: str
    reason: str
    covering: bool
    corrected: str
    back_filled: bool
    made_good: bool
    reading: ReadingOut | None


class PieceOut(Schema):
    """A fact counted for an obligation, with when it happened and when that was written down."""

    evidence_id: int
    kind: str = Field(validation_alias="evidence.kind")
    source: str = Field(validation_alias="evidence.source")
    person_id: int = Field(validation_alias="evidence.person_id")
    person_name: str = Field(validation_alias="evidence.person_name")
    occurred_at: datetime = Field(validation_alias="evidence.occurred_at")
    recorded_at: datetime = Field(validation_alias="evidence.recorded_at")
    back_filled: bool = Field(validation_alias="evidence.back_filled")
    amount: Decimal
    timing: str
    counted_at: datetime


class WaiverOut(Schema):
    """An obligation set aside by somebody entitled: `waived` or `not_applicable`."""

    ruling: str
    by_id: int
    by_name: str = Field(validation_alias="by.name")
    reason: str
    at: datetime


class CancellationOut(Schema):
    """The cause of an obligation was withdrawn."""

    reason: str
    at: datetime


class CorrectionOut(Schema):
    """Later truth beside the frozen state of a closed obligation; the newest holds."""

    state: str
    done: Decimal
    cause: str
    source: str
    at: datetime


class ObligationWhole(ObligationOut):
    """An obligation with its basis, evidence, excuses and corrections."""

    basis: str
    settled_at: datetime | None
    closed_at: datetime | None
    evidence: list[PieceOut]
    waiver: WaiverOut | None
    cancellation: CancellationOut | None
    corrections: list[CorrectionOut]


class WaiverNew(Strict):
    """Why an obligation is set aside."""

    reason: str = Field(min_length=1, max_length=500)
