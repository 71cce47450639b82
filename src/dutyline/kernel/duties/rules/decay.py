"""Where duty thins out on the way down the line."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

LEAST_TO_JUDGE = 20
"""Obligations a level must have decided before it is spoken of: fewer say nothing."""
STANDS_OUT = 0.03
"""Fall of the on-time share, of one, from which a step down the line is pointed out."""


class Judged(Protocol):
    """What says how many obligations were decided, and which part of them was on time."""

    @property
    def decided(self) -> int:
        """Return how many are kept or missed for good."""

    @property
    def on_time_share(self) -> float | None:
        """Return the part of the decided that was on time, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Thinning:
    """A step down the line at which the on-time share falls by `fall`, of one."""

    above: int
    level: int
    fall: float


def thinning(levels: Mapping[int, Judged]) -> Thinning | None:
    """Return the steepest step from a level to the next judged one; None where none stands out.

    Of steps as steep as each other the highest is told: whoever stands there is asked first.
    """
    judged = [
        (level, figures.on_time_share or 0.0)
        for level, figures in sorted(levels.items())
        if figures.decided >= LEAST_TO_JUDGE
    ]
    steps = [
        Thinning(above, level, round(share - under, 6))
        for (above, share), (level, under) in pairwise(judged)
    ]
    steepest = max(steps, key=lambda step: (step.fall, -step.level), default=None)
    return steepest if steepest and steepest.fall >= STANDS_OUT else None
