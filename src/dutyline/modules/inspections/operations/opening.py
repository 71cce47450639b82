"""The sweep by which planned rounds fall due."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, OuterRef, Prefetch, Subquery

from dutyline.kernel.duties.rules.periods import Window, calendar_periods, shift_period
from dutyline.kernel.organisation.calendar import midnight, shift_times, works_on, zone
from dutyline.kernel.organisation.models import Shift, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.modules.inspections.models import (
    Cadence,
    ChecklistVersion,
    Plan,
    PlanTarget,
    Round,
)
from dutyline.modules.inspections.rules.periods import week_of
from dutyline.toolkit.wording import beside

LOOK_BACK = timedelta(days=31)
"""A sweep that did not run for longer opens no older rounds: nobody was asked to walk them."""
BATCH = 500
"""Plans opened in one transaction, with a fixed number of statements."""


@dataclass(frozen=True)
class Calendar:
    """The shifts and time zones of the units of some plans, read at once."""

    shifts: dict[int, list[Shift]]
    zones: dict[int, str]

    def shifts_of(self, unit: Unit) -> list[Shift]:
        """Return the shifts a unit works: its own, else those of the nearest unit above."""
        line = reversed(ancestors(unit.path))
        return next((self.shifts[pk] for pk in line if pk in self.shifts), [])

    def zone_of(self, unit: Unit) -> ZoneInfo:
        """Return the time zone of a unit: its own, else that of the nearest unit above."""
        line = reversed(ancestors(unit.path))
        return zone(next((self.zones[pk] for pk in line if pk in self.zones), ""))


def open_due_rounds(now: datetime) -> int:
    """Open every planned round whose period has begun, once; return how many.

    What a stopped server missed is opened too, so that a shift nobody walked shows as missed.
    """
    last = dict(
        Round.objects.filter(plan__isnull=False).values_list("plan").annotate(Max("opens_at"))
    )
    return sum(_open(plans, last, now) for plans in _running(now))


def _running(now: datetime) -> Iterator[Sequence[Plan]]:
    newest = (
        ChecklistVersion.objects.filter(checklist=OuterRef("checklist"), number__isnull=False)
        .order_by("-number")
        .values("pk")[:1]
    )
    day = now.date() + timedelta(days=1)
    targets = PlanTarget.objects.select_related("place__unit", "unit").order_by("id")
    plans = (
        Plan.objects.filter(valid_from__lte=day)
        .exclude(valid_to__lt=now.date() - LOOK_BACK)
        .annotate(newest=Subquery(newest))
        .select_related("unit", "post__unit")
        .prefetch_related(Prefetch("targets", targets))
        .order_by("id")
    )
    done = 0
    while some := list(plans.filter(pk__gt=done)[:BATCH]):
        yield some
        done = some[-1].pk


@transaction.atomic
def _open(plans: Sequence[Plan], last: dict[int, datetime], now: datetime) -> int:
    calendar = _calendar(plans)
    rows: list[Round] = []
    for plan in plans:
        tz = calendar.zone_of(plan.unit)
        begin = midnight(plan.valid_from, tz)
        since = max(begin, now - LOOK_BACK, last.get(plan.pk, begin))
        rows += [
            row
            for window in _windows(plan, calendar, tz, since, now)
            if plan.runs_on(window.days.first) or plan.runs_on(window.days.last)
            for target in plan.targets.all()
            if (row := _round(plan, target, window, tz)) is not None
        ]
    fresh = _unknown(rows)
    # A sweep on another machine may have been faster: each round exists once all the same.
    Round.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    return len(fresh)


def _unknown(rows: Sequence[Round]) -> list[Round]:
    """Leave out the rounds that exist."""
    if not rows:
        return []
    known = set(
        Round.objects.filter(
            plan__in={row.plan_id for row in rows}, opens_at__gte=min(row.opens_at for row in rows)
        ).values_list("plan_id", "place_id", "unit_id", "period")
    )
    return [
        row for row in rows if (row.plan_id, row.place_id, row.unit_id, row.period) not in known
    ]


def _calendar(plans: Iterable[Plan]) -> Calendar:
    line = {
        pk for plan in plans for unit in (plan.unit, plan.post.unit) for pk in ancestors(unit.path)
    }
    shifts: dict[int, list[Shift]] = {}
    for shift in Shift.objects.filter(unit__in=line).order_by("starts_at", "id"):
        shifts.setdefault(shift.unit_id, []).append(shift)
    named = Unit.objects.filter(pk__in=line).exclude(time_zone="")
    return Calendar(shifts, dict(named.values_list("id", "time_zone")))


def _windows(
    plan: Plan, calendar: Calendar, tz: ZoneInfo, since: datetime, now: datetime
) -> Iterator[Window]:
    if plan.cadence != Cadence.SHIFT:
        yield from calendar_periods(plan.cadence, tz, since, now)
        return
    # A plan may cover places of the whole workshop: the shifts are those of who walks it.
    shifts = calendar.shifts_of(plan.post.unit)
    day = since.astimezone(tz).date() - timedelta(days=1)
    while day <= now.astimezone(tz).date():
        for shift in shifts:
            if works_on(shift, day):
                starts_at, ends_at = shift_times(shift, day, tz)
                if starts_at <= now and ends_at > since:
                    yield shift_period(shift.pk, day, starts_at, ends_at)
        day += timedelta(days=1)


def _round(plan: Plan, target: PlanTarget, window: Window, tz: ZoneInfo) -> Round | None:
    place, unit = target.place, target.unit
    day: date = window.due_at.astimezone(tz).date()
    where = place or unit
    if where is None or not where.runs_on(window.days.last):
        return None
    answering = place.unit if place else unit
    return Round(
        plan=plan,
        version_id=plan.newest,  # type: ignore[attr-defined]
        kind=plan.kind,
        title=beside(plan.name, where.name)[:200],
        unit=answering,
        unit_path=answering.path if answering else plan.unit_path,
        place=place,
        post_id=plan.post_id,
        period=window.key,
        opens_at=window.starts_at,
        due_at=window.due_at,
        due_on=day,
        week=week_of(day),
    )
