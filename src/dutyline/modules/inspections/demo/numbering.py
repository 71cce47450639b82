"""Numbers of what was found before the recent weeks: kept back, for the older is told later."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from dutyline.kernel.registry import Stage
from dutyline.modules.inspections.demo.cases import Case
from dutyline.modules.inspections.demo.people import company_of, workshop_of
from dutyline.modules.inspections.operations.numbers import kept_back, next_numbers

Series = tuple[str, int]
"""Key of a company, and a year."""


class Numbers:
    """Counts the older cases as they are planned, and gives each its own number when it is told."""

    def __init__(self, stage: Stage, tz: ZoneInfo) -> None:
        """Begin with nothing counted."""
        self.stage = stage
        self.tz = tz
        self._older: dict[Series, list[tuple[datetime, str]]] = defaultdict(list)

    def count(self, case: Case, since: datetime) -> None:
        """Take note of a case; those of the recent weeks get their numbers as they come."""
        if min(case.recorded_at, since) < self.stage.at(self.stage.recent, 0):
            self._older[self._series(case)].append((case.recorded_at, case.key))

    def keep_back(self) -> None:
        """Keep back as many numbers of every series as there are older cases."""
        for (company, year), cases in sorted(self._older.items()):
            next_numbers(self.stage.unit(company), year, len(cases))

    def give(self, case: Case, act: Callable[[], object]) -> None:
        """Enter a case, an older one under the number kept back for it."""
        place = self._places.get(case.key)
        if place is None:
            act()
            return
        company, year = self._series(case)
        with kept_back(self.stage.unit(company), year, place):
            act()

    @cached_property
    def _places(self) -> dict[str, int]:
        """Return how many of its series come before each older case."""
        return {
            key: place
            for cases in self._older.values()
            for place, (_, key) in enumerate(sorted(cases))
        }

    def _series(self, case: Case) -> Series:
        company = company_of(workshop_of(self.stage.place(case.place).unit.code))
        return company, case.found_at.astimezone(self.tz).year
