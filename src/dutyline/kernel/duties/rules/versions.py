"""Which version of a duty governs which days of a period."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dutyline.kernel.duties.rules.days import Span


@dataclass(frozen=True, slots=True)
class Ask:
    """What a version of a duty asks, as far as allocation must know."""

    version_id: int
    duty_id: int
    first: date
    end: date | None
    cadence: str
    owed: str
    amount: Decimal
    grace_days: int
    at_once: bool
    by_value: bool = False
    """Decided by a value measured over the holder's own days, not by evidence."""
    within: int | None = None
    within_unit: str = ""


def governing(versions: Iterable[Ask], days: Span) -> list[tuple[Ask, Span]]:
    """Return the versions that govern a period, each with its days.

    The version in force on the first day governs to the end, even where the duty is withdrawn on
    the way; one marked "at once" takes over from its own first day. A duty that begins within the
    period is governed by its first version from that day.
    """
    order = sorted(
        (each for each in versions if each.end is None or each.end > each.first),
        key=lambda each: each.first,
    )
    running = [
        each
        for each in order
        if each.first <= days.first and (each.end is None or days.first < each.end)
    ]
    later = [each for each in order if days.first < each.first < days.end]
    known = bool(running) or any(each.first <= days.first for each in order)
    takes_over = [each for each in later if each.at_once]
    if running:
        parts = [(running[0], days.first)]
    elif later and not known:
        parts = [(later[0], later[0].first)]
        takes_over = [each for each in takes_over if each is not later[0]]
    else:
        return []
    parts += [(each, each.first) for each in takes_over]
    ends = [first for _, first in parts[1:]] + [days.end]
    return [(ask, Span(first, end)) for (ask, first), end in zip(parts, ends, strict=True)]
