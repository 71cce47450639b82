"""Types whose bounds every route shares."""

from datetime import date
from typing import Annotated, Any, Self, TypeVar

from ninja import Schema
from pydantic import (
    AwareDatetime,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    StringConstraints,
    model_validator,
)

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


class Plain(Schema):
    """A shape whose fields stand on the object under their own names or aliases.

    The library asks for each field through a getter that also knows resolvers, managers and
    methods; whoever needs none of them is spared twenty calls a field.
    """

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(cls, values: Any, handler: ModelWrapValidatorHandler[Self]) -> Self:
        return handler(values)


def as_json(out: type[Schema], row: object) -> dict[str, Any]:
    """Return an object as it is shown, in plain JSON."""
    return out.from_orm(row).model_dump(mode="json")
