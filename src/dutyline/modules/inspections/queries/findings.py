"""Questions to the ledger of hidden dangers."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from dutyline.kernel.access.actor import Actor
from dutyline.kernel.access.queries import visible_to
from dutyline.kernel.organisation.paths import subtree, within
from dutyline.modules.inspections.permissions import Inspections
from dutyline.modules.inspections.queries.filters import LedgerFilter
from dutyline.toolkit.prepared import Slot
from dutyline.toolkit.search import search

LEDGER_ORDER = ("-found_at", "-id")
"""Newest first; the one order every index of the ledger serves."""
LINE = (
    "id",
    "number",
    "title",
    "spot",
    "grade",
    "risk",
    "gravity",
    "state",
    "due_on",
    "found_at",
    "unit__name",
    "place__name",
    "owner__name",
)
"""The columns of a line; more would be read for nothing."""


class FindingQuerySet(models.QuerySet[Any]):
    """Hidden dangers, the merged and void among them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what lies in the actor's subtrees, and what he found, answers for or verifies."""
        mine = Q(pk__in=[]) if actor.person is None else _involving(actor.person.pk)
        return visible_to(self, actor, Inspections.FINDING_VIEW, involved=mine)

    def seen_from(self, paths: Iterable[str | Slot], person: int | Slot | None) -> Self:
        """Keep what lies in these subtrees or involves this person; for prepared queries.

        Whoever asks takes the paths, and whether own affairs count, from the actor.
        """
        seen = within(paths, "unit_path")
        return self.filter(seen if person is None else seen | _involving(person))

    def in_unit(self, path: str) -> Self:
        """Keep those of a unit and everything under it."""
        return self.filter(subtree(path, "unit_path"))

    def standing(self) -> Self:
        """Leave out the merged and the void."""
        return self.exclude(state__in=("merged", "void"))

    def open(self) -> Self:
        """Keep what is not yet closed."""
        return self.filter(is_open=1)

    def overdue(self, on: date) -> Self:
        """Keep what should have been repaired before this day."""
        return self.filter(in_repair=1, due_on__lt=on)

    def matching(self, wanted: LedgerFilter, on: date | Slot) -> Self:
        """Keep what a filter asks for; `on` is today, for "overdue"."""
        return search(self.filter(wanted.condition(on)), wanted.words, column="words__text")

    def for_ledger(self) -> Self:
        """Load with each row what a line of the ledger shows."""
        return self.select_related("unit", "place", "owner", "finder", "verifier", "owner_unit")

    def for_lines(self) -> models.QuerySet[Any, Any]:
        """Load no more of each row than a line on a page shows, as a named tuple of LINE.

        Objects of four models a line would take longer to make than the rows to read.
        """
        return self.values_list(*LINE, named=True)

    def earlier_like(
        self, *, place_id: int | None, unit_id: int, thing: str, category: str, clause: str
    ) -> Self:
        """Keep what was found at the same place (else on the same thing) of one kind or clause."""
        same = Q(pk__in=[])
        if category:
            same |= Q(category=category)
        if clause:
            same |= Q(clause=clause)
        if place_id is not None:
            return self.filter(same, place=place_id)
        if not thing:
            return self.none()
        return self.filter(same, place__isnull=True, unit=unit_id, thing=thing)


def _involving(person: int | Slot) -> Q:
    return (
        Q(finder__id=person)
        | Q(second_finder__id=person)
        | Q(owner__id=person)
        | Q(verifier__id=person)
    )
