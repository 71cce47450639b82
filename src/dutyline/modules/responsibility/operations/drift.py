"""What is true of a post today and not said on its card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dutyline.modules.responsibility.models import CardVersion
from dutyline.modules.responsibility.operations.content import contents_of
from dutyline.modules.responsibility.rules.comparing import duties_apart

PLACE = ("unit_id", "superior_post")
"""What a change of makes a card speak of another place; names, and whom it leads, come and go."""


@dataclass(frozen=True)
class Drift:
    """Duties the card has and the post does not, duties it lacks, and whether the post moved."""

    gone: Sequence[Mapping[str, Any]]
    new: Sequence[Mapping[str, Any]]
    moved: bool

    def __bool__(self) -> bool:
        """Say whether the card should be written anew."""
        return bool(self.gone or self.new or self.moved)


def drift_of(versions: Sequence[CardVersion], on: date) -> dict[int, Drift]:
    """Return for each version how far its post has gone on from it; a fixed number of statements.

    `card__post` is loaded.
    """
    contents = contents_of([version.card.post for version in versions], on)
    drifts = {}
    for version in versions:
        today = contents[version.card.post_id]
        gone, new = duties_apart(version.duties, today.duties)
        moved = any(version.place.get(name) != today.place.get(name) for name in PLACE)
        drifts[version.pk] = Drift(gone, new, bool(today.place) and moved)
    return drifts
