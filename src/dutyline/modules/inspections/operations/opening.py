"""The sweep by which planned rounds fall due."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, OuterRef, Subquery

from dutyline.kernel.duties.rules.periods import Window, calendar_periods, shift_period
from dutyline.kernel.organisation.calendar import midnight, shift_times, works_on, zone_of
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

LOOK_BACK = timedelta(days=31)
"""A sweep that did not run for longer opens no older rounds: nobody was asked to walk them."""
BATCH = 500


def open_due_rounds(now: datetime) -> int:
    """Open every planned round whose period has begun, once; return how many.

    What a stopped server missed is opened too, so that a shift nobody walked shows as missed.
    """
    opened = 0
    last = dict(
        Round.objects.filter(plan__isnull=False).values_list("plan").annotate(Max("opens_at"))
    )
    for plan in _running(now):
        opened += _open(plan, last.get(plan.pk), now)
    return opened


def _running(now: datetime) -> Iterator[Plan]:
    newest = (
        ChecklistVersion.objects.filter(checklist=OuterRef("checklist"), number__isnull=False)
        .order_by("-number")
        .values("pk")[:1]
    )
    day = now.date() + timedelta(days=1)
    plans = (
        Plan.objects.filter(valid_from__lte=day)
        .exclude(valid_to__lt=now.date() - LOOK_BACK)
        .annotate(newest=Subquery(newest))
        .select_related("unit", "checklist", "post__unit")
        .order_by("id")
    )
    return plans.iterator(chunk_size=BATCH)


@transaction.atomic
def _open(plan: Plan, opened_to: datetime | None, now: datetime) -> int:
    tz = zone_of(plan.unit)
    begin = midnight(plan.valid_from, tz)
    since = max(begin, now - LOOK_BACK, opened_to or begin)
    windows = [
        window
        for window in _windows(plan, tz, since, now)
        if plan.runs_on(window.days.first) or plan.runs_on(window.days.last)
    ]
    if not windows:
        return 0
    rows = [
        row
        for target in _targets(plan)
        for window in windows
        if (row := _round(plan, target, window, tz)) is not None
    ]
    known = set(
        Round.objects.filter(plan=plan, opens_at__gte=windows[0].starts_at).values_list(
            "place_id", "unit_id", "period"
        )
    )
    fresh = [row for row in rows if (row.place_id, row.unit_id, row.period) not in known]
    # A sweep on another machine may have been faster: each round exists once all the same.
    Round.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    return len(fresh)


def _windows(plan: Plan, tz: ZoneInfo, since: datetime, now: datetime) -> Iterator[Window]:
    if plan.cadence != Cadence.SHIFT:
        yield from calendar_periods(plan.cadence, tz, since, now)
        return
    # A plan may cover places of the whole workshop: the shifts are those of who walks it.
    shifts = _shifts_of(plan.post.unit)
    day = since.astimezone(tz).date() - timedelta(days=1)
    while day <= now.astimezone(tz).date():
        for shift in shifts:
            if works_on(shift, day):
                starts_at, ends_at = shift_times(shift, day, tz)
                if starts_at <= now and ends_at > since:
                    yield shift_period(shift.pk, day, starts_at, ends_at)
        day += timedelta(days=1)


def _shifts_of(unit: Unit) -> list[Shift]:
    """Return the shifts a unit works: its own, else those of the nearest unit above."""
    line = ancestors(unit.path)
    shifts = list(Shift.objects.filter(unit__in=line).order_by("starts_at", "id"))
    for unit_id in reversed(line):
        own = [shift for shift in shifts if shift.unit_id == unit_id]
        if own:
            return own
    return []


def _targets(plan: Plan) -> list[PlanTarget]:
    return list(
        PlanTarget.objects.filter(plan=plan).select_related("place__unit", "unit").order_by("id")
    )


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
        title=f"{plan.name}, {where.name}"[:200],
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
