"""Which places rounds have reached, week by week."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, DateField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from dutyline.kernel.organisation.models import Place
from dutyline.toolkit.paging import Page, keyset_page

PLACE_ORDER = ("name", "id")


@dataclass(frozen=True)
class Cell:
    """The rounds of one place and week: finished, missed, still to be done."""

    done: int = 0
    missed: int = 0
    waiting: int = 0


@dataclass(frozen=True)
class Row:
    """A place with its weeks and how it stands: `never`, `overdue` or `covered`."""

    place: Any
    cells: tuple[Cell, ...]
    last_on: date | None
    standing: str

    @property
    def total(self) -> Cell:
        """Return all weeks added up."""
        return Cell(
            sum(cell.done for cell in self.cells),
            sum(cell.missed for cell in self.cells),
            sum(cell.waiting for cell in self.cells),
        )


@dataclass(frozen=True)
class Coverage:
    """A page of places by weeks; `counts` says how many of all places stand how."""

    weeks: tuple[int, ...]
    rows: list[Row]
    counts: dict[str, int]
    page: Page[Any]


@dataclass(frozen=True)
class Window:
    """Which weeks are shown, as of which moment, and after how many days a place is overdue."""

    weeks: Sequence[int]
    now: datetime
    today: date
    overdue_before: date


def with_last_round(places: QuerySet[Place], rounds: QuerySet[Any]) -> QuerySet[Place]:
    """Add to each place the day its last round was finished as `last_on`."""
    last = rounds.filter(place=OuterRef("pk"), state="finished").order_by("-finished_at")
    day = last.values(day=TruncDate("finished_at"))[:1]
    return places.annotate(last_on=Subquery(day, output_field=DateField()))


def count_standing(places: QuerySet[Any], overdue_before: date) -> dict[str, int]:
    """Return how many places are never covered, overdue and covered; one statement."""
    counts: dict[str, int] = places.aggregate(
        never=Count("id", filter=Q(last_on__isnull=True)),
        overdue=Count("id", filter=Q(last_on__lt=overdue_before)),
        covered=Count("id", filter=Q(last_on__gte=overdue_before)),
    )
    return counts


def narrowed(places: QuerySet[Any], standing: str, overdue_before: date) -> QuerySet[Any]:
    """Keep the places that stand in one way; "" keeps all, `blind` those never or overdue."""
    conditions = {
        "never": Q(last_on__isnull=True),
        "overdue": Q(last_on__lt=overdue_before),
        "covered": Q(last_on__gte=overdue_before),
        "blind": Q(last_on__isnull=True) | Q(last_on__lt=overdue_before),
    }
    return places.filter(conditions[standing]) if standing in conditions else places


def build(
    places: QuerySet[Any],
    rounds: QuerySet[Any],
    window: Window,
    *,
    standing: str = "",
    cursor: str | None = None,
    size: int = 50,
) -> Coverage:
    """Return a page of the matrix: three statements whatever the number of rounds."""
    places = with_last_round(places, rounds)
    counts = count_standing(places, window.overdue_before)
    wanted = narrowed(places, standing, window.overdue_before).select_related("unit")
    page = keyset_page(wanted, PLACE_ORDER, cursor, size)
    cells = _cells(rounds.filter(place__in=[place.pk for place in page.rows]), window)
    rows = [
        Row(
            place=place,
            cells=tuple(cells[place.pk].get(week, Cell()) for week in window.weeks),
            last_on=place.last_on,
            standing=_standing(place.last_on, window.overdue_before),
        )
        for place in page.rows
    ]
    return Coverage(tuple(window.weeks), rows, counts, page)


def _cells(rounds: QuerySet[Any], window: Window) -> dict[int, dict[int, Cell]]:
    grouped = (
        rounds.filter(week__gte=window.weeks[0], week__lte=window.weeks[-1])
        .exclude(state="void")
        .order_by()
        .values_list("place", "week")
        .annotate(
            done=Count("id", filter=Q(state="finished")),
            missed=Count("id", filter=~Q(state="finished") & Q(due_at__lte=window.now)),
            waiting=Count("id", filter=~Q(state="finished") & Q(due_at__gt=window.now)),
        )
    )
    cells: dict[int, dict[int, Cell]] = defaultdict(dict)
    for place, week, done, missed, waiting in grouped:
        cells[place][week] = Cell(done, missed, waiting)
    return cells


def _standing(last_on: date | None, overdue_before: date) -> str:
    if last_on is None:
        return "never"
    return "overdue" if last_on < overdue_before else "covered"
