"""Types whose bounds every route shares."""

from datetime import date
from typing import Annotated, Any, TypeVar

from ninja import Schema
from pydantic import AwareDatetime, ConfigDict, Field, StringConstraints

Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
"""The number of an object."""
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))]
"""A day on the calendar of the unit it is about."""
Moment = AwareDatetime
"""A moment with its offset from UTC; one without is refused."""
Words = Annotated[str, Field(max_length=100)]
"""What a list is searched for."""
Reason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Shown = TypeVar("Shown", bound=Schema)


class Strict(Schema):
    """A body in which a field nobody knows is refused."""

    model_config = ConfigDict(extra="forbid")


def as_json(out: type[Schema], row: object) -> dict[str, Any]:
    """Return an object as it is shown, in plain JSON."""
    return out.from_orm(row).model_dump(mode="json")
