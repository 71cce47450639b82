"""What an operation needs to know of the ground a finding or round stands on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, F, FilteredRelation, Q, QuerySet

from dutyline.kernel.organisation.calendar import zone
from dutyline.kernel.organisation.models import Person, Unit, UnitKind
from dutyline.kernel.organisation.paths import ancestors
from dutyline.toolkit.prepared import Prepared, slots

UNIT = ("id", "name", "kind", "time_zone")
"""Columns in the order of the model."""
KIND, ZONE = UNIT.index("kind"), UNIT.index("time_zone")
TERM = ("id", "valid_from", "valid_to", "person_id", "acting")
"""Columns of an appointment, in the order of `Term`."""


class Term(NamedTuple):
    """A term at the head of a unit, half-open, as a row of `_LINE` ends."""

    id: int
    valid_from: date
    valid_to: date | None
    person_id: int
    acting: bool
    person_name: str


@dataclass(frozen=True)
class Ground:
    """A unit with its company, time zone and the terms of its line's heads, in one statement."""

    unit: Unit
    company: Unit
    tz: ZoneInfo
    terms: Sequence[Term]
    """Every term of whoever headed the unit or one above it, the nearest first."""

    def day(self, at: datetime) -> date:
        """Return the local day of a moment."""
        return at.astimezone(self.tz).date()

    def heads(self, at: datetime) -> Iterator[Person]:
        """Yield who heads the unit and those above it at a moment, the nearest first."""
        day = self.day(at)
        for each in self.terms:
            if each.valid_from <= day and (each.valid_to is None or day < each.valid_to):
                yield Person.from_db(None, ("id", "name"), (each.person_id, each.person_name))


def ground_of(unit: Unit) -> Ground:
    """Read the unit's line upwards once, with its heads.

    The company is the nearest unit above of that kind, else the root. Numbers run within it.
    """
    line = ancestors(unit.path)
    rows = _LINE.rows(len(line), line=line)
    steps = {pk: number for number, pk in enumerate(reversed(line))}
    above = sorted({row[:4] for row in rows}, key=lambda each: steps[each[0]])
    company = next((each for each in above if each[KIND] == UnitKind.COMPANY), above[-1])
    named = next((each[ZONE] for each in above if each[ZONE]), "")
    terms = [(steps[row[0]], Term(*row[4:])) for row in rows if row[4] is not None]
    terms.sort(key=lambda each: (each[0], not each[1].acting, each[1].id))
    in_order = [term for _steps, term in terms]
    return Ground(unit, Unit.from_db(None, UNIT, company), zone(named), in_order)


def _line(how_long: int) -> QuerySet[Unit, tuple[Any, ...]]:
    line: list[Any] = slots("line", BigIntegerField(), how_long)
    term = "head__appointments__"
    return (
        Unit.objects.filter(id__in=line)
        .annotate(head=FilteredRelation("posts", condition=Q(posts__heads_unit=True)))
        .order_by("id")
        .values_list(*UNIT, *(f"{term}{each}" for each in TERM), F(f"{term}person__name"))
    )


_LINE = Prepared(_line)
