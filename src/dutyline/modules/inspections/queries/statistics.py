"""Questions to the counts, for charts and reports; a few statements whatever the ledger's size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Sum

MEASURES = (
    "found",
    "found_closed",
    "repeats",
    "front_line",
    "closed",
    "close_days",
    "due",
    "in_time",
)


@dataclass(frozen=True)
class Figures:
    """Counts of a span of months, and the rates they give; None where nothing is counted."""

    found: int = 0
    found_closed: int = 0
    repeats: int = 0
    front_line: int = 0
    closed: int = 0
    close_days: int = 0
    due: int = 0
    in_time: int = 0

    @property
    def rectification_rate(self) -> float | None:
        """Return the share of what was found in the span that is closed by now.

        Not what was closed in the span out of what was found in it: old dangers closed would
        lift it over the whole.
        """
        return self.found_closed / self.found if self.found else None

    @property
    def on_time_rate(self) -> float | None:
        """Return repaired by the first deadline out of all that fell due."""
        return self.in_time / self.due if self.due else None

    @property
    def repeat_rate(self) -> float | None:
        """Return repeats out of found."""
        return self.repeats / self.found if self.found else None

    @property
    def mean_days_to_close(self) -> float | None:
        """Return the mean number of days from found to closed."""
        return self.close_days / self.closed if self.closed else None


class FindingSummaryQuerySet(models.QuerySet[Any]):
    """Counts by unit, month, grade and category."""

    def span(self, first: int, last: int) -> "FindingSummaryQuerySet":
        """Keep the months from `first` to `last` (year * 100 + month, both included)."""
        return self.filter(month__gte=first, month__lte=last)

    def of_unit(self, unit_id: int) -> "FindingSummaryQuerySet":
        """Keep a unit's counts with everything under it."""
        return self.filter(unit_id=unit_id, whole=True)

    def of_units(self, unit_ids: Iterable[int]) -> "FindingSummaryQuerySet":
        """Keep several units' counts, each with everything under it."""
        return self.filter(unit_id__in=unit_ids, whole=True)

    def alone(self, unit_id: int) -> "FindingSummaryQuerySet":
        """Keep what a unit itself answers for, without the units under it."""
        return self.filter(unit_id=unit_id, whole=False)

    def figures(self) -> Figures:
        """Return everything added up; one statement."""
        sums = self.aggregate(**{name: Sum(name, default=0) for name in MEASURES})
        return Figures(**sums)

    def by(self, *columns: str) -> dict[Any, Figures]:
        """Return figures by one column (its value) or several (a tuple); one statement.

        Columns are month, unit_id, grade, category.
        """
        rows = (
            self.order_by(*columns)
            .values_list(*columns)
            .annotate(**{name: Sum(name) for name in MEASURES})
        )
        width = len(columns)
        return {row[0] if width == 1 else row[:width]: Figures(*row[width:]) for row in rows}


class FindingStandingQuerySet(models.QuerySet[Any]):
    """How units stand now."""

    def of_units(self, unit_ids: Iterable[int]) -> Mapping[int, Any]:
        """Return the standing of units with everything under them, by unit; one statement."""
        found: dict[int, Any] = defaultdict(lambda: self.model(whole=True))
        found.update({row.unit_id: row for row in self.filter(unit_id__in=unit_ids, whole=True)})
        return found
