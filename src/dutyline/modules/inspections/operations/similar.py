"""Findings that look like the one somebody is about to record."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.models import Place, Unit
from dutyline.modules.inspections.models import Finding
from dutyline.toolkit.search import spaced

HALF = 0.5
"""Words in common from which two sentences look alike to a reader."""
LOOKED_AT = 100
"""Newest findings of the place compared; an older twin is history, not a hint."""
SHOWN = ("number", "title", "state", "category", "found_at", "owner__name")
"""What a hint says of a finding."""
TITLES_KEPT = 5000


@dataclass(frozen=True)
class Similar:
    """A finding that may be the same, with how alike its words are (0 to 1)."""

    finding: Finding
    alike: float
    same_category: bool


def similar_to(
    *,
    by: Actor,
    at: datetime,
    title: str,
    unit: Unit,
    place: Place | None = None,
    category: str = "",
    limit: int = 5,
) -> list[Similar]:
    """Return what the actor may see that looks the same in this place, likest first.

    One statement of at most 100 rows: standing findings of the place (or unit) within a
    criterion's days, of the same category or with half of their words in common.
    """
    on = at.date()
    since = at - timedelta(days=int(criterion("findings.similar_days", on)))
    rows = Finding.objects.visible_to(by).standing().filter(found_at__gte=since)
    rows = rows.filter(place=place) if place else rows.filter(unit=unit)
    words = _words(title)
    found = []
    newest = rows.select_related("owner").only(*SHOWN).order_by("-found_at", "-id")
    for row in newest[:LOOKED_AT]:
        alike = _alike(words, _words(row.title))
        same = bool(category) and row.category == category
        if alike >= HALF or (same and place is not None):
            found.append(Similar(row, alike, same))
    found.sort(key=lambda each: (each.alike, each.same_category, each.finding.pk), reverse=True)
    return found[:limit]


@lru_cache(maxsize=TITLES_KEPT)
def _words(title: str) -> frozenset[str]:
    """Return the words of a title; those of one place are compared again and again."""
    return frozenset(spaced(title).split())


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))
