"""Decides whether what is found at a place is new there, or what was mended and has come back."""

from collections import defaultdict
from collections.abc import Sequence
from random import Random

from dutyline.modules.inspections.demo.book import Danger

COMES_BACK = 0.08
"""How often something is found of which there was the like at that place before."""


class Returning:
    """Remembers what was found where, as the ledger recognises repeats: by category and clause.

    Places are kept apart, so that a change at one does not tell another story of the others.
    """

    def __init__(self) -> None:
        """Begin with nothing found."""
        self._found: dict[str, set[str]] = defaultdict(set)

    def choose(self, place: str, dangers: Sequence[Danger], chance: Random) -> Danger | None:
        """Return what is found at a place, None where all there could be was found before."""
        known = self._found[place]
        back = [each for each in dangers if known & _marks(each)]
        fresh = [each for each in dangers if not known & _marks(each)]
        among = back if back and chance.random() < COMES_BACK else fresh
        if not among:
            return None
        chosen = chance.choice(among)
        known |= _marks(chosen)
        return chosen


def _marks(danger: Danger) -> set[str]:
    return {danger.category, str(danger.clause)}
