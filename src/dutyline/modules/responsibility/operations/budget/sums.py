"""Plan and use of the safety budget, summed by the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import ExtractMonth

from dutyline.kernel.organisation.line import holders_of, nearest_head
from dutyline.kernel.organisation.models import Appointment, Person, Post, Unit
from dutyline.kernel.organisation.paths import within
from dutyline.modules.responsibility.models import BudgetLine, BudgetUse

NOTHING = Decimal("0.00")
FINEST = Decimal("0.0001")


@dataclass(frozen=True)
class Money:
    """What was planned and what was used."""

    planned: Decimal = NOTHING
    used: Decimal = NOTHING

    @property
    def left(self) -> Decimal:
        """Return what is still planned to be used; below zero where more was used."""
        return self.planned - self.used

    @property
    def rate(self) -> Decimal | None:
        """Return the rate of use from 0 on, None where nothing was planned."""
        if not self.planned:
            return None
        return (self.used / self.planned).quantize(FINEST, ROUND_HALF_UP)


@dataclass(frozen=True)
class Control:
    """The head of the line who controls the money of a unit: post and names, none if vacant."""

    post: Post | None
    persons: tuple[Person, ...]


def by_unit(unit_ids: Iterable[int], year: int) -> dict[int, Money]:
    """Return plan and use of units, each for itself; two statements."""
    ids = list(unit_ids)
    planned = _summed(BudgetLine.objects.filter(year=year, unit__in=ids), "unit", "planned")
    uses = BudgetUse.objects.filter(line__year=year, line__unit__in=ids)
    used = _summed(uses, "line__unit", "amount")
    return {each: Money(planned.get(each, NOTHING), used.get(each, NOTHING)) for each in ids}


def by_purpose(paths: Iterable[str], year: int) -> dict[str, Money]:
    """Return plan and use of subtrees by purpose; two statements."""
    reach = list(paths)
    lines = BudgetLine.objects.filter(within(reach, "unit__path"), year=year)
    uses = BudgetUse.objects.filter(within(reach, "line__unit__path"), line__year=year)
    planned, used = _summed(lines, "purpose", "planned"), _summed(uses, "line__purpose", "amount")
    return {
        each: Money(planned.get(each, NOTHING), used.get(each, NOTHING))
        for each in sorted(planned.keys() | used.keys())
    }


def by_month(paths: Iterable[str], year: int) -> list[Decimal]:
    """Return what subtrees used in each of the twelve months; one statement."""
    uses = BudgetUse.objects.filter(within(list(paths), "line__unit__path"), line__year=year)
    rows = uses.order_by().annotate(month=ExtractMonth("spent_on")).values_list("month")
    found = dict(rows.annotate(sum=Sum("amount")))
    return [found.get(month, NOTHING) for month in range(1, 13)]


def planned_below(unit: Unit, year: int) -> Decimal:
    """Return what the units directly under one plan together, as a hint beside its own plan."""
    rows = BudgetLine.objects.filter(unit__parent=unit, year=year)
    return rows.aggregate(sum=Sum("planned"))["sum"] or NOTHING


def control_of(unit: Unit, on: date) -> Control:
    """Return who controls the money of a unit: the head of it, or of the next unit above."""
    post = nearest_head(unit, on)
    persons = tuple(each.person for each in holders_of(post, on)) if post else ()
    return Control(post, persons)


def heads_of(unit_ids: Iterable[int], on: date) -> dict[int, tuple[str, ...]]:
    """Return the names of who heads each of some units on a day; one statement."""
    heads = Appointment.objects.on(on).filter(post__unit__in=list(unit_ids), post__heads_unit=True)
    found: dict[int, tuple[str, ...]] = {}
    for unit, name in heads.order_by("acting", "id").values_list("post__unit", "person__name"):
        found[unit] = (*found.get(unit, ()), name)
    return found


def budgeted(year: int) -> Q:
    """Return the condition that a unit has a plan for a year."""
    return Q(pk__in=BudgetLine.objects.filter(year=year).values("unit"))


def _summed(rows: "QuerySet[Any]", key: str, what: str) -> dict[Any, Decimal]:
    return dict(rows.order_by().values_list(key).annotate(sum=Sum(what)))
