"""When a promise is less than what was passed on, and whether a goal is reached."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dutyline.kernel.duties.models import Comparison


@dataclass(frozen=True)
class Mark:
    """What a goal is held against: a number by its comparison, or a day."""

    comparison: str = ""
    target: Decimal | None = None
    due_on: date | None = None


def is_less(promised: Mark, passed: Mark) -> bool:
    """Say whether a promise falls behind what was passed on: less strict, or a later day."""
    if promised.due_on is not None and passed.due_on is not None:
        return promised.due_on > passed.due_on
    if promised.target is None or passed.target is None:
        return False
    if passed.comparison == Comparison.AT_LEAST:
        return promised.target < passed.target
    return promised.target > passed.target


def is_reached(value: Decimal | None, mark: Mark) -> bool | None:
    """Say whether a number meets its target; None where there is no number yet, or no target."""
    if value is None or mark.target is None:
        return None
    if mark.comparison == Comparison.AT_LEAST:
        return value >= mark.target
    return value <= mark.target
