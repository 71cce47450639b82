"""Events open obligations about a thing; a withdrawn cause closes them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q

from dutyline.kernel.duties.models import (
    Area,
    Cancellation,
    Cause,
    DutyVersion,
    Evidence,
    Measure,
    Obligation,
    Owed,
    PostDuty,
    SpanUnit,
)
from dutyline.kernel.duties.operations.covering import Covering
from dutyline.kernel.duties.operations.matching import match
from dutyline.kernel.duties.operations.writing import obligation_of
from dutyline.kernel.duties.rules.allocation import (
    Allocation,
    Cover,
    Staff,
    each_holder,
    has_vacancy,
    holders_together,
)
from dutyline.kernel.duties.rules.days import Span, common
from dutyline.kernel.duties.rules.periods import Window, limit_window
from dutyline.kernel.duties.rules.versions import Ask
from dutyline.kernel.duties.sql.staffing import Lie, Staffing, staffing
from dutyline.kernel.organisation.calendar import shift_runs, zone
from dutyline.kernel.organisation.models import Person, Post, Unit
from dutyline.kernel.organisation.paths import ancestors
from dutyline.kernel.organisation.periods import overlapping
from dutyline.kernel.registry import trigger as declared_trigger

FARTHEST = timedelta(days=60)
"""How far ahead a limit in shifts looks for shifts to begin."""


@transaction.atomic(savepoint=False)
def raise_event(
    *,
    trigger: str,
    about: str,
    unit: Unit,
    at: datetime,
    person: Person | None = None,
    post: Post | None = None,
) -> list[Obligation]:
    """Open the obligations an event brings, about the thing `about`; return those that are new.

    It concerns the post given, else the posts the person holds, else every post with such a duty
    in whose area `unit` lies – for a duty of own acts, every post in the unit and under it. Told
    again of the same moment it opens nothing more.
    """
    declared_trigger(trigger)
    around = Span(at.date() - timedelta(days=1), at.date() + timedelta(days=2))
    owing = list(_owing(trigger, unit, around, person, post))
    if not owing:
        return []
    longest = max(version.within or 0 for _, version in owing) + FARTHEST.days
    posts = sorted({each.post_id for each, _ in owing})
    known = staffing(posts, Span(around.first, around.end + timedelta(days=longest)))
    only = person.pk if person else None
    covering = Covering()
    rows = [
        row
        for each, version in owing
        for row in _rows(each, version, known, at, only=only, covering=covering)
    ]
    for row in rows:
        row.about = about
    new = _new(rows, about)
    Obligation.objects.bulk_create(new, batch_size=500)
    # What is told late may have been answered already.
    if new and Evidence.objects.filter(about=about, occurred_at__gte=at).exists():
        match(Q(pk__in=[row.pk for row in new]), now=at)
    return new


@transaction.atomic(savepoint=False)
def cancel_event(*, trigger: str, about: str, reason: str, at: datetime) -> int:
    """Ask no longer for what an event brought; return how many obligations that concerned.

    What was answered by then stays answered. Closed obligations are corrected.
    """
    declared_trigger(trigger)
    concerned = list(
        Obligation.objects.filter(about=about, version__trigger=trigger, cancellation=None)
        .order_by("id")
        .values_list("id", flat=True)
    )
    if not concerned:
        return 0
    Cancellation.objects.bulk_create(
        [Cancellation(obligation_id=pk, reason=reason[:500], at=at) for pk in concerned],
        batch_size=500,
    )
    match(Q(pk__in=concerned), now=at, cause=Cause.WITHDRAWN, source=about)
    return len(concerned)


def event_window(version: DutyVersion, lie: Lie, at: datetime) -> Window:
    """Return the time a post has to answer an event of a moment."""
    tz = zone(lie.time_zone)
    return limit_window(at, version.within or 0, version.within_unit, tz, _runs(version, lie, at))


def event_allocations(
    version: DutyVersion,
    window: Window,
    owed: Span | None,
    staff: Staff,
    *,
    cover: Cover,
    tz: ZoneInfo,
) -> list[Allocation]:
    """Return who owes an answer: those who held the post when it happened, or the post."""
    ask = ask_of(version)
    if version.owed == Owed.TOGETHER:
        return holders_together(ask, window, owed, staff, tz, cover=cover)
    day = Span(window.days.first, window.days.first + timedelta(days=1))
    there = [each for each in staff.tenures if common(day, each.first, each.end)]
    found = each_holder(ask, window, owed, staff, tz)
    holders = {each.appointment_id for each in there}
    return [each for each in found if each.appointment_id in holders]


def ask_of(version: DutyVersion) -> Ask:
    """Return what a version asks, for the rules."""
    return Ask(
        version_id=version.pk,
        duty_id=version.duty_id,
        first=version.valid_from,
        end=version.valid_to,
        cadence=version.cadence,
        owed=version.owed,
        amount=version.amount,
        grace_days=version.grace_days,
        at_once=version.at_once,
        by_value=version.measure == Measure.INDICATOR,
        within=version.within,
        within_unit=version.within_unit,
    )


def _owing(
    trigger: str, unit: Unit, around: Span, person: Person | None, post: Post | None
) -> Iterator[tuple[PostDuty, DutyVersion]]:
    """Yield which posts owe an answer by which version, around the day of the event."""
    versions = DutyVersion.objects.filter(overlapping(*around), trigger=trigger).order_by("id")
    by_duty: dict[int, list[DutyVersion]] = {}
    for version in versions:
        by_duty.setdefault(version.duty_id, []).append(version)
    if not by_duty:
        return
    owing = PostDuty.objects.filter(overlapping(*around), duty__in=by_duty).order_by("id")
    if post is not None:
        owing = owing.filter(post=post)
    elif person is not None:
        owing = owing.filter(
            overlapping(*around, prefix="post__appointments__"), post__appointments__person=person
        ).distinct()
    else:
        owing = owing.select_related("post__unit").filter(_near(unit))
    for each in owing:
        for version in by_duty[each.duty_id]:
            if post or person or _in_area(version, each.post.unit, unit):
                yield each, version


def _near(unit: Unit) -> Q:
    """Return the posts above, in and under a unit: those whose area an event there can touch."""
    under = Q(post__unit__path__gte=unit.path, post__unit__path__lt=unit.path[:-1] + "0")
    return under | Q(post__unit__in=ancestors(unit.path))


def _in_area(version: DutyVersion, own: Unit, unit: Unit) -> bool:
    if version.area == Area.OWN:
        return own.path.startswith(unit.path)
    if version.area == Area.UNIT:
        return own.pk == unit.pk
    return unit.path.startswith(own.path)


def _rows(
    owing: PostDuty,
    version: DutyVersion,
    known: Staffing,
    at: datetime,
    *,
    only: int | None,
    covering: Covering,
) -> Iterator[Obligation]:
    # The local day is known only once it is known where the post lay.
    near = [each for each in known.lies[owing.post_id] if each.runs_on(_day(each, at))]
    if not near:
        return
    lie, on = near[0], _day(near[0], at)
    if not (version.runs_on(on) and owing.runs_on(on)):
        return
    window = event_window(version, lie, at)
    owed = known.life(owing.post_id, window.days)
    owed = common(owed, owing.valid_from, owing.valid_to) if owed else None
    staff = known.staff(owing.post_id)
    cover = Cover(None)
    if version.owed == Owed.TOGETHER and owed and has_vacancy(owed, staff):
        cover = covering.of(owing.post_id, on)
    tz = zone(lie.time_zone)
    for allotted in event_allocations(version, window, owed, staff, tz=tz, cover=cover):
        if only is None or allotted.person_id in (None, only):
            yield obligation_of(allotted, owing.post_id, lie)


def _day(lie: Lie, at: datetime) -> date:
    return at.astimezone(zone(lie.time_zone)).date()


def _runs(version: DutyVersion, lie: Lie, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    if version.within_unit != SpanUnit.SHIFTS:
        return
    unit = Unit.objects.get(pk=lie.unit_id)
    first = _day(lie, at) - timedelta(days=1)
    found = 0
    for _, starts_at, ends_at in shift_runs(unit, first, first + FARTHEST):
        if starts_at > at:
            found += 1
        yield starts_at, ends_at
        if found >= (version.within or 0):
            return


def _new(rows: list[Obligation], about: str) -> list[Obligation]:
    """Keep the obligations that are not there yet."""
    known = set(
        Obligation.objects.filter(about=about).values_list(
            "version_id", "post_id", "appointment_id", "period"
        )
    )
    new = {(row.version_id, row.post_id, row.appointment_id, row.period): row for row in rows}
    return [row for key, row in new.items() if key not in known]
