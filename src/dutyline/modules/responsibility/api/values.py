"""Bounds of what bodies about cards may say."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from ninja import File
from ninja.files import UploadedFile
from pydantic import AfterValidator, StringConstraints

from dutyline.toolkit.rest.shapes import Strict

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]

Files = Annotated[
    list[UploadedFile],
    File(
        default_factory=list,
        max_length=9,
        description="photos and documents, told by their content",
    ),
]


def _cents(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _fine(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"), ROUND_HALF_UP)


Cents = Annotated[Decimal, AfterValidator(_cents)]
"""An amount of money as it is shown: the same on every database."""
Fine = Annotated[Decimal, AfterValidator(_fine)]
"""A number of a goal as it is shown, to four places."""


class Nothing(Strict):
    """A step that needs nothing said."""
