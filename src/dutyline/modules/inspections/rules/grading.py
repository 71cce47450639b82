"""How grave a hidden danger is: the criteria decide, people may only raise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dutyline.kernel.criteria.lookup import catalogue
from dutyline.kernel.criteria.models import CatalogueItem
from dutyline.modules.inspections.models import Grade

MAJOR_CATALOGUE = "major_danger"


@dataclass(frozen=True)
class Grading:
    """A grade with the entry of the list that makes it major, "" where none does."""

    grade: Grade
    entry: str = ""
    clause: str = ""


def grade_by_criteria(
    on: date, *, ticked: Iterable[str] = (), clause: str = "", category: str = ""
) -> Grading:
    """Return the grade the "match any ⇒ major" lists give on a day.

    An entry matches when it is ticked, when its clause is the one violated, or when it names the
    category among its own.
    """
    wanted = set(ticked)
    for entry in catalogue(MAJOR_CATALOGUE, on):
        if (
            entry.key in wanted
            or (clause and entry.clause_en and clause in _citations(entry))
            or (category and category in entry.data.get("categories", ()))
        ):
            cited = f"{entry.instrument} {entry.clause}".strip()
            return Grading(Grade.MAJOR, entry.key, cited)
    return Grading(Grade.GENERAL)


def _citations(entry: CatalogueItem) -> set[str]:
    """Return every way the clause of an entry is named."""
    return {
        entry.key,
        f"{entry.instrument_en} {entry.clause_en}".strip(),
        f"{entry.instrument_zh} {entry.clause_zh}".strip(),
    }
