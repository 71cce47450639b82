"""Numbers of goals as people give and read them: shares in percent."""

from decimal import Decimal

from dutyline.kernel.registry import indicator
from dutyline.modules.responsibility.models import Goal

PERCENT = "%"
HUNDRED = Decimal(100)


def is_share(goal: Goal) -> bool:
    """Say whether the indicator of a goal is a share."""
    return _is_share(goal.indicator)


def as_said(goal: Goal, value: Decimal | None) -> Decimal | None:
    """Return a number as people read it: 95 for a share of 0.95."""
    if value is None:
        return None
    said = value * HUNDRED if is_share(goal) else value
    whole = said.to_integral_value()
    return whole if whole == said else said.normalize()


def as_kept(key: str, value: Decimal | None) -> Decimal | None:
    """Return a number as it is kept: 0.95 for 95 of an indicator that is a share."""
    return value / HUNDRED if value is not None and _is_share(key) else value


def _is_share(key: str) -> bool:
    try:
        return bool(key) and str(indicator(key).unit) == PERCENT
    except KeyError:
        return False
