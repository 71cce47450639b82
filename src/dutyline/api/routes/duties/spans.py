"""The days a line or board covers."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from dutyline.toolkit.rest.shapes import Day, Strict

USUAL_DAYS = 30
LONGEST_DAYS = 400


class SpanAsked(Strict):
    """First and last day, both counted; the last thirty days without."""

    first: Day | None = Field(None, description="29 days before `last` without")
    last: Day | None = Field(None, description="today without")

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """Refuse a span that ends before it begins, or is longer than a line can be."""
        if self.first and self.last and not 0 <= (self.last - self.first).days < LONGEST_DAYS:
            raise ValueError(f"first to last are 1 to {LONGEST_DAYS} days")
        return self

    def days(self, today: date) -> tuple[date, date]:
        """Return the first and the last day, at most the longest span."""
        last = self.last or max(today, self.first or today)
        first = self.first or last - timedelta(days=USUAL_DAYS - 1)
        return max(first, last - timedelta(days=LONGEST_DAYS - 1)), last
