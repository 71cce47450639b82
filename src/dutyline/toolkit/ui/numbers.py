"""Numbers as people read them."""

from decimal import Decimal
from math import floor

NOTHING = "–"


def count(value: int | float | Decimal | None) -> str:
    """Return 3,022 with thousands parted alike in both languages; a dash where there is none.

    Django's own grouping for Chinese is by four digits, which no safety ledger uses.
    """
    if value is None:
        return NOTHING
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        whole, _point, part = f"{value:,f}".partition(".")
        return f"{whole}.{part.rstrip('0')}".rstrip(".")
    return f"{value:,.10g}"


def percent(value: float | Decimal | None, digits: int = 0) -> str:
    """Return 0.914 as 91%; only all is 100% and only none is 0%, whatever rounding says."""
    if value is None:
        return NOTHING
    step = 10.0 ** (2 + digits)
    scaled = floor(float(value) * step + 0.5)
    if value < 1:
        scaled = min(scaled, int(step) - 1)
    if value > 0:
        scaled = max(scaled, 1)
    return f"{scaled / 10**digits:.{digits}f}%"


def money(value: int | Decimal | None, sign: str = "¥") -> str:
    """Return ¥3,200; cents only where there are some."""
    if value is None:
        return NOTHING
    whole = value == int(value)
    return f"{sign}{value:,.0f}" if whole else f"{sign}{value:,.2f}"


def record_number(value: str) -> str:
    """Return the number of a record with hyphens that never break a line."""
    return str(value).replace("-", "\N{NON-BREAKING HYPHEN}")
