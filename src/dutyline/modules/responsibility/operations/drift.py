"""What is true of a post today and not said on its card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from dutyline.kernel.organisation.models import Post
from dutyline.modules.responsibility.models import CardDeputy, CardVersion
from dutyline.modules.responsibility.operations.content import contents_of
from dutyline.modules.responsibility.rules.comparing import duties_apart

PLACE = ("unit_id", "superior_post")
"""What a change of makes a card speak of another place; names, and whom it leads, come and go."""


@dataclass(frozen=True)
class Drift:
    """Duties the card has and the post does not, duties it lacks, and whether the post moved.

    `ended` names the posts that were to stand in and are no more.
    """

    gone: Sequence[Mapping[str, Any]]
    new: Sequence[Mapping[str, Any]]
    moved: bool
    ended: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Say whether the card should be written anew."""
        return bool(self.gone or self.new or self.moved or self.ended)


def drift_of(versions: Sequence[CardVersion], on: date) -> dict[int, Drift]:
    """Return for each version how far its post has gone on from it; a fixed number of statements.

    `card__post` is loaded.
    """
    contents = contents_of([version.card.post for version in versions], on)
    ended = _ended(versions, on)
    drifts = {}
    for version in versions:
        today = contents[version.card.post_id]
        gone, new = duties_apart(version.duties, today.duties)
        moved = any(version.place.get(name) != today.place.get(name) for name in PLACE)
        drifts[version.pk] = Drift(
            gone, new, bool(today.place) and moved, ended.get(version.pk, ())
        )
    return drifts


def _ended(versions: Sequence[CardVersion], on: date) -> dict[int, list[str]]:
    """Return by version the names of posts that stand in on it and do not exist on a day."""
    found: dict[int, list[str]] = {}
    exists = Post.objects.on(on).filter(pk=OuterRef("post"))
    rows = CardDeputy.objects.filter(~Exists(exists), version__in=[each.pk for each in versions])
    for version, title in rows.order_by("id").values_list("version", "title"):
        found.setdefault(version, []).append(title)
    return found
