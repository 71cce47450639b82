"""Findings that look like the one somebody is about to record."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import BigIntegerField, DateTimeField, QuerySet

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import scope_of
from dutyline.kernel.criteria.lookup import criterion
from dutyline.kernel.organisation.models import Person, Place, Unit
from dutyline.kernel.organisation.paths import PathField
from dutyline.modules.inspections.models import Finding
from dutyline.modules.inspections.permissions import Inspections
from dutyline.toolkit.prepared import MomentAsText, Prepared, Slot, slots
from dutyline.toolkit.search import spaced

HALF = 0.5
"""Words in common from which two sentences look alike to a reader."""
LOOKED_AT = 100
"""Newest findings of the place compared; an older twin is history, not a hint."""
SHOWN = ("id", "number", "title", "found_at", "category", "state", "owner_id")
"""What a hint says of a finding beside its owner's name, in the order of the model."""
TITLE, CATEGORY, WHEN = (SHOWN.index(each) for each in ("title", "category", "found_at"))
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
    on: date,
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
    days = int(criterion("findings.similar_days", on))
    paths, person = scope_of(by, Inspections.FINDING_VIEW)
    newest, read = _NEWEST.unread(
        "place" if place else "unit",
        len(paths),
        person is not None,
        here=place.pk if place else unit.pk,
        since=at - timedelta(days=days),
        paths=paths,
        person=person,
    )
    words = _words(title)
    found = []
    for row in newest:
        alike = _alike(words, _words(row[TITLE]))
        same = bool(category) and row[CATEGORY] == category
        if alike >= HALF or (same and place is not None):
            # A row begins with its id: two are never compared beyond.
            found.append((alike, same, row))
    found.sort(reverse=True)
    return [Similar(_finding(read(row)), alike, same) for alike, same, row in found[:limit]]


def _newest(
    where: str, how_many_paths: int, known_person: bool
) -> QuerySet[Finding, tuple[Any, ...]]:
    paths = slots("paths", PathField(), how_many_paths)
    person = Slot("person", BigIntegerField()) if known_person else None
    here = {f"{where}__id": Slot("here", BigIntegerField())}
    rows = Finding.objects.seen_from(paths, person).standing()
    rows = rows.filter(found_at__gte=Slot("since", DateTimeField()), **here)
    newest: QuerySet[Finding, tuple[Any, ...]] = rows.order_by("-found_at", "-id").values_list(
        *SHOWN[:WHEN], MomentAsText("found_at"), *SHOWN[WHEN + 1 :], "owner__name"
    )[:LOOKED_AT]
    return newest


_NEWEST = Prepared(_newest)


def _finding(row: tuple[Any, ...]) -> Finding:
    """Return a row as the finding it is, with its owner; only what is shown is loaded."""
    *known, owner_name = row
    finding = Finding.from_db(None, SHOWN, known)
    if finding.owner_id is not None:
        finding.owner = Person.from_db(None, ["id", "name"], [finding.owner_id, owner_name])
    return finding


@lru_cache(maxsize=TITLES_KEPT)
def _words(title: str) -> frozenset[str]:
    """Return the words of a title; those of one place are compared again and again."""
    return frozenset(spaced(title).split())


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / min(len(one), len(other)) if common else 0.0
