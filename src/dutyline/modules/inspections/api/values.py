"""Bounds of what bodies about findings and rounds may say."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from dutyline.toolkit.rest.shapes import Plain, Strict

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Further away a time zone can carry a moment out of the calendar."""


def _within_reach(moment: datetime) -> datetime:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"a moment between {FIRST_YEAR} and {LAST_YEAR}")
    return moment.astimezone(UTC)


Moment = Annotated[AwareDatetime, AfterValidator(_within_reach)]
"""A moment with its offset from UTC; one without is refused."""
Month = Annotated[str, Field(pattern=r"^(19|20|21)\d\d-(0[1-9]|1[0-2])$", examples=["2026-03"])]
Key = Annotated[str, StringConstraints(max_length=100)]
"""The key of an entry of a catalogue."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Why = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Money = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
Reading = Annotated[Decimal, Field(max_digits=14, decimal_places=4)]
RiskLevel = Literal["", "red", "orange", "yellow", "blue"]


class Named(Plain):
    """Something else, by its number and name."""

    id: int
    name: str


class Reasoned(Strict):
    """A step that only needs its reason."""

    reason: Reason


class Nothing(Strict):
    """A step that needs nothing said."""
