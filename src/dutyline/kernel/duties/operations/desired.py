"""What posts should owe by the rules, period by period."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta

from dutyline.kernel.duties.models import Cadence, DutyVersion, Obligation, Owed, PostDuty
from dutyline.kernel.duties.operations.calendars import Calendars
from dutyline.kernel.duties.operations.covering import Covering
from dutyline.kernel.duties.operations.events import ask_of, event_allocations, event_window
from dutyline.kernel.duties.operations.writing import obligation_of
from dutyline.kernel.duties.rules.allocation import (
    Allocation,
    Cover,
    each_holder,
    has_vacancy,
    holders_together,
)
from dutyline.kernel.duties.rules.days import Span, common
from dutyline.kernel.duties.rules.periods import Window, limit_window
from dutyline.kernel.duties.rules.versions import Ask, governing
from dutyline.kernel.duties.sql.staffing import Lie, Staffing, staffing
from dutyline.kernel.organisation.calendar import midnight, zone

Key = tuple[int, int, int | None, str, str]
"""Post, version, appointment, period, thing: what an obligation is one of."""
ONCE = "once"
DAY = timedelta(days=1)


def key_of(row: Obligation) -> Key:
    """Return what an obligation is one of."""
    return row.post_id, row.version_id, row.appointment_id, row.period, row.about


@dataclass
class Desired:
    """What some posts should owe: the rows, and the (post, duty) that were looked at."""

    rows: dict[Key, Obligation] = field(default_factory=dict)
    looked_at: set[tuple[int, int]] = field(default_factory=set)


class Reckoner:
    """Works out what posts should owe between the moments of some calendars."""

    def __init__(self, post_ids: Sequence[int], calendars: Calendars) -> None:
        """Read all that is needed of these posts."""
        self.calendars = calendars
        first, end = calendars.since.date() - 2 * DAY, calendars.until.date() + 2 * DAY
        # A year around the moments holds every period they can touch.
        self.span = Span(
            first.replace(month=1, day=1) - DAY, end.replace(month=12, day=31) + 2 * DAY
        )
        self.owing = list(
            PostDuty.objects.filter(post__in=post_ids).order_by("post_id", "duty_id", "id")
        )
        since = min((each.valid_from for each in self.owing), default=self.span.first)
        self.known: Staffing = staffing(post_ids, Span(min(since, self.span.first), self.span.end))
        self.versions: dict[int, list[DutyVersion]] = defaultdict(list)
        duties = {each.duty_id for each in self.owing}
        for version in DutyVersion.objects.filter(duty__in=duties).order_by("id"):
            self.versions[version.duty_id].append(version)
        self.covering = Covering()

    def desired(self, events: Sequence[Obligation]) -> Desired:
        """Return what the posts should owe; of `events`, rows there are, how they should be."""
        found = Desired()
        for owing in self.owing:
            found.looked_at.add((owing.post_id, owing.duty_id))
            for cadence in {version.cadence for version in self.versions[owing.duty_id]}:
                if cadence == Cadence.ONCE:
                    self._once(owing, found)
                elif cadence != Cadence.EVENT:
                    self._periods(owing, cadence, found)
        for event in events:
            self._event(event, found)
        return found

    def _periods(self, owing: PostDuty, cadence: str, found: Desired) -> None:
        asks = [ask_of(version) for version in self.versions[owing.duty_id]]
        lies = self.known.lies[owing.post_id]
        if not lies:
            return
        scope = self.calendars.scope(cadence, lies[-1].path)
        for window in self.calendars.windows(cadence, scope):
            for ask, part in governing(asks, window.days):
                if ask.cadence == cadence:
                    self._allot(owing, ask, window, part, found)

    def _once(self, owing: PostDuty, found: Desired) -> None:
        """Allot what is owed once: from the day it and the post are taken up, within its limit."""
        asks = [
            ask_of(each) for each in self.versions[owing.duty_id] if each.cadence == Cadence.ONCE
        ]
        # Who was long in the post when the duty was first met is asked from then on.
        met = self.calendars.began(Cadence.ONCE)
        begins = max(min(each.first for each in asks), met.date() if met else date.min)
        staff = self.known.staff(owing.post_id)
        starts: list[tuple[date, int | None]] = [
            (each.first, each.appointment_id) for each in staff.tenures
        ]
        if any(each.owed == Owed.TOGETHER for each in asks):
            starts.append((owing.valid_from, None))
        for since, appointment_id in starts:
            first = max(since, begins, owing.valid_from)
            lie = self.known.lie(owing.post_id, first)
            ask = next(
                (a for a in asks if a.first <= first and (a.end is None or first < a.end)), None
            )
            together = appointment_id is None
            if lie is None or ask is None or (ask.owed == Owed.TOGETHER) != together:
                continue
            window = self._once_window(ask, lie, first)
            if window.starts_at > self.calendars.until:
                continue
            span = common(window.days, owing.valid_from, owing.valid_to)
            for allotted in self._allocations(owing, ask, window, span):
                if allotted.appointment_id == appointment_id:
                    self._put(allotted, owing.post_id, "", found)

    def _once_window(self, ask: Ask, lie: Lie, first: date) -> Window:
        tz = zone(lie.time_zone)
        starts_at = midnight(first, tz).astimezone(UTC)
        limit = limit_window(starts_at, ask.within or 0, ask.within_unit, tz)
        return Window(ONCE, limit.days, starts_at, limit.due_at)

    def _event(self, event: Obligation, found: Desired) -> None:
        version = event.version
        lie = next(
            (each for each in self.known.lies[event.post_id] if each.unit_id == event.unit_id), None
        )
        if lie is None:
            return
        window = event_window(version, lie, event.starts_at)
        spans = [
            span
            for each in self.owing
            if (each.post_id, each.duty_id) == (event.post_id, version.duty_id)
            and (span := common(window.days, each.valid_from, each.valid_to))
        ]
        span = self.known.life(event.post_id, spans[0]) if spans else None
        staff = self.known.staff(event.post_id)
        cover = self._cover(event.post_id, version.owed, span)
        tz = zone(lie.time_zone)
        for allotted in event_allocations(version, window, span, staff, cover=cover, tz=tz):
            if allotted.appointment_id == event.appointment_id:
                self._put(allotted, event.post_id, event.about, found)

    def _allot(self, owing: PostDuty, ask: Ask, window: Window, part: Span, found: Desired) -> None:
        span = common(part, owing.valid_from, owing.valid_to)
        for allotted in self._allocations(owing, ask, window, span):
            self._put(allotted, owing.post_id, "", found)

    def _allocations(
        self, owing: PostDuty, ask: Ask, window: Window, span: Span | None
    ) -> list[Allocation]:
        span = self.known.life(owing.post_id, span) if span else None
        if span is None:
            return []
        lie = self.known.lie(owing.post_id, span.first)
        tz = zone(lie.time_zone if lie else "")
        staff = self.known.staff(owing.post_id)
        if ask.owed == Owed.EACH:
            return each_holder(ask, window, span, staff, tz)
        cover = self._cover(owing.post_id, ask.owed, span)
        return holders_together(ask, window, span, staff, tz, cover=cover)

    def _cover(self, post_id: int, owed: str, span: Span | None) -> Cover:
        if owed == Owed.EACH or span is None:
            return Cover(None)
        staff = self.known.staff(post_id)
        if not has_vacancy(span, staff):
            return Cover(None)
        return self.covering.of(post_id, span.first)

    def _put(self, allotted: Allocation, post_id: int, about: str, found: Desired) -> None:
        lie = self.known.lie(post_id, allotted.window.days.first)
        if lie is not None:
            row = obligation_of(allotted, post_id, lie, about)
            found.rows[key_of(row)] = row
